package lifeboat.screen;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lifeboat.runbook.Parameter;
import lifeboat.terminal.TextWidth;

/**
 * An open list to choose a value from, with a text that narrows it down. Immutable.
 *
 * @param parameter what it is for
 * @param all the values
 * @param filter only values with this in them are shown
 * @param cursor where the arrows are among those
 */
record Choosing(Parameter parameter, List<String> all, TextField filter, Cursor cursor) {
    private static final int ROWS = 10;

    /** Opens it, on the present value if that is among them. */
    static Choosing of(Parameter parameter, List<String> all, String present) {
        Cursor at = Cursor.top().to(Math.max(0, all.indexOf(present)), all.size(), ROWS);
        return new Choosing(parameter, all, TextField.of(""), at);
    }

    static Bindings bindings(String title) {
        return Bindings.of(title)
                .shownAs("take it", Deed.CHOOSE, "Enter")
                .shown(Deed.BACK, "Esc")
                .and(Cursor.KEYS_BESIDE_TEXT);
    }

    /** Those that are shown now. */
    List<String> shown() {
        String wanted = filter.text().toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(one -> label(parameter, one).toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
    }

    /** What the arrows are on; empty if nothing is shown. */
    Optional<String> selected() {
        List<String> shown = shown();
        return shown.isEmpty()
                ? Optional.empty()
                : Optional.of(shown.get(cursor.within(shown.size(), ROWS).at()));
    }

    Choosing did(Deed deed) {
        return new Choosing(parameter, all, filter, cursor.did(deed, shown().size(), ROWS));
    }

    Choosing filtered(TextField text) {
        boolean same = text.text().equals(filter.text());
        return new Choosing(parameter, all, text, same ? cursor : Cursor.top());
    }

    /** What a value is called in a list. */
    static String label(Parameter parameter, String value) {
        if (parameter.type() != Parameter.Type.BOOLEAN) {
            return value;
        }
        return switch (value) {
            case "true" -> "yes";
            case "false" -> "no";
            default -> value;
        };
    }

    /** Draws it over the middle. */
    void draw(Canvas canvas) {
        List<String> shown = shown();
        String title = parameter.name();
        int widest = all.stream().mapToInt(TextWidth::of).max().orElse(0);
        int wide = Math.min(canvas.columns() - 4, Math.max(Math.max(36, TextWidth.of(title) + 8), widest + 8));
        int seen = Math.max(1, Math.min(ROWS, Math.min(all.size(), canvas.rows() - 5)));
        int high = seen + 4;
        Canvas box = canvas.part((canvas.columns() - wide) / 2, (canvas.rows() - high) / 2, wide, high);
        String count = shown.size() == all.size() ? "" + all.size() : shown.size() + " of " + all.size();
        Canvas inside = box.box(title, count, Role.FOCUS);
        inside.text(0, 0, "/ ", Role.MUTED);
        filter.draw(inside, 2, 0, inside.columns() - 2, true);
        Cursor place = cursor.within(shown.size(), seen);
        for (int row = 0; row < seen && place.first() + row < shown.size(); row++) {
            boolean here = place.first() + row == place.at();
            inside.text(0, row + 2, here ? "▶ " : "  ", Role.NOW);
            inside.fitted(
                    2,
                    row + 2,
                    inside.columns() - 2,
                    label(parameter, shown.get(place.first() + row)),
                    here ? Role.SELECTED : Role.PLAIN);
        }
        if (shown.isEmpty()) {
            inside.text(2, 2, "nothing has that in it", Role.MUTED);
        }
    }
}
