/**
 * The durable record of one run: append, force, replay, lock, chain, seal, verify.
 *
 * <p>Invariants: Only this room touches files of the state directory; nothing is acknowledged before it is forced to disk.
 */
@NullMarked
package lifeboat.journal;

import org.jspecify.annotations.NullMarked;
