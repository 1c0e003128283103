package lifeboat.terminal;

/**
 * One key as the operator pressed it.
 *
 * @param key which key
 * @param text what a {@link Key#CHARACTER} types, one character, however many Java {@code char}s it takes; empty for other
 *     keys. With {@code control} it is the lower-case letter.
 * @param control whether Control was held; never for a key that has a name of its own, such as Enter (Ctrl-M)
 * @param alt whether Alt was held, or Escape typed at once before it
 * @param shift whether Shift was held; for a character it is in the character
 */
public record Stroke(Key key, String text, boolean control, boolean alt, boolean shift) {
    /** The keys. */
    public enum Key {
        CHARACTER,
        ENTER,
        ESCAPE,
        TAB,
        BACKSPACE,
        DELETE,
        INSERT,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        F1,
        F2,
        F3,
        F4,
        F5,
        F6,
        F7,
        F8,
        F9,
        F10,
        F11,
        F12,
        /** A sequence that nobody knows; to be ignored. */
        UNKNOWN
    }

    /** A key with a name, nothing held. */
    public static Stroke of(Key key) {
        return new Stroke(key, "", false, false, false);
    }

    /** A character, such as {@code "q"} or {@code "?"}. */
    public static Stroke of(String character) {
        return new Stroke(Key.CHARACTER, character, false, false, false);
    }

    /** A letter with Control, such as {@code control("l")}. */
    public static Stroke control(String letter) {
        return new Stroke(Key.CHARACTER, letter, true, false, false);
    }

    /** Whether it types something. */
    public boolean types() {
        return key == Key.CHARACTER && !control && !alt;
    }
}
