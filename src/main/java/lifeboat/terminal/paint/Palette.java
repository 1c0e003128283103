package lifeboat.terminal.paint;

import java.util.List;
import lifeboat.terminal.Colour;

/** What the 256 colours look like, so that a colour that a terminal does not have can be given its nearest. */
final class Palette {
    /** How many of them have names; what those look like is the terminal's business, and xterm's is assumed. */
    static final int NAMED = 16;

    /** How many there are. */
    static final int ALL = 256;

    private static final int CUBE_END = 232;
    private static final List<Integer> STEPS = List.of(0, 95, 135, 175, 215, 255);
    private static final List<Integer> SIXTEEN = List.of(
            0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000,
            0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff);

    private Palette() {}

    /** One of the 256. */
    static Colour.Rgb rgb(int number) {
        if (number < NAMED) {
            int rgb = SIXTEEN.get(number);
            return new Colour.Rgb(rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff);
        }
        if (number >= CUBE_END) {
            int grey = 8 + 10 * (number - CUBE_END);
            return new Colour.Rgb(grey, grey, grey);
        }
        int cube = number - NAMED;
        return new Colour.Rgb(STEPS.get(cube / 36), STEPS.get(cube / 6 % 6), STEPS.get(cube % 6));
    }

    /** The number of the one that looks most like a colour, from a range of numbers. */
    static int nearest(Colour.Rgb wanted, int from, int to) {
        int best = from;
        long least = Long.MAX_VALUE;
        for (int number = from; number < to; number++) {
            long distance = distance(wanted, rgb(number));
            if (distance < least) {
                least = distance;
                best = number;
            }
        }
        return best;
    }

    /** How different two colours look, roughly: the eye weighs red and blue by how red the colours are. */
    private static long distance(Colour.Rgb one, Colour.Rgb other) {
        long red = one.red() - other.red();
        long green = one.green() - other.green();
        long blue = one.blue() - other.blue();
        long mean = (one.red() + other.red()) / 2;
        return (512 + mean) * red * red + 1024 * green * green + (767 - mean) * blue * blue;
    }
}
