package lifeboat.runbook;

import java.util.Optional;

/** Characters that an author cannot see and that could make a runbook look like another one. */
final class Characters {
    private Characters() {}

    /** The index of the first character that may not stand in a runbook. */
    static Optional<Integer> firstForbidden(String text) {
        for (int index = 0; index < text.length(); index += Character.charCount(text.codePointAt(index))) {
            if (isForbidden(text.codePointAt(index))) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    /** The text with every such character as its number. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(character -> {
            if (isForbidden(character) || character == '\n' || character == '\t') {
                out.append(String.format("U+%04X", character));
            } else {
                out.appendCodePoint(character);
            }
        });
        return out.toString();
    }

    private static boolean isForbidden(int character) {
        if (character == '\n' || character == '\t') {
            return false;
        }
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
