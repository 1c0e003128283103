package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/**
 * Which part of a text is seen.
 *
 * @param row the first row that is seen; not looked at while it follows
 * @param follow whether the end is seen, wherever that is
 * @param wrap whether long lines are broken; else they are cut off
 */
record Scroll(int row, boolean follow, boolean wrap) {
    /** The keys of a text, to be added to those of its screen. */
    static final Bindings KEYS = Cursor.KEYS;

    /** At the top, lines broken. */
    static Scroll top() {
        return new Scroll(0, false, true);
    }

    /** At the end and staying there, lines broken. */
    static Scroll end() {
        return new Scroll(0, true, true);
    }

    /**
     * After a deed; the same if it moves nothing. Any way up ends the following, and arriving at the very end does not begin
     * it: {@link Deed#BOTTOM} and {@link Deed#FOLLOW} do.
     *
     * @param count how many rows the text has, as {@link #rows} gives them
     * @param rows how many rows of it are seen
     */
    Scroll did(Deed deed, int count, int rows) {
        int page = Math.max(1, rows - 1);
        int first = first(count, rows);
        return switch (deed) {
            case UP -> to(first - 1, count, rows);
            case DOWN -> follow ? this : to(first + 1, count, rows);
            case PAGE_UP -> to(first - page, count, rows);
            case PAGE_DOWN -> follow ? this : to(first + page, count, rows);
            case TOP -> to(0, count, rows);
            case BOTTOM -> new Scroll(first, true, wrap);
            case FOLLOW -> new Scroll(first, !follow, wrap);
            // The rows are others then, so only the ends stay where they are.
            case WRAP -> new Scroll(first, follow, !wrap);
            default -> this;
        };
    }

    /** With that row in sight, in the middle if it was not; not following. */
    Scroll showing(int wanted, int count, int rows) {
        int first = first(count, rows);
        boolean seen = wanted >= first && wanted < first + rows;
        return to(seen ? first : wanted - rows / 2, count, rows);
    }

    private Scroll to(int wanted, int count, int rows) {
        return new Scroll(Math.max(0, Math.min(wanted, count - rows)), false, wrap);
    }

    /** The first row to draw. */
    int first(int count, int rows) {
        int last = Math.max(0, count - rows);
        return follow ? last : Math.min(row, last);
    }

    /** How far down it is, such as {@code 41-60 of 200}; empty if all of it is seen. */
    String place(int count, int rows) {
        int first = first(count, rows);
        return count <= rows ? "" : (first + 1) + "-" + Math.min(count, first + rows) + " of " + count;
    }

    /** The rows of a text: its lines, broken at the edge, between words where that can be, or as they are and to be cut off there. */
    List<String> rows(List<String> lines, int columns) {
        if (!wrap) {
            return lines;
        }
        List<String> rows = new ArrayList<>(lines.size());
        for (String line : lines) {
            broken(SafeText.of(line), Math.max(2, columns), rows);
        }
        return rows;
    }

    private static void broken(String line, int columns, List<String> rows) {
        if (line.length() * 2 <= columns || TextWidth.of(line) <= columns) {
            rows.add(line);
            return;
        }
        int from = 0;
        int used = 0;
        int word = 0;
        for (int index = 0; index < line.length(); ) {
            int character = line.codePointAt(index);
            int wide = TextWidth.of(character);
            if (used + wide > columns) {
                // Between words, unless that would leave most of the row empty.
                int cut = TextWidth.of(line.substring(from, Math.max(from, word))) * 2 > columns ? word : index;
                rows.add(line.substring(from, cut).stripTrailing());
                from = cut;
                index = cut;
                used = 0;
                continue;
            }
            used += wide;
            index += Character.charCount(character);
            if (character == ' ') {
                word = index;
            }
        }
        rows.add(line.substring(from));
    }
}
