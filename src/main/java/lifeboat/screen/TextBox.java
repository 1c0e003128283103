package lifeboat.screen;

import java.util.List;
import java.util.function.IntFunction;
import lifeboat.screen.Sheet.Line;

/** A popup's frame around a text that may be longer than it. */
final class TextBox {
    /** The widest that it becomes, inside. */
    static final int WIDE = 72;

    private static final int PAGE = 10;

    private TextBox() {}

    /** After a deed, whatever the size it is shown at: the end is found when it is drawn. */
    static Scroll moved(Scroll scroll, Deed deed, int count) {
        return scroll.did(deed, count + PAGE, PAGE);
    }

    /** Draws it in the middle; {@code text} makes the lines for a width. */
    static void draw(Canvas canvas, String title, String corner, Scroll scroll, IntFunction<List<Line>> text) {
        int wide = Math.min(canvas.columns() - 4, Math.max(WIDE + 4, canvas.columns() * 7 / 10));
        List<Line> lines = text.apply(wide - 4);
        int high = Math.min(canvas.rows() - 2, lines.size() + 3);
        Canvas box = canvas.part((canvas.columns() - wide) / 2, (canvas.rows() - high) / 2, wide, high)
                .box(title, corner, Role.FOCUS);
        int seen = box.rows() - 1;
        int first = scroll.first(lines.size(), seen);
        for (int row = 0; row < seen && first + row < lines.size(); row++) {
            lines.get(first + row).draw(box, 0, row);
        }
        box.right(box.columns(), seen, scroll.place(lines.size(), seen), Role.MUTED);
    }
}
