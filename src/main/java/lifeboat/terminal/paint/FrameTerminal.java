package lifeboat.terminal.paint;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.terminal.ansi.ANSITerminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import lifeboat.terminal.Size;
import lifeboat.terminal.Style;

/**
 * The terminal as Lanterna's screen sees it. Where the cursor stands and which style is on are remembered across frames, so
 * that nothing is written that the terminal knows already. Modes and keys are not its business.
 */
final class FrameTerminal extends ANSITerminal {
    private static final int UNKNOWN = -1;

    private final Frame frame;
    private final Glyphs glyphs;
    private final Supplier<Size> size;
    private Style wanted = Style.PLAIN;
    private Style shown = Style.PLAIN;
    private boolean styleKnown;
    private int column = UNKNOWN;
    private int row = UNKNOWN;
    private int wantedColumn;
    private int wantedRow;
    private boolean cursorKnown;
    private boolean cursorVisible;

    FrameTerminal(Frame frame, Glyphs glyphs, Supplier<Size> size) {
        super(InputStream.nullInputStream(), frame, StandardCharsets.UTF_8);
        this.frame = frame;
        this.glyphs = glyphs;
        this.size = size;
    }

    /** Somebody else may have written: nothing is known any more. */
    void forget() {
        styleKnown = false;
        cursorKnown = false;
        column = UNKNOWN;
    }

    @Override
    protected TerminalSize findTerminalSize() {
        Size now = size.get();
        return new TerminalSize(now.columns(), now.rows());
    }

    @Override
    public void enterPrivateMode() {
        // The display enters and leaves by itself, with modes that Lanterna does not know.
    }

    @Override
    public void exitPrivateMode() {}

    @Override
    public void clearScreen() {
        wanted = Style.PLAIN;
        style();
        write("\033[2J");
        column = UNKNOWN;
    }

    @Override
    public void setForegroundColor(TextColor colour) {
        wanted = Ink.styleOf(colour);
    }

    @Override
    public void setBackgroundColor(TextColor colour) {
        // The foreground carries the whole style.
    }

    @Override
    public void resetColorAndSGR() {
        wanted = Style.PLAIN;
    }

    @Override
    public void enableSGR(SGR sgr) {
        throw new UnsupportedOperationException("an ink carries the whole style");
    }

    @Override
    public void disableSGR(SGR sgr) {
        throw new UnsupportedOperationException("an ink carries the whole style");
    }

    @Override
    public void setCursorPosition(int x, int y) {
        wantedColumn = x;
        wantedRow = y;
    }

    @Override
    public void setCursorVisible(boolean visible) {
        if (!cursorKnown || visible != cursorVisible) {
            cursorKnown = true;
            cursorVisible = visible;
            write(visible ? "\033[?25h" : "\033[?25l");
        }
    }

    @Override
    public void putString(String text) {
        char only = text.charAt(0);
        String glyph = Glyphs.isCode(only) ? glyphs.text(only) : text;
        if (!glyph.isEmpty()) {
            move();
            style();
            write(glyph);
            advance(Glyphs.isCode(only) ? UNKNOWN : 1);
        }
        // Lanterna counts one column for each cell, and so do we: the second one of a wide character follows it.
        wantedColumn++;
    }

    /** One write of everything since the last one, if that is anything. */
    @Override
    public void flush() throws IOException {
        if (cursorVisible) {
            move();
        }
        frame.flush();
    }

    @Override
    public KeyStroke readInput() {
        throw new UnsupportedOperationException("keys do not come through Lanterna");
    }

    @Override
    public KeyStroke pollInput() {
        throw new UnsupportedOperationException("keys do not come through Lanterna");
    }

    /**
     * After a character about whose width the terminal may be of another opinion, and in the last column, where the cursor
     * does not move on, the next one is addressed anew.
     */
    private void advance(int width) {
        column = width == UNKNOWN || column + width >= size.get().columns() ? UNKNOWN : column + width;
    }

    private void move() {
        if (column == wantedColumn && row == wantedRow) {
            return;
        }
        int ahead = wantedColumn - column;
        if (column != UNKNOWN && row == wantedRow && ahead > 0) {
            write(ahead == 1 ? "\033[C" : "\033[" + ahead + "C");
        } else if (wantedColumn == 0) {
            write(wantedRow == 0 ? "\033[H" : "\033[" + (wantedRow + 1) + "H");
        } else {
            write("\033[" + (wantedRow + 1) + ";" + (wantedColumn + 1) + "H");
        }
        column = wantedColumn;
        row = wantedRow;
    }

    private void style() {
        write(styleKnown ? SgrWriter.change(shown, wanted) : SgrWriter.anew(wanted));
        styleKnown = true;
        shown = wanted;
    }

    private void write(String text) {
        frame.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
