/**
 * A Pachyderm of 1.x in the lab: what its pachd knows and does, who loads data into it from outside, and a program of its
 * own that stands in for {@code pachctl} 1.9 to 1.13.
 *
 * <p>Invariants: A pachd answers on an address only while the Service of its namespace has that node port and a pod of it
 * is ready. What an extract holds comes back with a restore, and nothing else does. The traps of the real software are
 * played, so that a trainee can fall into them.
 */
@NullMarked
package lifeboat.lab.classic;

import org.jspecify.annotations.NullMarked;
