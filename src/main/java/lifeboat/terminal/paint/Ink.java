package lifeboat.terminal.paint;

import com.googlecode.lanterna.TextColor;
import java.awt.Color;
import lifeboat.terminal.Style;

/**
 * A whole style, carried through Lanterna as if it were a foreground colour: Lanterna compares it and hands it back, and
 * {@link SgrWriter} makes one sequence of it where Lanterna would write one for each of its parts.
 */
record Ink(Style style) implements TextColor {
    private static final long serialVersionUID = 1;

    /** What Lanterna shall carry for a style; its own default for a plain cell, because it leaves such cells out. */
    static TextColor of(Style style) {
        return style.equals(Style.PLAIN) ? ANSI.DEFAULT : new Ink(style);
    }

    /** The style that Lanterna carried. */
    static Style styleOf(TextColor carried) {
        return carried instanceof Ink ink ? ink.style : Style.PLAIN;
    }

    @Override
    public byte[] getForegroundSGRSequence() {
        throw new UnsupportedOperationException("an ink is not written by Lanterna");
    }

    @Override
    public byte[] getBackgroundSGRSequence() {
        throw new UnsupportedOperationException("an ink is not written by Lanterna");
    }

    @Override
    public int getRed() {
        return 0;
    }

    @Override
    public int getGreen() {
        return 0;
    }

    @Override
    public int getBlue() {
        return 0;
    }

    @Override
    @Deprecated
    public Color toColor() {
        throw new UnsupportedOperationException("an ink is not a colour");
    }
}
