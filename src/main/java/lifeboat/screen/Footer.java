package lifeboat.screen;

import java.util.List;
import lifeboat.terminal.TextWidth;

/** The last row: what was just said, or the keys that work now, as many as fit, the first of them first. */
record Footer(App app) {
    private static final int LEAST_NOTICE = 12;

    void draw(Canvas row) {
        row.fill(Role.FOOTER);
        Binding last = app.lastResort();
        int end = row.columns() - 1;
        int wide = width(last);
        if (!app.notice().isEmpty()) {
            // What was said is worth more than where the help is.
            boolean both = TextWidth.of(Canvas.fit(app.notice(), end)) <= end - wide - 3;
            row.fitted(1, 0, Math.max(LEAST_NOTICE, both ? end - wide - 3 : end - 1), app.notice(), Role.WARNING);
            if (both) {
                draw(last, row, end - wide);
            }
            return;
        }
        int at = 1;
        int room = end - wide - 2;
        List<Binding> shown = app.footer();
        for (int index = 0; index < shown.size(); index++) {
            Binding binding = shown.get(index);
            boolean more = index < shown.size() - 1;
            if (at + width(binding) + (more ? 2 : 0) > room) {
                row.text(at, 0, "…", Role.FOOTER);
                break;
            }
            at = draw(binding, row, at) + 2;
        }
        draw(last, row, end - wide);
    }

    private static int draw(Binding binding, Canvas row, int column) {
        int at = column;
        at += row.text(at, 0, binding.key(), Role.KEY);
        at += row.text(at, 0, " " + binding.label(), Role.FOOTER);
        return at;
    }

    private static int width(Binding binding) {
        return TextWidth.of(binding.key()) + 1 + TextWidth.of(binding.label());
    }
}
