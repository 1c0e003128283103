package lifeboat.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Where the lines of one program come together: the digest, the tail of the errors, and the listener. */
final class OutputSink {
    private static final Logger LOG = Logger.getLogger(OutputSink.class.getName());
    private static final int TAIL = 40;

    private final OutputListener listener;
    private final MessageDigest digest = sha256();
    private final Deque<String> tail = new ArrayDeque<>();
    private volatile boolean listening = true;

    OutputSink(OutputListener listener) {
        this.listener = listener;
    }

    void accept(OutputListener.Stream stream, String line) {
        synchronized (this) {
            if (stream == OutputListener.Stream.OUT) {
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            } else {
                tail.addLast(line);
                if (tail.size() > TAIL) {
                    tail.removeFirst();
                }
            }
        }
        if (listening) {
            try {
                listener.line(stream, line);
            } catch (RuntimeException e) {
                // The program must not suffer from a listener that is broken: its output is still drained.
                listening = false;
                LOG.log(Level.FINE, "a listener of output failed and is not called again", e);
            }
        }
    }

    synchronized List<String> stderrTail() {
        return List.copyOf(tail);
    }

    synchronized String digestSoFar() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 cannot be copied here", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
