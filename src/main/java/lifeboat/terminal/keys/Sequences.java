package lifeboat.terminal.keys;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import lifeboat.terminal.Stroke;
import lifeboat.terminal.Stroke.Key;

/** Which key a sequence is. */
final class Sequences {
    private static final List<Stroke> UNKNOWN = List.of(Stroke.of(Key.UNKNOWN));
    private static final int WHEEL_UP = 64;
    private static final int WHEEL_DOWN = 65;

    /** The last letter of {@code CSI} and {@code SS3} sequences. */
    private static final Map<Character, Key> LETTERS = Map.ofEntries(
            entry('A', Key.UP),
            entry('B', Key.DOWN),
            entry('C', Key.RIGHT),
            entry('D', Key.LEFT),
            entry('H', Key.HOME),
            entry('F', Key.END),
            entry('P', Key.F1),
            entry('Q', Key.F2),
            entry('R', Key.F3),
            entry('S', Key.F4));

    /** The number before a tilde. */
    private static final Map<Integer, Key> NUMBERS = Map.ofEntries(
            entry(1, Key.HOME),
            entry(2, Key.INSERT),
            entry(3, Key.DELETE),
            entry(4, Key.END),
            entry(5, Key.PAGE_UP),
            entry(6, Key.PAGE_DOWN),
            entry(7, Key.HOME),
            entry(8, Key.END),
            entry(11, Key.F1),
            entry(12, Key.F2),
            entry(13, Key.F3),
            entry(14, Key.F4),
            entry(15, Key.F5),
            entry(17, Key.F6),
            entry(18, Key.F7),
            entry(19, Key.F8),
            entry(20, Key.F9),
            entry(21, Key.F10),
            entry(23, Key.F11),
            entry(24, Key.F12));

    /** What the keys of the number pad type in its application mode, by {@code SS3} letter. */
    private static final Map<Character, String> PAD = Map.ofEntries(
            entry('j', "*"),
            entry('k', "+"),
            entry('l', ","),
            entry('m', "-"),
            entry('n', "."),
            entry('o', "/"),
            entry('p', "0"),
            entry('q', "1"),
            entry('r', "2"),
            entry('s', "3"),
            entry('t', "4"),
            entry('u', "5"),
            entry('v', "6"),
            entry('w', "7"),
            entry('x', "8"),
            entry('y', "9"),
            entry('X', "="),
            entry(' ', " "));

    private Sequences() {}

    /** A character by itself. */
    static Stroke character(int character) {
        switch (character) {
            case '\r', '\n':
                return Stroke.of(Key.ENTER);
            case '\t':
                return Stroke.of(Key.TAB);
            case '\b', 0x7f:
                return Stroke.of(Key.BACKSPACE);
            case 0x1b:
                return Stroke.of(Key.ESCAPE);
            case 0:
                return Stroke.control(" ");
            case 0xfffd:
                return Stroke.of(Key.UNKNOWN);
            default:
                break;
        }
        if (character <= 26) {
            return Stroke.control(Character.toString(character + 'a' - 1));
        }
        if (character < ' ') {
            return Stroke.control(Character.toString(character + '@'));
        }
        return character >= 0x80 && character < 0xa0
                ? Stroke.of(Key.UNKNOWN)
                : Stroke.of(Character.toString(character));
    }

