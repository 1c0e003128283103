/**
 * The commands, and the one place where objects meet the environment.
 *
 * <p>Invariants: only this room reads the environment and the clock, and ends the process.
 */
@NullMarked
package lifeboat;

import org.jspecify.annotations.NullMarked;
