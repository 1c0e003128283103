package lifeboat.line;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/** Keys that were pressed before anybody could have read the question. */
final class TypedAhead {
    /** Nobody reads a question and answers it in less. */
    static final Duration TOO_EARLY = Duration.ofMillis(300);

    private static final int MOST = 1 << 20;
    private static final long FIRST_MILLIS = 40;
    private static final long NEXT_MILLIS = 5;

    private TypedAhead() {}

    /** Drops what was typed already. */
    static void drop(Terminal terminal) throws IOException {
        Attributes before = terminal.enterRawMode();
        try {
            // The first may need a while to come through JLine's own threads; the others come with it.
            int key = terminal.reader().read(FIRST_MILLIS);
            for (int dropped = 0; key >= 0 && dropped < MOST; dropped++) {
                key = terminal.reader().read(NEXT_MILLIS);
            }
        } finally {
            terminal.setAttributes(before);
        }
    }

    /** Drops what is typed from now until a question can have been read; true if anything was. */
    static boolean dropTooEarly(Terminal terminal, LongSupplier nanos) throws IOException {
        Attributes before = terminal.enterRawMode();
        try {
            boolean any = false;
            long end = nanos.getAsLong() + TOO_EARLY.toNanos();
            for (long left = TOO_EARLY.toMillis(); left > 0; left = (end - nanos.getAsLong()) / 1_000_000) {
                int key = terminal.reader().read(left);
                any |= key >= 0;
                if (key == -1) {
                    break;
                }
            }
            return any;
        } finally {
            terminal.setAttributes(before);
        }
    }
}
