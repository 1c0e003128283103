package lifeboat.terminal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A colour as a theme names it. */
public sealed interface Colour {
    /** The terminal's own. */
    Colour STANDARD = new Standard();

    /** The terminal's own foreground or background. */
    record Standard() implements Colour {}

    /** One of the sixteen, 0 to 15; what they look like is the terminal's business. */
    record Named(int number) implements Colour {}

    /** One of the 256, 0 to 255. */
    record Indexed(int number) implements Colour {}

    /** Red, green and blue, 0 to 255 each. */
    record Rgb(int red, int green, int blue) implements Colour {}

    /** The names of the sixteen, in order of their numbers. */
    List<String> NAMES = List.of(
            "black",
            "red",
            "green",
            "yellow",
            "blue",
            "magenta",
            "cyan",
            "white",
            "bright-black",
            "bright-red",
            "bright-green",
            "bright-yellow",
            "bright-blue",
            "bright-magenta",
            "bright-cyan",
            "bright-white");

    /** A colour from {@code default}, one of {@link #NAMES}, {@code #39} (0 to 255) or {@code #rrggbb}; else empty. */
    static Optional<Colour> parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.equals("default")) {
            return Optional.of(STANDARD);
        }
        if (NAMES.contains(name)) {
            return Optional.of(new Named(NAMES.indexOf(name)));
        }
        if (name.matches("#[0-9a-f]{6}")) {
            int rgb = Integer.parseInt(name.substring(1), 16);
            return Optional.of(new Rgb(rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff));
        }
        if (name.matches("#[0-9]{1,3}") && Integer.parseInt(name.substring(1)) < 256) {
            return Optional.of(new Indexed(Integer.parseInt(name.substring(1))));
        }
        return Optional.empty();
    }
}
