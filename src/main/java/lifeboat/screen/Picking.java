package lifeboat.screen;

import java.util.List;
import lifeboat.screen.Sheet.Line;
import lifeboat.terminal.TextWidth;

/**
 * Where somebody is in a popup with a text and a list.
 *
 * @param cursor in the list
 * @param scroll in the text
 * @param seen when and on what it was seen
 */
record Picking(Cursor cursor, Scroll scroll, Seen seen) {
    private static final int FEW_ROWS = 20;
    private static final int WIDEST_LABEL = 30;

    /** At the top of the text, on that row of the list. */
    static Picking on(int row) {
        return new Picking(new Cursor(row, 0), Scroll.top(), Seen.notYet());
    }

    /** Its place in the list. */
    int at() {
        return cursor.at();
    }

    Picking seen(Message message) {
        return new Picking(cursor, scroll, seen.after(message));
    }

    /** After a deed that moves in the list, or a page of the text; the same if it moves nothing. */
    Picking did(Deed deed, List<Line> text, List<Pick> picks) {
        PopupBox room = room(seen.columns(), seen.rows(), text, picks);
        boolean pages = deed == Deed.PAGE_UP || deed == Deed.PAGE_DOWN;
        if (pages || picks.isEmpty()) {
            return new Picking(cursor, scroll.did(deed, text.size(), room.text()), seen);
        }
        int rows = Math.max(1, room.under() - explained(picks, seen.columns(), seen.rows()));
        return new Picking(cursor.did(deed, picks.size(), rows), scroll, seen);
    }

    private static PopupBox room(int columns, int rows, List<Line> text, List<Pick> picks) {
        return PopupBox.of(rows, text.size(), picks.size() + explained(picks, columns, rows));
    }

    /** How many rows the explanation under the list takes: as many as the longest needs, so that nothing jumps. */
    private static int explained(List<Pick> picks, int columns, int rows) {
        int most = rows < FEW_ROWS ? 1 : 2;
        int wide = PopupBox.columns(columns);
        int beside = wide - labels(picks) - 4;
        return picks.stream()
                .map(Pick::beside)
                .filter(text -> TextWidth.of(text) > beside)
                .mapToInt(text -> Math.min(most, Prose.lines(text, wide - 2).size()))
                .max()
                .orElse(0);
    }

    private static int labels(List<Pick> picks) {
        return picks.stream()
                .mapToInt(pick -> Math.min(WIDEST_LABEL, TextWidth.of(pick.label())))
                .max()
                .orElse(0);
    }

    /** Draws all of a popup. */
    void draw(Canvas canvas, String title, String corner, Role frame, List<Line> text, List<Pick> picks) {
        PopupBox room = room(canvas.columns(), canvas.rows(), text, picks);
        Canvas under = room.draw(canvas, title, corner, frame, text, scroll);
        int explained = Math.min(explained(picks, canvas.columns(), canvas.rows()), Math.max(0, under.rows() - 1));
        int rows = under.rows() - explained;
        Cursor here = cursor.within(picks.size(), rows);
        int labels = labels(picks);
        for (int row = 0; row < rows && here.first() + row < picks.size(); row++) {
            Pick pick = picks.get(here.first() + row);
            boolean selected = here.first() + row == here.at();
            Role role = pick.obstacle().isPresent() ? Role.MUTED : Role.PLAIN;
            boolean above = row == 0 && here.first() > 0;
            boolean below = row == rows - 1 && here.first() + rows < picks.size();
            under.text(0, row, selected ? "▶" : above ? "▲" : below ? "▼" : " ", selected ? Role.NOW : Role.MUTED);
            under.fitted(2, row, labels, pick.label(), role);
            under.fitted(labels + 4, row, under.columns() - labels - 4, pick.beside(), Role.MUTED);
            if (selected) {
                under.paint(row, Role.SELECTED);
            }
        }
        boolean cut =
                here.at() < picks.size() && TextWidth.of(picks.get(here.at()).beside()) > under.columns() - labels - 4;
        if (cut) {
            List<String> lines = Prose.lines(picks.get(here.at()).beside(), under.columns() - 2);
            for (int row = 0; row < Math.min(explained, lines.size()); row++) {
                under.text(2, rows + row, lines.get(row), Role.MUTED);
            }
        }
    }
}
