package lifeboat.terminal.paint;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import lifeboat.terminal.Ascii;
import lifeboat.terminal.Picture;
import lifeboat.terminal.Size;
import lifeboat.terminal.Style;
import lifeboat.terminal.TextWidth;

/** Shows pictures on a terminal, each with one write of what differs from the one before. Not for several threads. */
public final class Painter {
    private static final int REMEMBERED = 8192;
    private static final String BLANK = " ";

    private final Tongue tongue;
    private final Quantised quantised;
    private final Glyphs glyphs = new Glyphs();
    private final Map<Cell, TextCharacter> cells = new HashMap<>();
    private final FrameTerminal terminal;
    private final TerminalScreen screen;
    private boolean anew = true;

    private record Cell(char code, Style style) {}

    /**
     * A painter.
     *
     * @param size the size of the terminal now; asked for each picture
     */
    public Painter(Sink sink, Tongue tongue, Supplier<Size> size) throws IOException {
        this.tongue = tongue;
        this.quantised = new Quantised(tongue.depth(), tongue.dims());
        Frame frame = new Frame(sink);
        this.terminal = new FrameTerminal(frame, glyphs, size);
        this.screen = new TerminalScreen(terminal);
        screen.setCursorPosition(null);
        screen.startScreen();
        frame.reset();
    }

    /** What the terminal shows is not known any more: the next picture is painted as a whole. */
    public void forget() {
        anew = true;
    }

    /**
     * Shows a picture. What is outside of the terminal is left out, and what the picture does not cover is blank.
     *
     * @param everything whether it is painted as a whole, whatever is there
     */
    public void show(Picture picture, boolean everything) throws IOException {
        terminal.getTerminalSize();
        boolean resized = screen.doResizeIfNecessary() != null;
        Size size = new Size(
                screen.getTerminalSize().getColumns(), screen.getTerminalSize().getRows());
        boolean whole = everything || anew || resized;
        if (glyphs.isCrowded()) {
            glyphs.clear();
            cells.clear();
            whole = true;
        }
        for (int row = 0; row < size.rows(); row++) {
            paint(picture, row, size.columns());
        }
        screen.setCursorPosition(picture.cursor()
                .filter(point -> point.column() < size.columns() && point.row() < size.rows())
                .map(point -> new TerminalPosition(point.column(), point.row()))
                .orElse(null));
        if (whole) {
            terminal.forget();
        }
        // Should the write fail, nobody knows how much of it arrived.
        anew = true;
        screen.refresh(whole ? Screen.RefreshType.COMPLETE : Screen.RefreshType.DELTA);
        anew = false;
    }

    private void paint(Picture picture, int row, int columns) {
        int width =
                row < picture.size().rows() ? Math.min(columns, picture.size().columns()) : 0;
        for (int column = 0; column < columns; column++) {
            if (column >= width) {
                set(column, row, BLANK, Style.PLAIN);
                continue;
            }
            String text = picture.text(column, row);
            Style style = quantised.of(picture.style(column, row));
            if (column + 1 < width && picture.text(column + 1, row).isEmpty()) {
                wide(column, row, text, style);
                column++;
            } else {
                set(column, row, narrow(text), style);
            }
        }
    }

    /** Both cells have one style, so that both are painted whenever one is. */
    private void wide(int column, int row, String text, Style style) {
        if (tongue.unicode() && TextWidth.of(text) == 2) {
            set(column, row, text, style);
            set(column + 1, row, "", style);
            return;
        }
        String ascii = (tongue.unicode() ? text : Ascii.of(text)) + BLANK;
        set(column, row, ascii.substring(0, 1), style);
        set(column + 1, row, ascii.substring(1, 2), style);
    }

    /** What goes into a cell that has no second one: nothing that is wider, or that would combine with its neighbour. */
    private String narrow(String text) {
        if (text.length() == 1 && text.charAt(0) < 0x7f) {
            return text;
        }
        String narrow = TextWidth.of(text) == 1 ? text : BLANK;
        return tongue.unicode() ? narrow : Ascii.of(narrow);
    }

    private void set(int column, int row, String text, Style style) {
        Cell cell = new Cell(glyphs.code(text), style);
        TextCharacter character = cells.get(cell);
        if (character == null) {
            if (cells.size() >= REMEMBERED) {
                cells.clear();
            }
            character = TextCharacter.fromCharacter(cell.code, Ink.of(style), TextColor.ANSI.DEFAULT)[0];
            cells.put(cell, character);
        }
        screen.setCharacter(column, row, character);
    }
}
