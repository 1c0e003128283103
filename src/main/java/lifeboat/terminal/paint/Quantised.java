package lifeboat.terminal.paint;

import java.util.HashMap;
import java.util.Map;
import lifeboat.terminal.Colour;
import lifeboat.terminal.ColourDepth;
import lifeboat.terminal.Style;

/** Styles as a terminal with few colours can show them. Not for several threads. */
final class Quantised {
    private static final int REMEMBERED = 512;

    private final ColourDepth depth;
    private final boolean dims;
    private final Map<Style, Style> known = new HashMap<>();

    /** {@code dims} is whether the terminal knows dim text. */
    Quantised(ColourDepth depth, boolean dims) {
        this.depth = depth;
        this.dims = dims && depth != ColourDepth.MONO;
    }

    Style of(Style style) {
        Style found = known.get(style);
        if (found == null) {
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            found = new Style(
                    of(style.foreground()),
                    of(style.background()),
                    style.bold(),
                    style.underline(),
                    style.reverse(),
                    style.dim() && dims);
            known.put(style, found);
        }
        return found;
    }

    private Colour of(Colour colour) {
        if (depth == ColourDepth.MONO) {
            return Colour.STANDARD;
        }
        if (colour instanceof Colour.Rgb rgb && depth != ColourDepth.TRUE) {
            return depth == ColourDepth.INDEXED
                    ? new Colour.Indexed(Palette.nearest(rgb, Palette.NAMED, Palette.ALL))
                    : new Colour.Named(Palette.nearest(rgb, 0, Palette.NAMED));
        }
        if (colour instanceof Colour.Indexed indexed && depth == ColourDepth.SIXTEEN) {
            return new Colour.Named(
                    indexed.number() < Palette.NAMED
                            ? indexed.number()
                            : Palette.nearest(Palette.rgb(indexed.number()), 0, Palette.NAMED));
        }
        return colour;
    }
}
