package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/** Text for people, broken between words. */
final class Prose {
    private Prose() {}

    /** The lines of a text that is so many columns wide; line ends in it are kept, a longer word is cut up. */
    static List<String> lines(String text, int columns) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.strip().split("\\R", -1)) {
            wrap(SafeText.of(paragraph), Math.max(1, columns), lines);
        }
        return lines;
    }

    private static void wrap(String text, int columns, List<String> lines) {
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (String word : text.split(" ", -1)) {
            for (String piece : pieces(word, columns)) {
                int wide = TextWidth.of(piece);
                if (used > 0 && used + 1 + wide > columns) {
                    lines.add(line.toString());
                    line.setLength(0);
                    used = 0;
                }
                if (used > 0) {
                    line.append(' ');
                    used++;
                }
                line.append(piece);
                used += wide;
            }
        }
        lines.add(line.toString());
    }

    private static List<String> pieces(String word, int columns) {
        if (TextWidth.of(word) <= columns) {
            return List.of(word);
        }
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int used = 0;
        for (int character : word.codePoints().toArray()) {
            int wide = TextWidth.of(character);
            if (used + wide > columns && used > 0) {
                pieces.add(piece.toString());
                piece.setLength(0);
                used = 0;
            }
            piece.appendCodePoint(character);
            used += wide;
        }
        pieces.add(piece.toString());
        return pieces;
    }
}
