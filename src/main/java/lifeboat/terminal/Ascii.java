package lifeboat.terminal;

import java.text.Normalizer;
import java.util.Map;

/** What takes the place of a character on a terminal that only has ASCII. */
public final class Ascii {
    /** What the screen draws, and its stand-in of the same width. */
    public static final Map<String, String> STAND_INS = Map.ofEntries(
            Map.entry("✓", "+"),
            Map.entry("✗", "x"),
            Map.entry("▶", ">"),
            Map.entry("▸", ">"),
            Map.entry("▾", "v"),
            Map.entry("▲", "^"),
            Map.entry("▼", "v"),
            Map.entry("◀", "<"),
            Map.entry("·", "."),
            Map.entry("●", "*"),
            Map.entry("•", "*"),
            Map.entry("○", "o"),
            Map.entry("◌", "o"),
            Map.entry("◐", "o"),
            Map.entry("◆", "*"),
            Map.entry("◇", "o"),
            Map.entry("■", "#"),
            Map.entry("□", "."),
            Map.entry("⚠", "!"),
            Map.entry("…", "~"),
            Map.entry("─", "-"),
            Map.entry("━", "="),
            Map.entry("═", "="),
            Map.entry("╌", "-"),
            Map.entry("┄", "-"),
            Map.entry("│", "|"),
            Map.entry("┃", "|"),
            Map.entry("║", "|"),
            Map.entry("┆", ":"),
            Map.entry("┌", "+"),
            Map.entry("┐", "+"),
            Map.entry("└", "+"),
            Map.entry("┘", "+"),
            Map.entry("╭", "+"),
            Map.entry("╮", "+"),
            Map.entry("╰", "+"),
            Map.entry("╯", "+"),
            Map.entry("├", "+"),
            Map.entry("┤", "+"),
            Map.entry("┬", "+"),
            Map.entry("┴", "+"),
            Map.entry("┼", "+"),
            Map.entry("╔", "+"),
            Map.entry("╗", "+"),
            Map.entry("╚", "+"),
            Map.entry("╝", "+"),
            Map.entry("▌", "|"),
            Map.entry("▐", "|"),
            Map.entry("█", "#"),
            Map.entry("▓", "#"),
            Map.entry("▒", ":"),
            Map.entry("░", "."),
            Map.entry("▏", "|"),
            Map.entry("→", ">"),
            Map.entry("←", "<"),
            Map.entry("↑", "^"),
            Map.entry("↓", "v"),
            Map.entry("⏎", "<"),
            Map.entry("↵", "<"),
            Map.entry("–", "-"),
            Map.entry("—", "-"),
            Map.entry("−", "-"),
            Map.entry("“", "\""),
            Map.entry("”", "\""),
            Map.entry("„", "\""),
            Map.entry("‘", "'"),
            Map.entry("’", "'"),
            Map.entry("«", "<"),
            Map.entry("»", ">"),
            Map.entry("≤", "<"),
            Map.entry("≥", ">"),
            Map.entry("≠", "!"),
            Map.entry("×", "x"),
            Map.entry("±", "+"),
            Map.entry("\u00a0", " "));

    private Ascii() {}

    /**
     * The stand-in of the text of one cell: the text if it is ASCII, an accented letter without its accent, and {@code ?}
     * for what has none; as wide as the text was.
     */
    public static String of(String cell) {
        if (isAscii(cell)) {
            return cell;
        }
        String standIn = STAND_INS.get(cell);
        if (standIn != null) {
            return standIn;
        }
        if (TextWidth.of(cell) == 2) {
            return "??";
        }
        String letter = Normalizer.normalize(cell, Normalizer.Form.NFD).substring(0, 1);
        return isAscii(letter) ? letter : "?";
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character >= ' ' && character < 0x7f);
    }
}
