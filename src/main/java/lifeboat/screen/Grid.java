package lifeboat.screen;

import java.util.Arrays;
import java.util.Optional;
import lifeboat.terminal.Picture.Point;
import lifeboat.terminal.Size;

/** A screen full of cells: what stands in each, and what for. Filled through a {@link Canvas}. */
final class Grid {
    private static final String BLANK = " ";

    /** Real writing stacks few marks; a tower of them would hide the lines above. */
    private static final int MOST_COMBINED = 8;

    private final Size size;
    private final String[] texts;
    private final Role[] roles;
    private Optional<Point> cursor = Optional.empty();

    Grid(Size size) {
        this.size = size;
        this.texts = new String[size.columns() * size.rows()];
        this.roles = new Role[size.columns() * size.rows()];
        Arrays.fill(texts, BLANK);
        Arrays.fill(roles, Role.PLAIN);
    }

    Size size() {
        return size;
    }

    /** The character in a cell with what combines with it; empty in the second cell of a wide one. */
    String text(int column, int row) {
        return texts[index(column, row)];
    }

    Role role(int column, int row) {
        return roles[index(column, row)];
    }

    Optional<Point> cursor() {
        return cursor;
    }

    void cursor(Point point) {
        cursor = Optional.of(point);
    }

    void noCursor() {
        cursor = Optional.empty();
    }

    /** Puts a character of one or two columns; half of a wide one that it covers becomes blank. */
    void put(int column, int row, String character, int wide, Role role) {
        int at = index(column, row);
        if (texts[at].isEmpty()) {
            texts[at - 1] = BLANK;
        }
        int last = at + wide - 1;
        if (last + 1 < (row + 1) * size.columns() && texts[last + 1].isEmpty()) {
            texts[last + 1] = BLANK;
        }
        texts[at] = character;
        roles[at] = role;
        if (wide == 2) {
            texts[last] = "";
            roles[last] = role;
        }
    }

    /** Adds a mark to the character in a cell. */
    void combine(int column, int row, String mark) {
        int cell = index(column, row);
        if (texts[cell].length() < MOST_COMBINED) {
            texts[cell] += mark;
        }
    }

    void role(int column, int row, Role role) {
        roles[index(column, row)] = role;
    }

    private int index(int column, int row) {
        return row * size.columns() + column;
    }
}
