package lifeboat.screen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lifeboat.terminal.Stroke;

/**
 * Everything that can be done now, found by a few of its letters.
 *
 * @param all as it was when it was opened
 * @param field what was typed
 * @param cursor in what was found
 */
record Palette(List<Binding> all, TextField field, Cursor cursor) implements Overlay {
    private static final int NOT_AT_ALL = 5;

    private static final Bindings KEYS = Bindings.of("Palette")
            .shownAs("do it", Deed.CHOOSE, "Enter")
            .shown(Deed.BACK, "Esc")
            .and(Cursor.KEYS_BESIDE_TEXT);

    static Palette of(App app) {
        List<Binding> deeds = new ArrayList<>(app.bindings().all());
        deeds.removeIf(binding -> binding.deed() == Deed.PALETTE);
        return new Palette(List.copyOf(deeds), TextField.of(""), Cursor.top());
    }

    @Override
    public After pressed(Stroke stroke, App app) {
        Optional<Deed> deed = stroke.types() ? Optional.empty() : KEYS.deed(stroke);
        if (deed.isEmpty()) {
            return typed(field.typed(stroke));
        }
        List<DeedList.Line> lines = found();
        return switch (deed.get()) {
            case BACK -> After.close("");
            case CHOOSE -> DeedList.choose(this, DeedList.selected(cursor, lines), app);
            default ->
                After.stay(new Palette(all, field, DeedList.moved(cursor, deed.get(), lines, DeedList.rows(app, 1))));
        };
    }

    @Override
    public After pasted(String text, App app) {
        return TextField.objection(text).map(why -> After.saying(this, why)).orElseGet(() -> typed(field.pasted(text)));
    }

    private After typed(TextField then) {
        return After.stay(new Palette(all, then, then.text().equals(field.text()) ? cursor : Cursor.top()));
    }

    /** What was found, the best first; equals stay in the order of the footer. */
    List<DeedList.Line> found() {
        String[] words = field.text().strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
        return all.stream()
                .filter(binding -> distance(binding, words) < NOT_AT_ALL)
                .sorted(Comparator.comparingInt(binding -> distance(binding, words)))
                .map(DeedList.Line::of)
                .toList();
    }

    private static int distance(Binding binding, String... words) {
        int most = 0;
        for (String word : words) {
            most = Math.max(most, distance(binding, word));
        }
        return most;
    }

    private static int distance(Binding binding, String word) {
        String label = binding.label().toLowerCase(Locale.ROOT);
        String help = binding.deed().help().toLowerCase(Locale.ROOT);
        if (label.startsWith(word)) {
            return 0;
        }
        if (label.contains(word)) {
            return 1;
        }
        if ((" " + help).contains(" " + word)) {
            return 2;
        }
        return help.contains(word) ? 3 : isScattered(word, label + " " + help) ? 4 : NOT_AT_ALL;
    }

    /** Whether the letters of a word come one after the other in a text, the first at the beginning of a word. */
    private static boolean isScattered(String word, String text) {
        int at = (" " + text).indexOf(" " + word.substring(0, 1));
        for (int index = 0; index < word.length() && at >= 0; index++) {
            at = text.indexOf(word.charAt(index), at);
            at = at < 0 ? at : at + 1;
        }
        return at >= 0;
    }

    @Override
    public void draw(Canvas canvas, App app) {
        List<DeedList.Line> lines = found();
        String count = lines.size() == all.size()
                ? DeedList.place(canvas, cursor, lines.size(), 1)
                : lines.size() + " of " + all.size();
        Canvas inside = DeedList.box(canvas, "What shall be done?", count, all.size() + 1);
        inside.text(0, 0, ":", Role.KEY);
        field.draw(inside, 2, 0, inside.columns() - 2, true);
        Canvas below = inside.part(0, 1, inside.columns(), inside.rows() - 1);
        DeedList.draw(below, cursor, lines, true, app);
        if (lines.isEmpty()) {
            below.text(1, 0, "nothing is called that", Role.MUTED);
        }
    }

    @Override
    public Bindings bindings() {
        return KEYS;
    }
}
