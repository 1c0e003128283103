/** From a picture to the bytes that a terminal needs to show it, and to no more of them. */
@NullMarked
package lifeboat.terminal.paint;

import org.jspecify.annotations.NullMarked;
