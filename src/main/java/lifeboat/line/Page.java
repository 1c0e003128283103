package lifeboat.line;

import java.util.ArrayList;
import java.util.List;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/** Prints on a dialogue; all text passes through {@link SafeText}. */
final class Page {
    private static final int LEAST_WIDTH = 20;
    private static final String CONTINUED = "  ";

    private final Dialogue dialogue;

    Page(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /** One line as it is, however long. */
    void line(String text) {
        dialogue.print(SafeText.of(text));
    }

    /** Text whose line ends are kept, each line as it is behind the indent. */
    void lines(String indent, String text) {
        text.lines().forEach(one -> dialogue.print(indent + SafeText.of(one)));
    }

    /** Text for people, broken between words; what follows the first line is indented two more. */
    void prose(String indent, String text) {
        String first = indent;
        for (String paragraph : text.strip().split("\\R", -1)) {
            for (String one : wrap(SafeText.of(paragraph), Math.max(LEAST_WIDTH, dialogue.width()) - indent.length())) {
                dialogue.print(first + one);
                first = indent + CONTINUED;
            }
        }
    }

    /** Breaks text into lines of so many columns, all but the first two columns shorter; a longer word stays whole. */
    static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (String word : text.strip().split(" ", -1)) {
            if (word.isEmpty() && used == 0) {
                continue;
            }
            int wide = TextWidth.of(word);
            int room = lines.isEmpty() ? columns : columns - CONTINUED.length();
            if (used > 0 && used + 1 + wide > room) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
            }
            if (used > 0) {
                line.append(' ');
                used++;
            }
            line.append(word);
            used += wide;
        }
        lines.add(line.toString());
        return lines;
    }
}
