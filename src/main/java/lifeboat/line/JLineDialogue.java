package lifeboat.line;

import java.io.IOError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
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
    private static final int USUAL_WIDTH = 80;
    private static final int WIDEST = 110;
    private static final int MOST_TYPED_AHEAD = 1 << 20;

    private final Terminal terminal;
    private final KeyTimes reader;
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private List<String> words = List.of();
    private volatile boolean asking;
    private volatile boolean gone;
    private @Nullable Object interruptHandler;

    private JLineDialogue(Terminal terminal, LongSupplier nanos, Optional<Path> history) throws IOException {
        this.terminal = terminal;
        this.reader = new KeyTimes(terminal, nanos);
        reader.setParser(new WholeLine());
        reader.setCompleter((asked, line, candidates) -> words.forEach(word -> candidates.add(new Candidate(word))));
        // An exclamation mark in a note is an exclamation mark.
        reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        history.ifPresent(file -> reader.setVariable(LineReader.HISTORY_FILE, file));
    }

    /**
     * Opens the terminal of this process, and takes Ctrl-C for itself until it is closed.
     *
     * @param type the value of {@code TERM}
     * @param nanos a clock that only rises
     * @param history where texts are kept that are neither a decision nor a secret; empty for this process only
     */
    public static JLineDialogue open(String type, LongSupplier nanos, Optional<Path> history) throws IOException {
        // What JLine knows by itself it need not ask a program for.
        String known = InfoCmp.getDefaultInfoCmp(type);
        if (known != null) {
            InfoCmp.setLoadedInfoCmp(type, known);
        }
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(true)
                .nativeSignals(false)
                .graphemeCluster(false)
                .build();
        JLineDialogue dialogue = on(terminal, nanos, history);
        dialogue.interruptHandler = Signals.register("INT", dialogue::interrupt);
        return dialogue;
    }

    static JLineDialogue on(Terminal terminal, LongSupplier nanos, Optional<Path> history) throws IOException {
        JLineDialogue dialogue = new JLineDialogue(terminal, nanos, history);
        terminal.handle(Terminal.Signal.INT, signal -> dialogue.interrupted.set(true));
        return dialogue;
    }

    private void interrupt() {
        if (asking) {
            terminal.raise(Terminal.Signal.INT);
        } else {
            interrupted.set(true);
        }
    }

    @Override
    public void print(String line) {
        terminal.writer().println(line);
        terminal.flush();
    }

    @Override
    public Answer ask(Prompt prompt) {
        boolean decision = prompt.kind() == Prompt.Kind.DECISION;
        boolean secret = prompt.kind() == Prompt.Kind.SECRET;
        words = prompt.words();
        reader.setVariable(LineReader.DISABLE_HISTORY, prompt.kind() != Prompt.Kind.PLAIN);
        try {
            if (decision) {
                dropTypedAhead();
            }
            asking = true;
            reader.ask();
            // JLine gives a meaning to what follows a percent sign in a prompt.
            String shown = prompt.text().replace("%", "%%") + " ";
            String text = secret ? reader.readLine(shown, '*') : reader.readLine(shown);
            return text == null ? new Answer.End() : new Answer.Text(text, reader.wasDeliberate());
        } catch (UserInterruptException interrupt) {
            return new Answer.Interrupted();
        } catch (EndOfFileException end) {
            return new Answer.End();
        } catch (IOError | IOException lost) {
            gone = true;
            return new Answer.End();
        } finally {
            asking = false;
            interrupted.set(false);
        }
    }

    private void dropTypedAhead() throws IOException {
        Attributes before = terminal.enterRawMode();
        try {
            int dropped = 0;
            while (dropped < MOST_TYPED_AHEAD && terminal.reader().read(1L) >= 0) {
                dropped++;
            }
        } finally {
            terminal.setAttributes(before);
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
        return columns <= 0 ? USUAL_WIDTH : Math.min(columns, WIDEST);
    }

    /** Gives the terminal back. To be called by the thread that asks, or after it ended: JLine waits for a reader. */
    @Override
    public void close() throws IOException {
        if (interruptHandler != null) {
            Signals.unregister("INT", interruptHandler);
        }
        terminal.close();
    }

    /** Completes the line as a whole: some words of a menu have a space in them. */
    private static final class WholeLine extends DefaultParser {
        private WholeLine() {
            setEscapeChars(null);
            setQuoteChars(new char[0]);
        }

        @Override
        public boolean isDelimiterChar(CharSequence buffer, int position) {
            return false;
        }
    }
}
