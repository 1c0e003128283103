/**
 * Bugs that are planted in our own code, each of which a test has to catch: what shows that the tests test.
 */
@NullMarked
package lifeboat.planted;

import org.jspecify.annotations.NullMarked;
