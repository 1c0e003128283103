/**
 * The same run, a line at a time, for dumb terminals, screen readers and logs.
 *
 * <p>Invariants: Only this room sees JLine's reader; it decides nothing.
 */
@NullMarked
package lifeboat.line;

import org.jspecify.annotations.NullMarked;
