package lifeboat.screen;

import java.util.List;
import lifeboat.screen.Sheet.Line;

/**
 * How the rows of a popup are shared between its text and what stands under it.
 *
 * @param text how many rows of the text are seen
 * @param under how many rows are left for what stands under it
 */
record PopupBox(int text, int under) {
    private static final int LEAST_TEXT = 4;
    private static final int USUAL = 76;

    /** For a canvas of so many rows; {@code text} and {@code under} are what is wanted. */
    static PopupBox of(int rows, int text, int under) {
        int most = rows - 2 - gap(text, under);
        if (text + under <= most) {
            return new PopupBox(text, under);
        }
        int below = Math.max(1, Math.min(under, most - Math.min(text, LEAST_TEXT)));
        return new PopupBox(Math.max(0, most - below), below);
    }

    private static int gap(int text, int under) {
        return text > 0 && under > 0 ? 1 : 0;
    }

    /** The columns inside a popup on a canvas of so many columns. */
    static int columns(int columns) {
        return wide(columns) - 4;
    }

    private static int wide(int columns) {
        return Math.min(columns - 4, Math.max(USUAL, columns * 7 / 10));
    }

    /** Draws frame and text; returns the part under the text. */
    Canvas draw(Canvas canvas, String title, String corner, Role frame, List<Line> lines, Scroll scroll) {
        int wide = wide(canvas.columns());
        int high = text + gap(text, under) + under + 2;
        Canvas box = canvas.part((canvas.columns() - wide) / 2, (canvas.rows() - high) / 2, wide, high)
                .box(title, corner, frame);
        int first = scroll.first(lines.size(), text);
        Canvas upper = box.part(0, 0, box.columns(), text);
        for (int row = 0; row < text && first + row < lines.size(); row++) {
            lines.get(first + row).draw(upper, 0, row);
        }
        if (lines.size() > text) {
            String place = scroll.place(lines.size(), text);
            box.right(box.columns(), text, "PgUp/PgDn  " + place, Role.MUTED);
        }
        return box.part(0, text + gap(text, under), box.columns(), under);
    }
}
