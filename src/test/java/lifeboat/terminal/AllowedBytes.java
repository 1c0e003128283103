package lifeboat.terminal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads bytes on their way to a terminal and knows what is allowed there, instead of what is not: visible characters, line
 * ends, and of what steers a terminal the few sequences that pictures are painted with.
 */
public final class AllowedBytes {
    /** Where the cursor is, which colours, what is cleared, and whether the cursor shows. */
    private static final Pattern PAINTING = Pattern.compile(
            "\u001b\\[(?:[0-9]{1,4}(?:;[0-9]{1,4})?H|H|[0-9]{0,4}[A-D]|[0-9;]{0,60}m|[0-3]?[JK]|\\?25[hl])");

    private AllowedBytes() {}

    /** Only lines of visible text. */
    public static void assertLines(byte[] bytes) {
        read(bytes, false);
    }

    /** Visible text where the cursor is set, in colours; no line ends. */
    public static void assertPicture(byte[] bytes) {
        read(bytes, true);
    }

    private static void read(byte[] bytes, boolean picture) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("bytes that are no text reached the terminal", e);
        }
        Matcher painting = PAINTING.matcher(text);
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            if (picture
                    && character == 0x1b
                    && painting.region(at, text.length()).lookingAt()) {
                at = painting.end();
                continue;
            }
            boolean lineEnd = !picture && character == '\n';
            if (!lineEnd && !isVisible(character)) {
                throw new AssertionError(String.format(
                        Locale.ROOT,
                        "U+%04X reached the terminal, in %s",
                        character,
                        SafeText.of(text.substring(Math.max(0, at - 20), Math.min(text.length(), at + 20)))));
            }
            at += Character.charCount(character);
        }
    }

    private static boolean isVisible(int character) {
        switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> {
                return false;
            }
            default -> {
                return true;
            }
        }
    }
}
