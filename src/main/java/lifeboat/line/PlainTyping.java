package lifeboat.line;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * Reads from a terminal that can do nothing but show lines ({@code TERM=dumb}), with the editing of its driver: JLine's
 * editor would draw each question over and over there to hide a secret. A secret is not shown at all.
 */
final class PlainTyping implements Typing {
    private static final long GLANCE_MILLIS = 100;

    private final Terminal terminal;
    private final LongSupplier nanos;
    private final AtomicBoolean interrupted;

    /** {@code interrupted} is set when Ctrl-C is pressed. */
    PlainTyping(Terminal terminal, LongSupplier nanos, AtomicBoolean interrupted) {
        this.terminal = terminal;
        this.nanos = nanos;
        this.interrupted = interrupted;
    }

    @Override
    public Answer read(Prompt prompt) throws IOException {
        boolean decision = prompt.kind() == Prompt.Kind.DECISION;
        boolean secret = prompt.kind() == Prompt.Kind.SECRET;
        if (decision) {
            TypedAhead.drop(terminal);
        }
        Attributes before = terminal.getAttributes();
        try {
            if (secret) {
                Attributes silent = new Attributes(before);
                silent.setLocalFlag(Attributes.LocalFlag.ECHO, false);
                terminal.setAttributes(silent);
            }
            terminal.writer().print(prompt.text() + " ");
            terminal.flush();
            if (decision && TypedAhead.dropTooEarly(terminal, nanos)) {
                terminal.writer().println();
                return new Answer.Text("", false);
            }
            return line();
        } finally {
            if (secret) {
                terminal.setAttributes(before);
                terminal.writer().println();
            }
        }
    }

    private Answer line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (interrupted.getAndSet(false)) {
                terminal.writer().println();
                return new Answer.Interrupted();
            }
            int key = terminal.reader().read(GLANCE_MILLIS);
            if (key == '\n' || key == '\r') {
                // What begins a bracketed paste, or any other key that is no letter, is no word either.
                return new Answer.Text(line.toString(), line.indexOf("\u001b") < 0);
            } else if (key == NonBlockingReader.EOF) {
                return new Answer.End();
            } else if (key != NonBlockingReader.READ_EXPIRED) {
                line.append((char) key);
            }
        }
    }
}
