package lifeboat.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Enough of a terminal to see what bytes make of it: what is in each cell, how it looks, and where the cursor is. Whatever
 * it does not know is an error, and so is a wide character at the right edge. It does not wrap, as we ask of a terminal.
 */
final class Emulator {
    private final String[][] texts;
    private final Style[][] styles;
    private final Size size;
    private final TreeSet<String> modes = new TreeSet<>();
    private Style style = Style.PLAIN;
    private int column;
    private int row;
    private int written;

    Emulator(Size size) {
        this.size = size;
        texts = new String[size.rows()][size.columns()];
        styles = new Style[size.rows()][size.columns()];
        for (int each = 0; each < size.rows(); each++) {
            // Whatever somebody else left there.
            Arrays.fill(texts[each], "@");
            Arrays.fill(styles[each], Style.PLAIN);
        }
    }

    void write(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (character == 0x1b) {
                at = sequence(text, at + 1);
            } else {
                at += Character.charCount(character);
                if (character < ' ' || (character >= 0x7f && character < 0xa0) || character == 0xfffd) {
                    throw new AssertionError(String.format(Locale.ROOT, "U+%04X reached the terminal", character));
                }
                put(character);
            }
        }
    }

    String text(int x, int y) {
        return texts[y][x];
    }

    Style style(int x, int y) {
        return styles[y][x];
    }

    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String[] cells : texts) {
            rows.add(String.join("", cells).stripTrailing());
        }
        return rows;
    }

    Picture.Point cursor() {
        return new Picture.Point(column, row);
    }

    boolean cursorVisible() {
        return !modes.contains("?25l");
    }

    private int sequence(String text, int start) {
        if (text.charAt(start) != '[') {
            throw new AssertionError("an escape sequence that is none: " + text.substring(start));
        }
        int end = start + 1;
        while (text.charAt(end) < '@') {
            end++;
        }
        String parameters = text.substring(start + 1, end);
        switch (text.charAt(end)) {
            case 'm' -> style = graphics(parameters);
            case 'H' -> {
                String[] place = parameters.split(";", -1);
                row = number(place[0]) - 1;
                column = place.length > 1 ? number(place[1]) - 1 : 0;
                if (row >= size.rows() || column >= size.columns()) {
                    throw new AssertionError("the cursor was sent to " + parameters);
                }
            }
            case 'C' -> column = Math.min(size.columns() - 1, column + number(parameters));
            case 'J' -> {
                if (!parameters.equals("2") || !style.equals(Style.PLAIN)) {
                    throw new AssertionError("erases " + parameters + " in " + style);
                }
                for (int each = 0; each < size.rows(); each++) {
                    Arrays.fill(texts[each], " ");
                    Arrays.fill(styles[each], Style.PLAIN);
                }
            }
            case 'h' -> modes.remove(parameters + "l");
            case 'l' -> modes.add(parameters + "l");
            default -> throw new AssertionError("an unknown sequence: " + text.substring(start, end + 1));
        }
        return end + 1;
    }

    private static int number(String text) {
        return text.isEmpty() ? 1 : Integer.parseInt(text);
    }

    private void put(int character) {
        int width = TextWidth.of(character);
        if (width == 0) {
            texts[row][written] += Character.toString(character);
            return;
        }
        if (column + width > size.columns()) {
            throw new AssertionError("wrote over the right edge in row " + row);
        }
        written = column;
        tear(column);
        texts[row][column] = Character.toString(character);
        styles[row][column] = style;
        if (width == 2) {
            tear(column + 1);
            texts[row][column + 1] = "";
            styles[row][column + 1] = style;
        }
        column = Math.min(size.columns() - 1, column + width);
    }

    /** Half of a wide character is overwritten; the other half becomes blank. */
    private void tear(int x) {
        if (texts[row][x].isEmpty() && x > 0) {
            texts[row][x - 1] = " ";
        } else if (x + 1 < size.columns() && texts[row][x + 1].isEmpty()) {
            texts[row][x + 1] = " ";
        }
    }

    private Style graphics(String parameters) {
        Style now = style;
        List<String> left = new ArrayList<>(List.of(parameters.split(";", -1)));
        while (!left.isEmpty()) {
            String first = left.remove(0);
            int code = first.isEmpty() ? 0 : Integer.parseInt(first);
            now = switch (code) {
                case 0 -> Style.PLAIN;
                case 1 -> weight(now, true, now.dim());
                case 2 -> weight(now, now.bold(), true);
                case 22 -> weight(now, false, false);
                case 4, 24 ->
                    new Style(now.foreground(), now.background(), now.bold(), code == 4, now.reverse(), now.dim());
                case 7, 27 ->
                    new Style(now.foreground(), now.background(), now.bold(), now.underline(), code == 7, now.dim());
                default -> coloured(now, code, left);
            };
        }
        return now;
    }

    private static Style weight(Style now, boolean bold, boolean dim) {
        return new Style(now.foreground(), now.background(), bold, now.underline(), now.reverse(), dim);
    }

    private static Style coloured(Style now, int code, List<String> left) {
        boolean background = (code >= 40 && code < 50) || code >= 100;
        int base = code - (background ? 10 : 0);
        Colour colour;
        if (base == 39) {
            colour = Colour.STANDARD;
        } else if (base == 38 && left.remove(0).equals("5")) {
            colour = new Colour.Indexed(Integer.parseInt(left.remove(0)));
        } else if (base == 38) {
            colour = new Colour.Rgb(
                    Integer.parseInt(left.remove(0)),
                    Integer.parseInt(left.remove(0)),
                    Integer.parseInt(left.remove(0)));
        } else if (base >= 30 && base < 38) {
            colour = new Colour.Named(base - 30);
        } else if (base >= 90 && base < 98) {
            colour = new Colour.Named(base - 90 + 8);
        } else {
            throw new AssertionError("an unknown look: " + code);
        }
        return new Style(
                background ? now.foreground() : colour,
                background ? colour : now.background(),
                now.bold(),
                now.underline(),
                now.reverse(),
                now.dim());
    }
}
