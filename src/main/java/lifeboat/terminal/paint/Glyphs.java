package lifeboat.terminal.paint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lifeboat.terminal.TextWidth;

/**
 * The texts of cells as single characters. Lanterna takes what is longer than one {@code char} for two columns wide, and
 * knows other wide characters than we do; so whatever is not one narrow {@code char} is carried through it as a character
 * from the private use area, one column wide, and looked up again when it is written. Not for several threads.
 */
final class Glyphs {
    /** The second cell of a wide character, for which nothing is written. */
    static final char CONTINUATION = '\uf8ff';

    private static final char FIRST = '\ue000';
    private static final char INSTEAD = '?';

    /** Half of what there is room for. */
    private static final int CROWD = (CONTINUATION - FIRST) / 2;

    private final Map<String, Character> codes = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** Whether so many texts are known that it is time to {@link #clear}; nobody needs that many in one picture. */
    boolean isCrowded() {
        return texts.size() > CROWD;
    }

    /** Forgets everything; codes given out before mean nothing any more. */
    void clear() {
        codes.clear();
        texts.clear();
    }

    /** The character that stands for the text of a cell; what would steer the terminal becomes a question mark. */
    char code(String text) {
        if (text.isEmpty()) {
            return CONTINUATION;
        }
        char first = text.charAt(0);
        if (text.length() == 1 && isNarrow(first)) {
            return first;
        }
        Character known = codes.get(text);
        if (known != null) {
            return known;
        }
        if (FIRST + texts.size() == CONTINUATION || !isHarmless(text)) {
            return INSTEAD;
        }
        char code = (char) (FIRST + texts.size());
        texts.add(text);
        codes.put(text, code);
        return code;
    }

    /** Whether a character came from {@link #code} and stands for another text. */
    static boolean isCode(char character) {
        return character >= FIRST && character <= CONTINUATION;
    }

    /** The text that a code stands for; empty for {@link #CONTINUATION}. */
    String text(char code) {
        return code == CONTINUATION ? "" : texts.get(code - FIRST);
    }

    private static boolean isNarrow(char character) {
        if (character < 0x7f) {
            return character >= ' ';
        }
        return character >= 0xa0
                && !isCode(character)
                && !Character.isSurrogate(character)
                && TextWidth.of(character) == 1;
    }

    private static boolean isHarmless(String text) {
        return text.codePoints()
                .allMatch(character -> character >= ' '
                        && (character < 0x7f || character > 0x9f)
                        && Character.getType(character) != Character.SURROGATE);
    }
}
