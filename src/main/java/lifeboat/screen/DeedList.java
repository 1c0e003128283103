package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.terminal.TextWidth;

/**
 * Deeds to choose from, each with its keys, or why it does nothing now. The list is as it was when it was opened, so that
 * nothing moves under the operator's finger; what stands in the way is as it is now.
 */
final class DeedList {
    private static final int FIRST = 16;
    private static final int FIRST_AT_MOST = 30;
    private static final int LAST = 12;
    private static final int EXPLANATION = 3;

    /**
     * A line of it.
     *
     * @param heading what it heads, if it cannot be chosen
     * @param binding what is chosen with it
     */
    record Line(String heading, Optional<Binding> binding) {
        static Line heading(String text) {
            return new Line(text, Optional.empty());
        }

        static Line of(Binding binding) {
            return new Line("", Optional.of(binding));
        }
    }

    private DeedList() {}

    /** How many lines are seen on a screen of the app's size, under so many lines of something else. */
    static int rows(App app, int others) {
        return Math.max(1, app.size().rows() - 1 - 4 - EXPLANATION - others);
    }

    /** The cursor after a deed: on a line that can be chosen, with the heading above it in sight. */
    static Cursor moved(Cursor cursor, Deed deed, List<Line> lines, int rows) {
        return onChoice(cursor.did(deed, lines.size(), rows), deed, lines, rows);
    }

    /** The cursor on the first line that can be chosen. */
    static Cursor first(List<Line> lines) {
        return onChoice(Cursor.top(), Deed.DOWN, lines, lines.size());
    }

    private static Cursor onChoice(Cursor cursor, Deed deed, List<Line> lines, int rows) {
        boolean up = deed == Deed.UP || deed == Deed.PAGE_UP;
        Optional<Integer> at = up
                ? nearest(cursor.at(), -1, lines).or(() -> nearest(cursor.at(), 1, lines))
                : nearest(cursor.at(), 1, lines);
        Cursor there = at.map(row -> cursor.to(row, lines.size(), rows)).orElse(cursor);
        boolean headed = there.at() > 0
                && there.first() == there.at()
                && nearest(there.at() - 1, -1, lines).isEmpty();
        return headed && rows > there.at() ? new Cursor(there.at(), 0) : there;
    }

    private static Optional<Integer> nearest(int from, int by, List<Line> lines) {
        for (int row = from; row >= 0 && row < lines.size(); row += by) {
            if (lines.get(row).binding().isPresent()) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /** What is selected. */
    static Optional<Binding> selected(Cursor cursor, List<Line> lines) {
        return cursor.at() < lines.size() ? lines.get(cursor.at()).binding() : Optional.empty();
    }

    /** What follows from choosing it. */
    static Overlay.After choose(Overlay overlay, Optional<Binding> binding, App app) {
        if (binding.isEmpty()) {
            return Overlay.After.stay(overlay);
        }
        Deed deed = binding.get().deed();
        return app.obstacle(deed)
                .map(why -> Overlay.After.saying(overlay, "not now: " + why))
                .orElseGet(() -> Overlay.After.choose(deed));
    }

    /**
     * Draws the lines and, below them, what is known of the selected one.
     *
     * @param named whether names stand first and keys last, or keys only
     */
    static void draw(Canvas canvas, Cursor cursor, List<Line> lines, boolean named, App app) {
        int rows = Math.max(1, canvas.rows() - EXPLANATION);
        Cursor seen = cursor.within(lines.size(), rows);
        int first = named ? FIRST : Math.min(FIRST_AT_MOST, Math.max(FIRST, keys(lines) + 3));
        Bindings here = app.scene().bindings();
        for (int row = 0; row < rows && seen.first() + row < lines.size(); row++) {
            int index = seen.first() + row;
            Canvas part = canvas.part(0, row, canvas.columns(), 1);
            Line line = lines.get(index);
            boolean possible = line.binding()
                    .flatMap(binding -> app.obstacle(binding.deed(), here))
                    .isEmpty();
            line(part, line, first, possible, named);
            if (index == seen.at()) {
                part.paint(0, Role.SELECTED);
            }
        }
        Canvas below = canvas.part(0, rows, canvas.columns(), EXPLANATION);
        below.across(0, Role.BORDER);
        selected(seen, lines).ifPresent(binding -> explain(below, binding, app));
    }

    private static int keys(List<Line> lines) {
        return lines.stream()
                .flatMap(line -> line.binding().stream())
                .mapToInt(binding -> TextWidth.of(keys(binding)))
                .max()
                .orElse(0);
    }

    private static void line(Canvas row, Line line, int first, boolean possible, boolean named) {
        if (line.binding().isEmpty()) {
            row.fitted(0, 0, row.columns(), line.heading(), Role.TITLE);
            return;
        }
        Binding binding = line.binding().get();
        Role role = possible ? Role.PLAIN : Role.MUTED;
        Role key = possible ? Role.KEY : Role.MUTED;
        int end = row.columns() - 1 - (named ? LAST : 0);
        row.fitted(1, 0, first - 2, named ? binding.label() : keys(binding), named ? role : key);
        row.fitted(first, 0, end - first, binding.deed().help() + (possible ? "" : " (not now)"), role);
        if (named) {
            row.fitted(end + 1, 0, LAST, binding.keys(), key);
        }
    }

    /** How it is done with keys: by its own, or by its name in the palette. */
    static String keys(Binding binding) {
        return binding.strokes().isEmpty() ? ": " + binding.label() : binding.keys();
    }

    private static void explain(Canvas below, Binding binding, App app) {
        Optional<String> obstacle = app.obstacle(binding.deed());
        String keys = binding.strokes().isEmpty() ? "" : " [" + binding.keys() + "]";
        String text = binding.label() + keys + ": " + binding.deed().help() + ".";
        if (obstacle.isEmpty()) {
            below.part(0, 1, below.columns(), 2).prose(0, 0, text, Role.PLAIN);
        } else {
            below.fitted(0, 1, below.columns(), text, Role.PLAIN);
            below.fitted(0, 2, below.columns(), "not now: " + obstacle.get(), Role.WARNING);
        }
    }

    /** Which of the lines are seen, such as {@code 3-17 of 28}; empty if all are. */
    static String place(Canvas canvas, Cursor cursor, int count, int others) {
        int rows = Math.max(1, canvas.rows() - 4 - EXPLANATION - others);
        return new Scroll(cursor.within(count, rows).first(), false, false).place(count, rows);
    }

    /** A box in the middle that has room for so many lines, as far as there is any; returns what is inside. */
    static Canvas box(Canvas canvas, String title, String corner, int lines) {
        int wide = Math.min(canvas.columns() - 2, 100);
        int high = Math.min(canvas.rows() - 2, lines + EXPLANATION + 2);
        Canvas part = canvas.part((canvas.columns() - wide) / 2, (canvas.rows() - high) / 2, wide, high);
        int room = wide - TextWidth.of(title) - 8;
        return part.box(title, room > TextWidth.of(corner) ? corner : "", Role.FOCUS);
    }
}
