package lifeboat.terminal;

/**
 * How a cell looks, before the terminal's colour depth is known.
 *
 * @param foreground {@link Colour#STANDARD} for the terminal's own
 * @param background {@link Colour#STANDARD} for the terminal's own
 */
public record Style(
        Colour foreground, Colour background, boolean bold, boolean underline, boolean reverse, boolean dim) {
    /** As the terminal shows text by itself. */
    public static final Style PLAIN = new Style(Colour.STANDARD, Colour.STANDARD, false, false, false, false);
}
