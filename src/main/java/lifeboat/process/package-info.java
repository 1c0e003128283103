/**
 * Starts programs from argument lists, streams and masks their output, stops them.
 *
 * <p>Invariants: Never a shell string; only this room sees ProcessBuilder.
 */
@NullMarked
package lifeboat.process;

import org.jspecify.annotations.NullMarked;
