/**
 * A program of its own that stands in for Pachyderm's {@code pachctl}: documented outputs and exit codes, and real
 * effects on the lab's cluster.
 *
 * <p>Invariants: It starts fast, so it loads nothing of the rest of the lab. It reads no configuration but the lab's own
 * and connects to nothing but the lab's API server, whatever the operator's environment says.
 */
@NullMarked
package lifeboat.lab.pachctl;

import org.jspecify.annotations.NullMarked;
