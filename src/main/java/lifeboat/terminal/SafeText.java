package lifeboat.terminal;

import java.util.List;
import java.util.stream.Stream;

/**
 * Makes text from outside harmless for a terminal: what would steer the terminal, or hide or reorder what is shown, becomes
 * visible instead.
 */
public final class SafeText {
    private static final int CONTROL_PICTURES = 0x2400;
    private static final int PICTURE_OF_DELETE = 0x2421;
    private static final int DELETE = 0x7f;
    private static final String TAB = "  ";

    private SafeText() {}

    /**
     * The text as one line without any control character: ESC becomes {@code ␛}, other C0 characters their pictures, C1,
     * bidirectional, zero-width and other invisible characters their number, such as {@code <U+202E>}; a tab becomes two
     * spaces, and half a surrogate pair the replacement character.
     */
    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> append(out, character));
        return out.toString();
    }

    /** A text of several lines: what ends a line does so, and each of them is harmless. */
    public static List<String> lines(String text) {
        return Stream.of(text.split("\n", -1)).map(SafeText::of).toList();
    }

    private static boolean isPlain(String text) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < ' ' || character >= DELETE) {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder out, int character) {
        if (character == '\t') {
            out.append(TAB);
        } else if (character < ' ') {
            out.appendCodePoint(CONTROL_PICTURES + character);
        } else if (character == DELETE) {
            out.appendCodePoint(PICTURE_OF_DELETE);
        } else if (Character.getType(character) == Character.SURROGATE) {
            out.append('\uFFFD');
        } else if (isUnseen(character)) {
            out.append(String.format("<U+%04X>", character));
        } else {
            out.appendCodePoint(character);
        }
    }

    private static boolean isUnseen(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || isHangulFiller(character);
    }

    /** Letters by name that take room and show nothing. */
    private static boolean isHangulFiller(int character) {
        return character == 0x115f || character == 0x1160 || character == 0x3164 || character == 0xffa0;
    }
}
