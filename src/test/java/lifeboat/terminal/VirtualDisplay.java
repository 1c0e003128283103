package lifeboat.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lifeboat.terminal.paint.Painter;
import lifeboat.terminal.paint.Tongue;
import org.jspecify.annotations.Nullable;

/**
 * A display without a terminal: a test is the operator. What is shown goes through the painter of the real one to a terminal
 * in memory, so that {@link #rows}, {@link #writes} and {@link #bytes} are what an operator's terminal would get. What is
 * typed reaches the listener on the test's own thread. May be used by several threads.
 */
public final class VirtualDisplay implements Display {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

    private final List<String> copied = new ArrayList<>();
    private final boolean unicode;
    private final Painter painter;
    private Size size;
    private Emulator terminal;
    private int writes;
    private int bytes;
    private @Nullable Consumer<Input> listener;
    private @Nullable Picture picture;
    private int shows;
    private int completeShows;
    private int bells;
    private int suspensions;
    private boolean mouse;
    private boolean closed;

    /** A display that shows more than ASCII. */
    public VirtualDisplay(Size size) {
        this(size, true);
    }

    /** A display; {@code unicode} is what {@link #showsUnicode} says. */
    public VirtualDisplay(Size size, boolean unicode) {
        this.size = size;
        this.unicode = unicode;
        this.terminal = new Emulator(size);
        try {
            this.painter = new Painter(this::write, new Tongue(ColourDepth.TRUE, unicode, true), this::size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(byte[] frame) {
        writes++;
        bytes += frame.length;
        terminal.write(frame);
    }

    // What the operator does.

    /** Presses keys, now. */
    public void type(Stroke... strokes) {
        for (Stroke stroke : strokes) {
            type(stroke, System.nanoTime());
        }
    }

    /** Types text, a character at a time; {@code \n} is Enter. */
    public void type(String text) {
        text.codePoints()
                .forEach(character -> type(
                        character == '\n' ? Stroke.of(Stroke.Key.ENTER) : Stroke.of(Character.toString(character))));
    }

    /** Presses a key at a moment of the clock that the test has. */
    public void type(Stroke stroke, long nanos) {
        tell(new Input.Pressed(stroke, nanos));
    }

    /** Pastes. */
    public void paste(String text) {
        tell(new Input.Pasted(text));
    }

    /** Makes the terminal larger or smaller. */
    public void resize(Size other) {
        synchronized (this) {
            size = other;
            terminal = new Emulator(other);
        }
        tell(new Input.Resized(other));
    }

    /** Hangs up. */
    public void gone() {
        tell(new Input.Gone("hang-up"));
    }

    private void tell(Input input) {
        Consumer<Input> told;
        synchronized (this) {
            told = listener;
        }
        if (told == null) {
            throw new IllegalStateException("nobody has opened this display");
        }
        told.accept(input);
    }

    // What the operator sees.

    /** The rows as they are shown, without blanks at their ends; empty while nothing was shown. */
    public synchronized List<String> rows() {
        return picture == null ? List.of() : terminal.rows();
    }

    /** The rows of any picture, without blanks at their ends. */
    public static List<String> rowsOf(Picture picture) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < picture.size().rows(); row++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < picture.size().columns(); column++) {
                text.append(picture.text(column, row));
            }
            rows.add(text.toString().stripTrailing());
        }
        return rows;
    }

    /** {@link #rows} as one text. */
    public String text() {
        return String.join("\n", rows());
    }

    /** The newest picture; empty while nothing was shown. */
    public synchronized Optional<Picture> picture() {
        return Optional.ofNullable(picture);
    }

    /** Waits until what is shown contains a text, and returns {@link #text}; fails after some seconds, with what is shown. */
    public String await(String part) {
        return await("shows " + part, shown -> shown.contains(part));
    }

    /** Waits until what is shown is as wanted, and returns {@link #text}; fails after some seconds, with what is shown. */
    public synchronized String await(String what, Predicate<String> wanted) {
        long end = System.nanoTime() + LONG_ENOUGH.toNanos();
        String shown = text();
        while (!wanted.test(shown)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited in vain for: " + what + "; shown is\n" + shown);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, e);
            }
            shown = text();
        }
        return shown;
    }

    /** How a cell looks. */
    public synchronized Style style(int column, int row) {
        return terminal.style(column, row);
    }

    /** Where the cursor is shown; empty for nowhere. */
    public synchronized Optional<Picture.Point> cursor() {
        return terminal.cursorVisible() && writes > 0 ? Optional.of(terminal.cursor()) : Optional.empty();
    }

    /** How often something was written to the terminal. */
    public synchronized int writes() {
        return writes;
    }

    /** How many bytes were written to it. */
    public synchronized int bytes() {
        return bytes;
    }

    /** How many pictures were shown. */
    public synchronized int shows() {
        return shows;
    }

    /** How many of them were to be painted anew. */
    public synchronized int completeShows() {
        return completeShows;
    }

    /** How often it rang. */
    public synchronized int bells() {
        return bells;
    }

    /** What was put on the clipboard. */
    public synchronized List<String> copied() {
        return List.copyOf(copied);
    }

    /** How often it was given to the shell. */
    public synchronized int suspensions() {
        return suspensions;
    }

    /** Whether the mouse is captured. */
    public synchronized boolean mouseCaptured() {
        return mouse;
    }

    /** Whether it was given back. */
    public synchronized boolean closed() {
        return closed;
    }

    // What the screen does.

    @Override
    public synchronized void open(Consumer<Input> told) {
        listener = told;
    }

    @Override
    public synchronized Size size() {
        return size;
    }

    @Override
    public synchronized void show(Picture newest, boolean everything) {
        picture = newest;
        shows++;
        if (everything) {
            completeShows++;
        }
        try {
            painter.show(newest, everything);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        notifyAll();
    }

    @Override
    public synchronized void bell() {
        bells++;
    }

    @Override
    public synchronized boolean copy(String text) {
        if (!Modes.mayCopy(text)) {
            return false;
        }
        copied.add(text);
        return true;
    }

    @Override
    public void suspend() {
        synchronized (this) {
            suspensions++;
            // The shell has written to it.
            terminal = new Emulator(size);
            painter.forget();
        }
        tell(new Input.Resumed());
    }

    @Override
    public synchronized void mouse(boolean captured) {
        mouse = captured;
    }

    @Override
    public boolean showsUnicode() {
        return unicode;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
