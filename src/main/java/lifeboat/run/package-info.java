/**
 * What has happened in one run, what is allowed next, and why not otherwise.
 *
 * <p>Invariants: Pure: no I/O, no clock, no threads; imports nothing but runbook.
 */
@NullMarked
package lifeboat.run;

import org.jspecify.annotations.NullMarked;
