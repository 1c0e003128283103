package lifeboat.screen;

import java.util.List;
import java.util.function.IntFunction;
import lifeboat.screen.Sheet.Line;
import lifeboat.terminal.Size;

/**
 * A frame in the middle of the screen around a text that may be longer than it.
 *
 * @param scroll which part of the text is seen
 * @param size how large the terminal was when it was drawn last
 */
record TextBox(Scroll scroll, Size size) {
    private static final int LEAST_WIDE = 76;
    private static final int SIDES = 4;
    private static final int EDGES = 2;

    /** At the top of its text. */
    static TextBox first() {
        return new TextBox(Scroll.top(), Size.USUAL);
    }

    /** After a message; {@code text} makes the lines for a width. */
    TextBox told(Message message, IntFunction<List<Line>> text) {
        if (message instanceof Message.Drawn drawn) {
            return new TextBox(scroll, drawn.size());
        }
        if (message instanceof Message.Did did) {
            int count = text.apply(wide(size.columns()) - SIDES).size();
            return new TextBox(scroll.did(did.deed(), count, seen(count, size.rows() - 1)), size);
        }
        return this;
    }

    private static int wide(int columns) {
        return Math.min(columns - SIDES, Math.max(LEAST_WIDE, columns * 7 / 10));
    }

    /** How many lines are seen; the last row inside says which. */
    private static int seen(int count, int rows) {
        return Math.max(1, Math.min(rows - EDGES, count + EDGES + 1) - EDGES - 1);
    }

    void draw(Canvas canvas, String title, String corner, IntFunction<List<Line>> text) {
        int wide = wide(canvas.columns());
        List<Line> lines = text.apply(wide - SIDES);
        int seen = seen(lines.size(), canvas.rows());
        int high = seen + EDGES + 1;
        Canvas box = canvas.part((canvas.columns() - wide) / 2, (canvas.rows() - high) / 2, wide, high)
                .box(title, corner, Role.FOCUS);
        int first = scroll.first(lines.size(), seen);
        for (int row = 0; row < seen && first + row < lines.size(); row++) {
            lines.get(first + row).draw(box, 0, row);
        }
        box.right(box.columns(), seen, scroll.place(lines.size(), seen), Role.MUTED);
    }
}
