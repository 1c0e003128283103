package lifeboat.line;

import java.io.IOError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import lifeboat.terminal.SafeText;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * A dialogue with somebody at a terminal: history, completion, masked secrets. Decisions and secrets are never kept, and a
 * decision that was pasted, or typed before the question could be read, is not deliberate.
 */
public final class JLineDialogue implements Dialogue, AutoCloseable {
    private static final Size USUAL = new Size(80, 24);
    private static final int WIDEST = 110;
    private static final long TWIN = 200_000_000;

    private final Terminal terminal;
    private final Typing typing;
    private final LongSupplier nanos;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private volatile boolean asking;
    private volatile boolean gone;
    private boolean heardBefore;
    private long heard;
    private @Nullable Object interruptHandler;

    private JLineDialogue(Terminal terminal, boolean plain, LongSupplier nanos, Optional<Path> history)
            throws IOException {
        this.terminal = terminal;
        this.nanos = nanos;
        this.typing =
                plain ? new PlainTyping(terminal, nanos, interrupted) : new EditedTyping(terminal, nanos, history);
    }

    /**
     * Opens the terminal of this process, and takes Ctrl-C for itself until it is closed.
     *
     * @param type the value of {@code TERM}; {@code dumb} for a terminal that can only show lines
     * @param nanos a clock that only rises
     * @param history where texts are kept that are neither a decision nor a secret; empty for this process only
     * @throws IOException if standard input and output are no terminal
     */
    public static JLineDialogue open(String type, LongSupplier nanos, Optional<Path> history) throws IOException {
        boolean plain = type.isEmpty() || type.startsWith(Terminal.TYPE_DUMB);
        // What JLine knows by itself it need not ask a program for.
        String known = InfoCmp.getDefaultInfoCmp(type);
        if (known != null) {
            InfoCmp.setLoadedInfoCmp(type, known);
        }
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                // JLine leaves the echo of a terminal alone that it takes for a dumb one, and so would show secrets.
                .type(plain ? "ansi" : type)
                .dumb(false)
                .nativeSignals(false)
                .graphemeCluster(false)
                .build();
        if (terminal.getWidth() <= 0) {
            // Some terminals do not know their size; JLine shows nothing on one without columns.
            terminal.setSize(USUAL);
        }
        JLineDialogue dialogue = on(terminal, plain, nanos, history);
        dialogue.interruptHandler = Signals.register("INT", dialogue::interrupt);
        return dialogue;
    }

    /** {@code plain} for a terminal that can only show lines. */
    static JLineDialogue on(Terminal terminal, boolean plain, LongSupplier nanos, Optional<Path> history)
            throws IOException {
        JLineDialogue dialogue = new JLineDialogue(terminal, plain, nanos, history);
        terminal.handle(Terminal.Signal.INT, signal -> dialogue.interrupted.set(true));
        return dialogue;
    }

    /** The launcher passes on what it hears, so that one Ctrl-C may come twice at once. */
    private synchronized void interrupt() {
        long now = nanos.getAsLong();
        boolean twin = heardBefore && now - heard < TWIN;
        heardBefore = true;
        heard = now;
        if (twin) {
            return;
        }
        if (asking) {
            terminal.raise(Terminal.Signal.INT);
        } else {
            interrupted.set(true);
        }
    }

    @Override
    public void print(String line) {
        SafeText.lines(line).forEach(terminal.writer()::println);
        terminal.flush();
    }

    @Override
    public Answer ask(Prompt prompt) {
        try {
            asking = true;
            return typing.read(prompt);
        } catch (IOError | IOException lost) {
            gone = true;
            return new Answer.End();
        } finally {
            asking = false;
            interrupted.set(false);
        }
    }

    @Override
    public boolean takeInterrupt() {
        return interrupted.getAndSet(false);
    }

    @Override
    public boolean isGone() {
        return gone || terminal.writer().checkError();
    }

    @Override
    public int width() {
        int columns = terminal.getWidth();
        return columns <= 0 ? USUAL.getColumns() : Math.min(columns, WIDEST);
    }

    /** Gives the terminal back. To be called by the thread that asks, or after it ended: JLine waits for a reader. */
    @Override
    public void close() throws IOException {
        if (interruptHandler != null) {
            Signals.unregister("INT", interruptHandler);
        }
        terminal.close();
    }
}
