/**
 * Turns one action into a preview, or into one call on one target, off the screen's thread, with timeout and cancel.
 *
 * <p>Invariants: Only this room sees executors; nothing here decides what is allowed.
 */
@NullMarked
package lifeboat.perform;

import org.jspecify.annotations.NullMarked;
