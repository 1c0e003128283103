package lifeboat.screen;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import lifeboat.terminal.Stroke;
import lifeboat.terminal.Stroke.Key;

/** What keys are called, in the footer, the help and the README. */
final class KeyNames {
    private static final String CONTROL = "Ctrl-";
    private static final String ALT = "Alt-";
    private static final String SHIFT = "Shift-";
    private static final String SPACE = "Space";

    private static final Map<String, Key> NAMED = Map.ofEntries(
            entry("Enter", Key.ENTER),
            entry("Esc", Key.ESCAPE),
            entry("Tab", Key.TAB),
            entry("Backspace", Key.BACKSPACE),
            entry("Del", Key.DELETE),
            entry("Ins", Key.INSERT),
            entry("Up", Key.UP),
            entry("Down", Key.DOWN),
            entry("Left", Key.LEFT),
            entry("Right", Key.RIGHT),
            entry("Home", Key.HOME),
            entry("End", Key.END),
            entry("PgUp", Key.PAGE_UP),
            entry("PgDn", Key.PAGE_DOWN),
            entry("F1", Key.F1),
            entry("F2", Key.F2),
            entry("F3", Key.F3),
            entry("F4", Key.F4),
            entry("F5", Key.F5),
            entry("F6", Key.F6),
            entry("F7", Key.F7),
            entry("F8", Key.F8),
            entry("F9", Key.F9),
            entry("F10", Key.F10),
            entry("F11", Key.F11),
            entry("F12", Key.F12));

    private KeyNames() {}

    /** The key of a name: {@code Enter}, {@code Shift-Tab}, {@code Ctrl-L}, {@code q}. */
    static Stroke stroke(String name) {
        String rest = name;
        boolean control = false;
        boolean alt = false;
        boolean shift = false;
        if (rest.startsWith(CONTROL)) {
            control = true;
            rest = rest.substring(CONTROL.length());
        }
        if (rest.startsWith(ALT)) {
            alt = true;
            rest = rest.substring(ALT.length());
        }
        if (rest.startsWith(SHIFT)) {
            shift = true;
            rest = rest.substring(SHIFT.length());
        }
        Key named = NAMED.get(rest);
        if (named != null) {
            return new Stroke(named, "", control, alt, shift);
        }
        String text = rest.equals(SPACE) ? " " : control ? rest.toLowerCase(Locale.ROOT) : rest;
        if (text.codePointCount(0, text.length()) != 1 || shift) {
            throw new IllegalArgumentException("no such key: " + name);
        }
        return new Stroke(Key.CHARACTER, text, control, alt, false);
    }

    /** The name of a key; a question mark in brackets for one that nobody knows. */
    static String of(Stroke stroke) {
        String held = (stroke.control() ? CONTROL : "") + (stroke.alt() ? ALT : "") + (stroke.shift() ? SHIFT : "");
        if (stroke.key() == Key.CHARACTER) {
            String text = stroke.text().equals(" ") ? SPACE : stroke.text();
            return held + (stroke.control() && !text.equals(SPACE) ? text.toUpperCase(Locale.ROOT) : text);
        }
        return held
                + NAMED.entrySet().stream()
                        .filter(named -> named.getValue() == stroke.key())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse("(?)");
    }
}
