package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.terminal.Stroke;

/**
 * The themes by name, each seen as soon as the arrows are on it.
 *
 * @param before the one that was in use
 */
record ThemeList(List<String> names, String before, Cursor cursor) implements Overlay {
    private static final int WIDE = 44;

    private static final Bindings KEYS = Bindings.of("Themes")
            .shownAs("use it", Deed.CHOOSE, "Enter")
            .shownAs("as before", Deed.BACK, "Esc", "q")
            .and(Cursor.KEYS);

    static ThemeList of(App.Looks looks) {
        int at = Math.max(0, looks.names().indexOf(looks.current()));
        return new ThemeList(looks.names(), looks.current(), new Cursor(at, 0));
    }

    @Override
    public After pressed(Stroke stroke, App app) {
        Optional<Deed> deed = KEYS.deed(stroke);
        if (deed.isEmpty()) {
            return After.stay(this);
        }
        return switch (deed.get()) {
            case CHOOSE -> After.close("for next time: theme = " + selected() + " in lifeboat.properties");
            case BACK ->
                app.looks().current().equals(before) ? After.close("") : After.close("", new Command.UseTheme(before));
            default -> moved(cursor.did(deed.get(), names.size(), rows(app)));
        };
    }

    private After moved(Cursor there) {
        ThemeList then = new ThemeList(names, before, there);
        return there.at() == cursor.at() ? After.stay(then) : After.stay(then, new Command.UseTheme(then.selected()));
    }

    private String selected() {
        return names.get(cursor.at());
    }

    private static int rows(App app) {
        return Math.max(1, app.size().rows() - 1 - 4);
    }

    @Override
    public After pasted(String text, App app) {
        return After.stay(this);
    }

    @Override
    public void draw(Canvas canvas, App app) {
        int high = Math.min(canvas.rows() - 2, names.size() + 2);
        // On the right, so that much of the screen shows how the theme looks.
        Canvas inside = canvas.part(canvas.columns() - WIDE - 2, 1, WIDE, high).box("Theme", "", Role.FOCUS);
        Cursor seen = cursor.within(names.size(), inside.rows());
        for (int row = 0; row < inside.rows() && seen.first() + row < names.size(); row++) {
            int index = seen.first() + row;
            String name = names.get(index);
            inside.fitted(1, row, inside.columns() - 2, name, Role.PLAIN);
            if (name.equals(before)) {
                inside.right(inside.columns() - 1, row, " as before", Role.MUTED);
            }
            if (index == seen.at()) {
                inside.paint(row, Role.SELECTED);
            }
        }
    }

    @Override
    public Bindings bindings() {
        return KEYS;
    }
}
