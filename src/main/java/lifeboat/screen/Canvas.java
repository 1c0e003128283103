package lifeboat.screen;

import lifeboat.terminal.Picture.Point;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.Size;
import lifeboat.terminal.TextWidth;

/**
 * A rectangle to draw on. What goes beyond its edges is cut off, and every text is made harmless on its way, so that nothing
 * from outside can steer the terminal or break the layout. Columns and rows count from 0.
 */
public final class Canvas {
    private static final String MORE = "…";

    private final Grid grid;
    private final int left;
    private final int top;
    private final int columns;
    private final int rows;

    private Canvas(Grid grid, int left, int top, int columns, int rows) {
        this.grid = grid;
        this.left = left;
        this.top = top;
        this.columns = columns;
        this.rows = rows;
    }

    /** All of a grid. */
    static Canvas of(Grid grid) {
        Size size = grid.size();
        return new Canvas(grid, 0, 0, size.columns(), size.rows());
    }

    /** Its width. */
    public int columns() {
        return columns;
    }

    /** Its height. */
    public int rows() {
        return rows;
    }

    /** A part of it, as far as it is inside; may be empty. */
    public Canvas part(int column, int row, int wide, int high) {
        int first = Math.max(0, column);
        int upper = Math.max(0, row);
        int right = Math.min(columns, column + wide);
        int lower = Math.min(rows, row + high);
        return new Canvas(grid, left + first, top + upper, Math.max(0, right - first), Math.max(0, lower - upper));
    }

    /** Writes a text on one row, cut off at the edge; returns the columns that it took. */
    public int text(int column, int row, String text, Role role) {
        if (row < 0 || row >= rows) {
            return 0;
        }
        int at = column;
        int before = -1;
        String safe = SafeText.of(text);
        for (int index = 0; index < safe.length(); ) {
            int character = safe.codePointAt(index);
            index += Character.charCount(character);
            int wide = TextWidth.of(character);
            if (wide == 0) {
                if (before >= 0) {
                    grid.combine(left + before, top + row, Character.toString(character));
                }
                continue;
            }
            if (at + wide > columns) {
                break;
            }
            if (at >= 0) {
                grid.put(left + at, top + row, Character.toString(character), wide, role);
                before = at;
            }
            at += wide;
        }
        return at - column;
    }

    /** Writes a text into so many columns; one that is too long ends in an ellipsis. Returns the columns that it took. */
    public int fitted(int column, int row, int wide, String text, Role role) {
        return text(column, row, fit(text, Math.min(wide, columns - column)), role);
    }

    /** The text cut to so many columns, with an ellipsis if something is missing. */
    public static String fit(String text, int wide) {
        String safe = SafeText.of(text);
        if (TextWidth.of(safe) <= wide) {
            return safe;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int index = 0; index < safe.length(); ) {
            int character = safe.codePointAt(index);
            int one = TextWidth.of(character);
            if (used + one > wide - 1) {
                break;
            }
            cut.appendCodePoint(character);
            used += one;
            index += Character.charCount(character);
        }
        return wide < 1 ? "" : cut + MORE;
    }

    /** Writes a text that ends at the right edge of the column before {@code end}. */
    public void right(int end, int row, String text, Role role) {
        String safe = SafeText.of(text);
        text(end - TextWidth.of(safe), row, safe, role);
    }

    /** Writes prose broken between words, from a row on; returns how many rows it took or would take. */
    public int prose(int column, int row, String text, Role role) {
        int used = 0;
        for (String line : Prose.lines(text, columns - column)) {
            text(column, row + used, line, role);
            used++;
        }
        return used;
    }

    /** Blanks it, in a role. */
    public void fill(Role role) {
        for (int row = 0; row < rows; row++) {
            text(0, row, " ".repeat(columns), role);
        }
    }

    /** Gives the cells of a row another role and leaves what stands in them. */
    public void paint(int row, Role role) {
        if (row < 0 || row >= rows) {
            return;
        }
        for (int column = 0; column < columns; column++) {
            grid.role(left + column, top + row, role);
        }
    }

    /** A line from edge to edge. */
    public void across(int row, Role role) {
        text(0, row, "─".repeat(columns), role);
    }

    /** A line from top to bottom. */
    public void down(int column, Role role) {
        for (int row = 0; row < rows; row++) {
            text(column, row, "│", role);
        }
    }

    /** A frame along its edges with a title on the left and a word on the right; returns what is inside, blank. */
    public Canvas box(String title, String corner, Role role) {
        fill(Role.PLAIN);
        if (columns < 2 || rows < 2) {
            return part(0, 0, 0, 0);
        }
        text(0, 0, "┌" + "─".repeat(columns - 2) + "┐", role);
        for (int row = 1; row < rows - 1; row++) {
            text(0, row, "│", role);
            text(columns - 1, row, "│", role);
        }
        text(0, rows - 1, "└" + "─".repeat(columns - 2) + "┘", role);
        int room = columns - 6 - (corner.isEmpty() ? 0 : TextWidth.of(corner) + 3);
        if (!title.isEmpty() && room > 0) {
            text(2, 0, " " + fit(title, room) + " ", role);
        }
        if (!corner.isEmpty()) {
            right(columns - 2, 0, " " + corner + " ", role);
        }
        return part(2, 1, columns - 4, rows - 2);
    }

    /** Shows no cursor, wherever it was: for what takes the keys away from what is behind it. */
    public void noCursor() {
        grid.noCursor();
    }

    /** Shows the cursor there, if that is inside. */
    public void cursor(int column, int row) {
        if (column >= 0 && column < columns && row >= 0 && row < rows) {
            grid.cursor(new Point(left + column, top + row));
        }
    }
}
