/** The full-screen app: model, messages, one file a screen, theme; draws on a canvas of ours. */
@NullMarked
package lifeboat.screen;

import org.jspecify.annotations.NullMarked;
