/**
 * A stand-in for the program {@code helm}, towards one lab.
 *
 * <p>Invariants: It changes the lab's API server through its API, and nothing else.
 */
@NullMarked
package lifeboat.lab.helm;

import org.jspecify.annotations.NullMarked;
