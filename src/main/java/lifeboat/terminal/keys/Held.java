package lifeboat.terminal.keys;

import java.util.Locale;
import lifeboat.terminal.Stroke;
import lifeboat.terminal.Stroke.Key;

/** What was held while a key was pressed. */
record Held(boolean control, boolean alt, boolean shift) {
    static final Held NOTHING = new Held(false, false, false);
    static final Held ALT = new Held(false, true, false);
    static final Held SHIFT = new Held(false, false, true);
    static final Held CONTROL = new Held(true, false, false);
    static final Held CONTROL_SHIFT = new Held(true, false, true);

    /** From a sequence's number: 1 and a bit for Shift, Alt, Control and Meta. */
    static Held of(int number) {
        int bits = Math.max(0, number - 1);
        return new Held((bits & 4) != 0, (bits & 2) != 0 || (bits & 8) != 0, (bits & 1) != 0);
    }

    /** A key with this held, beside what it says itself. */
    Stroke with(Stroke stroke) {
        if (stroke.key() == Key.UNKNOWN) {
            return stroke;
        }
        if (stroke.key() != Key.CHARACTER) {
            return new Stroke(
                    stroke.key(), "", stroke.control() || control, stroke.alt() || alt, stroke.shift() || shift);
        }
        boolean controlled = stroke.control() || control;
        String text = controlled
                ? stroke.text().toLowerCase(Locale.ROOT)
                : shift ? stroke.text().toUpperCase(Locale.ROOT) : stroke.text();
        return new Stroke(Key.CHARACTER, text, controlled, stroke.alt() || alt, false);
    }
}
