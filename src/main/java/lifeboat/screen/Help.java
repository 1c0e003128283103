package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.terminal.Stroke;

/**
 * The keys of the screen that is on, then those that work everywhere; what is selected can be done from here.
 *
 * @param lines as they were when it was opened
 * @param cursor always on one that can be chosen, if there is any
 */
record Help(List<DeedList.Line> lines, Cursor cursor) implements Overlay {
    private static final Bindings KEYS = Bindings.of("Help")
            .shownAs("do it", Deed.CHOOSE, "Enter")
            .shown(Deed.BACK, "Esc", "?", "q", "F1")
            .and(Cursor.KEYS);

    static Help of(App app) {
        List<DeedList.Line> lines = new ArrayList<>();
        section(app.scene().bindings(), lines);
        section(App.EVERYWHERE, lines);
        return new Help(List.copyOf(lines), DeedList.first(lines));
    }

    private static void section(Bindings bindings, List<DeedList.Line> lines) {
        if (!bindings.all().isEmpty()) {
            lines.add(DeedList.Line.heading(bindings.title()));
            bindings.all().forEach(binding -> lines.add(DeedList.Line.of(binding)));
        }
    }

    @Override
    public After pressed(Stroke stroke, App app) {
        Optional<Deed> deed = KEYS.deed(stroke);
        if (deed.isEmpty()) {
            return After.stay(this);
        }
        return switch (deed.get()) {
            case BACK -> After.close("");
            case CHOOSE -> DeedList.choose(this, DeedList.selected(cursor, lines), app);
            default -> After.stay(new Help(lines, DeedList.moved(cursor, deed.get(), lines, DeedList.rows(app, 0))));
        };
    }

    @Override
    public After pasted(String text, App app) {
        return After.stay(this);
    }

    @Override
    public void draw(Canvas canvas, App app) {
        String place = DeedList.place(canvas, cursor, lines.size(), 0);
        DeedList.draw(DeedList.box(canvas, "Keys", place, lines.size()), cursor, lines, false, app);
    }

    @Override
    public Bindings bindings() {
        return KEYS;
    }
}
