/**
 * The whole engine in a world of a few numbers, under every fault that the dice can think of.
 */
@NullMarked
package lifeboat.sim;

import org.jspecify.annotations.NullMarked;
