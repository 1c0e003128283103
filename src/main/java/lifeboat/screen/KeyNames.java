package lifeboat.screen;

import java.util.Map;
import lifeboat.terminal.Stroke;
import lifeboat.terminal.Stroke.Key;

/** What keys are called, in the footer, the help and the README. */
final class KeyNames {
    private static final Map<String, Stroke> NAMED = Map.ofEntries(
            Map.entry("Enter", Stroke.of(Key.ENTER)),
            Map.entry("Esc", Stroke.of(Key.ESCAPE)),
            Map.entry("Tab", Stroke.of(Key.TAB)),
            Map.entry("Shift-Tab", new Stroke(Key.TAB, "", false, false, true)),
            Map.entry("Space", Stroke.of(" ")),
            Map.entry("Backspace", Stroke.of(Key.BACKSPACE)),
            Map.entry("Del", Stroke.of(Key.DELETE)),
            Map.entry("Up", Stroke.of(Key.UP)),
            Map.entry("Down", Stroke.of(Key.DOWN)),
            Map.entry("Left", Stroke.of(Key.LEFT)),
            Map.entry("Right", Stroke.of(Key.RIGHT)),
            Map.entry("Home", Stroke.of(Key.HOME)),
            Map.entry("End", Stroke.of(Key.END)),
            Map.entry("PgUp", Stroke.of(Key.PAGE_UP)),
            Map.entry("PgDn", Stroke.of(Key.PAGE_DOWN)),
            Map.entry("F1", Stroke.of(Key.F1)));

    private KeyNames() {}

    /** The key of a name: {@code Enter}, {@code Ctrl-L}, {@code q}. */
    static Stroke stroke(String name) {
        Stroke named = NAMED.get(name);
        if (named != null) {
            return named;
        }
        if (name.startsWith("Ctrl-")) {
            return Stroke.control(name.substring("Ctrl-".length()).toLowerCase(java.util.Locale.ROOT));
        }
        if (name.codePointCount(0, name.length()) != 1) {
            throw new IllegalArgumentException("no such key: " + name);
        }
        return Stroke.of(name);
    }

    static String of(Stroke stroke) {
        for (Map.Entry<String, Stroke> entry : NAMED.entrySet()) {
            if (entry.getValue().equals(stroke)) {
                return entry.getKey();
            }
        }
        return (stroke.control() ? "Ctrl-" + stroke.text().toUpperCase(java.util.Locale.ROOT) : stroke.text());
    }
}
