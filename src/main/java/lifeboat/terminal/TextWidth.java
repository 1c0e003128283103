package lifeboat.terminal;

import org.jline.utils.WCWidth;

/** How many columns text takes on a terminal: two for most of East Asia, none for a mark that combines. */
public final class TextWidth {
    private TextWidth() {}

    /** The columns of a text without control characters. */
    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** The columns of one character: 0, 1 or 2. */
    public static int of(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }
}
