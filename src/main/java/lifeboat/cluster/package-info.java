/**
 * Kubernetes: workloads, pods, services, secrets, leases; read, previewed, changed, watched.
 *
 * <p>Invariants: Only this room sees fabric8; no mutation is retried by the library.
 */
@NullMarked
package lifeboat.cluster;

import org.jspecify.annotations.NullMarked;