    /** {@code CSI parameters letter}; no stroke for what is none, such as a click. */
    static List<Stroke> control(String parameters, char letter) {
        if (parameters.startsWith("<")) {
            return letter == 'M' || letter == 'm' ? mouse(parameters, letter) : UNKNOWN;
        }
        int[] numbers = numbers(parameters);
        if (numbers.length == 0) {
            return UNKNOWN;
        }
        Held held = Held.of(numbers.length > 1 ? numbers[1] : 1);
        switch (letter) {
            case '~':
                return numbers[0] == 27 && numbers.length == 3 ? code(numbers[2], held) : numbered(numbers[0], held);
            case '^':
                return numbered(numbers[0], Held.CONTROL);
            case '$':
                return numbered(numbers[0], Held.SHIFT);
            case '@':
                return numbered(numbers[0], Held.CONTROL_SHIFT);
            case 'u':
                return code(numbers[0], held);
            case 'Z':
                return List.of(Held.SHIFT.with(held.with(Stroke.of(Key.TAB))));
            case 'a', 'b', 'c', 'd':
                return lettered(Character.toUpperCase(letter), Held.SHIFT);
            default:
                // With other numbers it is an answer that nobody asked for, such as where the cursor is.
                return parameters.isEmpty() || numbers[0] == 1 ? lettered(letter, held) : UNKNOWN;
        }
    }

    /** {@code SS3 parameters letter}. */
    static List<Stroke> application(String parameters, char letter) {
        int[] numbers = numbers(parameters);
        if (numbers.length == 0) {
            return UNKNOWN;
        }
        Held held = Held.of(numbers[numbers.length - 1]);
        String typed = PAD.get(letter);
        if (typed != null) {
            return List.of(held.with(Stroke.of(typed)));
        }
        switch (letter) {
            case 'M':
                return List.of(held.with(Stroke.of(Key.ENTER)));
            case 'I':
                return List.of(held.with(Stroke.of(Key.TAB)));
            case 'a', 'b', 'c', 'd':
                return lettered(Character.toUpperCase(letter), Held.CONTROL);
            default:
                return lettered(letter, held);
        }
    }

    /** {@code CSI [ letter}. */
    static List<Stroke> console(int letter) {
        return letter < 'A' || letter > 'E'
                ? UNKNOWN
                : List.of(Stroke.of(
                        List.of(Key.F1, Key.F2, Key.F3, Key.F4, Key.F5).get(letter - 'A')));
    }

    /** A mouse that sends bytes: the first of the three. */
    static List<Stroke> oldMouse(int button) {
        return wheel(button - 32);
    }

    private static List<Stroke> mouse(String parameters, char letter) {
        int[] numbers = numbers(parameters.substring(1));
        return numbers.length == 3 && letter == 'M' ? wheel(numbers[0]) : List.of();
    }

    private static List<Stroke> wheel(int button) {
        // What is held while the wheel turns does not matter.
        int plain = button & ~0x1c;
        return plain == WHEEL_UP
                ? List.of(Stroke.of(Key.UP))
                : plain == WHEEL_DOWN ? List.of(Stroke.of(Key.DOWN)) : List.of();
    }

    private static List<Stroke> lettered(char letter, Held held) {
        Key key = LETTERS.get(letter);
        return key == null ? UNKNOWN : List.of(held.with(Stroke.of(key)));
    }

    private static List<Stroke> numbered(int number, Held held) {
        Key key = NUMBERS.get(number);
        return key == null ? UNKNOWN : List.of(held.with(Stroke.of(key)));
    }

    /** A key by the number of its character. */
    private static List<Stroke> code(int character, Held held) {
        // From 0xe000 on stand numbers of keys that have no character.
        boolean typed = character > 0 && character < 0xe000;
        return typed ? List.of(held.with(character(character))) : UNKNOWN;
    }

    /** The numbers between semicolons, 1 for one left out; none if there is anything else. */
    private static int[] numbers(String parameters) {
        if (parameters.isEmpty()) {
            return new int[] {1};
        }
        String[] parts = parameters.split(";", -1);
        int[] numbers = new int[parts.length];
        for (int index = 0; index < parts.length; index++) {
            // After a colon stands detail that no key of ours has.
            String part = parts[index].split(":", 2)[0];
            if (!part.matches("[0-9]{0,6}")) {
                return new int[0];
            }
            numbers[index] = part.isEmpty() ? 1 : Integer.parseInt(part);
        }
        return numbers;
    }
}
