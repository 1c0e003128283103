/** The rules of the house, as tests: what a room may touch, whom it may know, how it is written. */
@NullMarked
package lifeboat.house;

import org.jspecify.annotations.NullMarked;
