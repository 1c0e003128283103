package lifeboat.terminal;

import java.util.Optional;

/** What a terminal shall show: a text and a style for each cell. Must not change once it was handed out. */
public interface Picture {
    /** A cell, from 0. */
    record Point(int column, int row) {}

    /** How large it is. */
    Size size();

    /**
     * The character in a cell with whatever combines with it; empty in the second cell of a wide one. Free of control
     * characters.
     */
    String text(int column, int row);

    /** How the cell looks. */
    Style style(int column, int row);

    /** Where the cursor shows; empty for nowhere. */
    Optional<Point> cursor();
}
