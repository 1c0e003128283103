package lifeboat.screen;

import java.util.Optional;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.Stroke;
import lifeboat.terminal.TextWidth;

/**
 * A line of text that is being typed. A scene that has one with the keys in it says {@link Scene#isTyping} and binds none of
 * the keys that edit it: arrows left and right, Home, End, Backspace, Del, Ctrl-A, E, K, U and W.
 *
 * @param text what was typed so far; may hold anything
 * @param cursor how many of its characters (code points) stand before the cursor
 * @param masked whether it is shown as dots
 */
record TextField(String text, int cursor, boolean masked) {
    private static final int LONGEST = 4_096;
    private static final String DOT = "•";

    /** A field with a text, the cursor behind it. */
    static TextField of(String text) {
        return new TextField(text, length(text), false);
    }

    /** An empty field that shows dots. */
    static TextField secret() {
        return new TextField("", 0, true);
    }

    /** After a key; the same if the key edits nothing. */
    TextField typed(Stroke stroke) {
        if (stroke.types()) {
            return inserted(stroke.text());
        }
        if (stroke.alt()) {
            return this;
        }
        if (stroke.control()) {
            return switch (stroke.text()) {
                case "a" -> at(0);
                case "e" -> at(length(text));
                case "k" -> without(cursor, length(text));
                case "u" -> without(0, cursor);
                case "w" -> without(wordBefore(), cursor);
                default -> this;
            };
        }
        return switch (stroke.key()) {
            case LEFT -> at(Math.max(0, cursor - 1));
            case RIGHT -> at(Math.min(length(text), cursor + 1));
            case HOME -> at(0);
            case END -> at(length(text));
            case BACKSPACE -> without(Math.max(0, cursor - 1), cursor);
            case DELETE -> without(cursor, Math.min(length(text), cursor + 1));
            default -> this;
        };
    }

    /**
     * After a paste: its one line without control characters goes in at the cursor. A paste that {@link #objection} objects
     * to changes nothing: of several lines neither the first nor all of them joined is what somebody meant to give.
     */
    TextField pasted(String pasted) {
        return objection(pasted).isPresent() ? this : inserted(line(pasted));
    }

    /** Why a paste is not taken, as a notice; line ends around it do not count. */
    static Optional<String> objection(String pasted) {
        String line = line(pasted);
        if (line.indexOf('\n') >= 0) {
            return Optional.of("several lines were pasted into one: nothing was taken");
        }
        return line.length() > LONGEST
                ? Optional.of("what was pasted is longer than " + LONGEST + " characters: nothing was taken")
                : Optional.empty();
    }

    /** The text without line ends around it, those inside as one character, and no other control characters. */
    private static String line(String pasted) {
        String cut = pasted.replace("\r\n", "\n").replace('\r', '\n');
        int from = 0;
        int to = cut.length();
        while (from < to && cut.charAt(from) == '\n') {
            from++;
        }
        while (to > from && cut.charAt(to - 1) == '\n') {
            to--;
        }
        StringBuilder kept = new StringBuilder();
        cut.substring(from, to)
                .codePoints()
                .filter(one -> one == '\n' || !Character.isISOControl(one))
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /**
     * Draws it on one row, as far as the part around the cursor fits.
     *
     * @param wide its columns, at least 2
     * @param focused whether it has the keys, so that the cursor is shown in it
     */
    void draw(Canvas canvas, int column, int row, int wide, boolean focused) {
        int[] characters = text.codePoints().toArray();
        String[] shown = new String[characters.length];
        for (int index = 0; index < characters.length; index++) {
            shown[index] = masked ? DOT : SafeText.of(Character.toString(characters[index]));
        }
        int first = 0;
        int before = width(shown, 0, cursor);
        while (before > wide - 1) {
            before -= TextWidth.of(shown[first]);
            first++;
        }
        Canvas part = canvas.part(column, row, wide, 1);
        part.fill(Role.INPUT);
        part.text(0, 0, String.join("", java.util.Arrays.asList(shown).subList(first, shown.length)), Role.INPUT);
        if (focused) {
            part.cursor(before, 0);
        }
    }

    private static int width(String[] shown, int from, int to) {
        int wide = 0;
        for (int index = from; index < to; index++) {
            wide += TextWidth.of(shown[index]);
        }
        return wide;
    }

    private TextField inserted(String more) {
        int at = text.offsetByCodePoints(0, cursor);
        return new TextField(text.substring(0, at) + more + text.substring(at), cursor + length(more), masked);
    }

    private TextField without(int from, int to) {
        int first = text.offsetByCodePoints(0, from);
        int last = text.offsetByCodePoints(0, to);
        return new TextField(text.substring(0, first) + text.substring(last), from, masked);
    }

    private TextField at(int place) {
        return new TextField(text, place, masked);
    }

    /** Where the word before the cursor begins; a secret is one word, for dots do not tell where one ends. */
    private int wordBefore() {
        int[] characters = text.codePoints().toArray();
        int at = masked ? 0 : cursor;
        while (at > 0 && Character.isWhitespace(characters[at - 1])) {
            at--;
        }
        while (at > 0 && !Character.isWhitespace(characters[at - 1])) {
            at--;
        }
        return at;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
