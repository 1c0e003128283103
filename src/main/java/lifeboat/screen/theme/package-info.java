/** Themes as files: how each role looks, and which theme is used where. */
@NullMarked
package lifeboat.screen.theme;

import org.jspecify.annotations.NullMarked;
