package lifeboat.terminal.paint;

import lifeboat.terminal.Colour;
import lifeboat.terminal.Style;

/** The shortest sequence from one style to another. */
final class SgrWriter {
    private SgrWriter() {}

    /** The sequence that makes a terminal that shows one style show another; empty if they are the same. */
    static String change(Style from, Style to) {
        if (from.equals(to)) {
            return "";
        }
        String anew = sequence(difference(Style.PLAIN, to), true);
        String changed = sequence(difference(from, to), false);
        return anew.length() < changed.length() ? anew : changed;
    }

    /** The sequence from whatever the terminal shows to a style. */
    static String anew(Style to) {
        return sequence(difference(Style.PLAIN, to), true);
    }

    private static String sequence(StringBuilder parameters, boolean reset) {
        if (reset) {
            return parameters.isEmpty() ? "\033[m" : "\033[0" + parameters + "m";
        }
        return "\033[" + parameters.substring(1) + "m";
    }

    /** Each parameter with a semicolon before it. */
    private static StringBuilder difference(Style from, Style to) {
        StringBuilder out = new StringBuilder();
        boolean weightEnds = (from.bold() && !to.bold()) || (from.dim() && !to.dim());
        if (weightEnds) {
            // Bold and dim have one end in common.
            out.append(";22");
        }
        if (to.bold() && (weightEnds || !from.bold())) {
            out.append(";1");
        }
        if (to.dim() && (weightEnds || !from.dim())) {
            out.append(";2");
        }
        if (to.underline() != from.underline()) {
            out.append(to.underline() ? ";4" : ";24");
        }
        if (to.reverse() != from.reverse()) {
            out.append(to.reverse() ? ";7" : ";27");
        }
        if (!to.foreground().equals(from.foreground())) {
            colour(out, to.foreground(), 30);
        }
        if (!to.background().equals(from.background())) {
            colour(out, to.background(), 40);
        }
        return out;
    }

    /** {@code base} is 30 for the foreground, 40 for the background. */
    private static void colour(StringBuilder out, Colour colour, int base) {
        out.append(';');
        if (colour instanceof Colour.Named named) {
            int number = named.number();
            out.append(number < 8 ? base + number : base + 60 + number - 8);
        } else if (colour instanceof Colour.Indexed indexed) {
            out.append(base + 8).append(";5;").append(indexed.number());
        } else if (colour instanceof Colour.Rgb rgb) {
            out.append(base + 8).append(";2;").append(rgb.red());
            out.append(';').append(rgb.green()).append(';').append(rgb.blue());
        } else {
            out.append(base + 9);
        }
    }
}
