package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import lifeboat.run.Preview;
import lifeboat.screen.Sheet.Piece;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/**
 * An object before and after: field by field, those that change beside those that stay. Side by side where there is room, one
 * below the other where there is not; then what stays is told once, because it is the same.
 */
final class BeforeAfter {
    private static final String BAR = "▌ ";
    private static final String NO_BAR = "  ";
    private static final String CHANGED = "changed";
    private static final String STAYS = "stays open";

    /** A field and whether it changes. */
    private record Row(Preview.Change change, boolean changes) {
        /** Only what is listened on can stay open. */
        String word() {
            return changes ? CHANGED : change.after().contains(" : ") ? STAYS : "";
        }
    }

    /** How much of it is written. */
    enum Room {
        /** Every field. */
        ALL,
        /** What changes, before and after. */
        CHANGES,
        /** What changes, a line each. */
        LINES
    }

    private final Sheet sheet;
    private final int columns;
    private final List<Row> rows = new ArrayList<>();
    private final String object;
    private int names;
    private int values;

    private BeforeAfter(Sheet sheet, Preview preview, int columns) {
        this.sheet = sheet;
        this.columns = columns;
        List<Preview.Change> stays = preview.stays();
        // What kind of thing it is comes first, then what changes.
        stays.stream().limit(1).forEach(kind -> rows.add(new Row(kind, false)));
        preview.changes().forEach(change -> rows.add(new Row(change, true)));
        stays.stream().skip(1).forEach(other -> rows.add(new Row(other, false)));
        this.object = rows.get(0).change().object();
        for (Row row : rows) {
            names = Math.max(names, wide(row.change().field()));
            values = Math.max(
                    values,
                    Math.max(wide(row.change().before()), wide(row.change().after())));
        }
    }

    /** Writes it; nothing for a preview that has nothing to show beside what changes. */
    static void write(Sheet sheet, Preview preview, int columns, Room room) {
        if (!preview.stays().isEmpty()) {
            BeforeAfter picture = new BeforeAfter(sheet, preview, columns);
            boolean changes = picture.rows.stream().anyMatch(Row::changes);
            if (room != Room.ALL && changes) {
                picture.rows.removeIf(row -> !row.changes());
            }
            if (room == Room.LINES && changes) {
                picture.lines();
            } else if (picture.fits()) {
                picture.beside();
            } else {
                picture.below();
            }
        }
    }

    private int half() {
        return NO_BAR.length() + names + 2 + values;
    }

    private boolean fits() {
        return half() + " │ ".length() + half() + 2 + STAYS.length() <= columns;
    }

    private void beside() {
        sheet.line(
                new Piece(pad(object + "  before", half()), Role.TITLE),
                new Piece(" │ ", Role.BORDER),
                new Piece("after", Role.TITLE));
        for (Row row : rows) {
            List<Piece> pieces = new ArrayList<>();
            pieces.add(new Piece(NO_BAR + pad(row.change().field(), names) + "  ", Role.PLAIN));
            pieces.add(new Piece(pad(row.change().before(), values), row.changes() ? Role.REMOVED : Role.PLAIN));
            pieces.add(new Piece(" │ ", Role.BORDER));
            after(pieces, row);
            sheet.line(pieces.toArray(Piece[]::new));
        }
    }

    private void lines() {
        sheet.line(new Piece(object, Role.TITLE));
        for (Row row : rows) {
            sheet.line(
                    new Piece(BAR, Role.ADDED),
                    new Piece(pad(row.change().field(), names) + "  ", Role.PLAIN),
                    new Piece(row.change().before(), Role.REMOVED),
                    new Piece("  →  ", Role.PLAIN),
                    new Piece(row.change().after(), Role.ADDED));
        }
    }

    private void below() {
        sheet.line(new Piece(object + "  before", Role.TITLE));
        for (Row row : rows) {
            if (row.changes()) {
                sheet.line(
                        new Piece(NO_BAR + pad(row.change().field(), names) + "  ", Role.PLAIN),
                        new Piece(row.change().before(), Role.REMOVED));
            }
        }
        sheet.line(new Piece(object + "  after", Role.TITLE));
        for (Row row : rows) {
            List<Piece> pieces = new ArrayList<>();
            after(pieces, row);
            sheet.line(pieces.toArray(Piece[]::new));
        }
    }

    private void after(List<Piece> pieces, Row row) {
        Role role = row.changes() ? Role.ADDED : Role.PLAIN;
        pieces.add(new Piece(row.changes() ? BAR : NO_BAR, role));
        pieces.add(new Piece(pad(row.change().field(), names) + "  ", Role.PLAIN));
        pieces.add(new Piece(pad(row.change().after(), values) + "  ", role));
        pieces.add(new Piece(row.word(), row.changes() ? Role.ADDED : Role.WARNING));
    }

    private static int wide(String text) {
        return TextWidth.of(SafeText.of(text));
    }

    private static String pad(String text, int wide) {
        return text + " ".repeat(Math.max(0, wide - wide(text)));
    }
}
