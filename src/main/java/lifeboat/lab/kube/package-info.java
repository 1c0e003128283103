/**
 * The lab's Kubernetes: a small strict API server with controllers and a kubelet, on loopback.
 *
 * <p>Invariants: what a real API server refuses is refused here; every object that was stored is never changed, only
 * replaced; what the seed decides does not depend on the timing of threads.
 */
@NullMarked
package lifeboat.lab.kube;

import org.jspecify.annotations.NullMarked;
