package lifeboat.screen;

/**
 * Where the arrows are in a list, and which part of it is seen.
 *
 * @param at the selected row, from 0
 * @param first the first row that is seen
 */
record Cursor(int at, int first) {
    /** The keys of a list, to be added to those of its screen. */
    static final Bindings KEYS = Bindings.of("Lists")
            .also(Deed.UP, "Up", "k")
            .also(Deed.DOWN, "Down", "j")
            .also(Deed.PAGE_UP, "PgUp", "Ctrl-U")
            .also(Deed.PAGE_DOWN, "PgDn", "Ctrl-D")
            .also(Deed.TOP, "Home", "g")
            .also(Deed.BOTTOM, "End", "G");

    /** The keys of a list under a field that is typed into, which needs the others. */
    static final Bindings KEYS_BESIDE_TEXT = Bindings.of("Lists")
            .also(Deed.UP, "Up")
            .also(Deed.DOWN, "Down")
            .also(Deed.PAGE_UP, "PgUp")
            .also(Deed.PAGE_DOWN, "PgDn");

    /** On the first row. */
    static Cursor top() {
        return new Cursor(0, 0);
    }

    /**
     * After a deed; the same if it moves nothing.
     *
     * @param count how long the list is
     * @param rows how many rows of it are seen
     */
    Cursor did(Deed deed, int count, int rows) {
        int page = Math.max(1, rows - 1);
        return switch (deed) {
            case UP -> to(at - 1, count, rows);
            case DOWN -> to(at + 1, count, rows);
            case PAGE_UP -> to(at - page, count, rows);
            case PAGE_DOWN -> to(at + page, count, rows);
            case TOP -> to(0, count, rows);
            case BOTTOM -> to(count - 1, count, rows);
            default -> this;
        };
    }

    /** On a row of its list. */
    Cursor to(int row, int count, int rows) {
        return new Cursor(row, first).within(count, rows);
    }

    /** In a list that may have become shorter, or a pane that may have become smaller: still on a row, and in sight. */
    Cursor within(int count, int rows) {
        int row = Math.max(0, Math.min(at, count - 1));
        int high = Math.max(1, rows);
        int top = Math.max(row - high + 1, Math.min(first, row));
        return new Cursor(row, Math.max(0, Math.min(top, count - high)));
    }
}
