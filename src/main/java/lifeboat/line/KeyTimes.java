package lifeboat.line;

import java.io.IOException;
import java.util.HashMap;
import java.util.function.LongSupplier;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** JLine's reader that also knows whether what was read was typed by somebody who could have read the question. */
final class KeyTimes extends LineReaderImpl {
    private final LongSupplier nanos;
    private boolean drawn;
    private long drawnAt;
    private boolean deliberate = true;

    KeyTimes(Terminal terminal, LongSupplier nanos) throws IOException {
        super(terminal, "lifeboat", new HashMap<>());
        this.nanos = nanos;
    }

    /** To be called before a question is drawn. */
    void ask() {
        drawn = false;
        deliberate = true;
    }

    /** Whether no part of the answer was pasted, or typed too early. */
    boolean wasDeliberate() {
        return deliberate;
    }

    @Override
    public @Nullable Binding readBinding(KeyMap<Binding> keys, @Nullable KeyMap<Binding> local) {
        if (!drawn) {
            // The reader draws the question before it reads its first key.
            drawn = true;
            drawnAt = nanos.getAsLong();
        }
        Binding binding = super.readBinding(keys, local);
        boolean pasted = binding instanceof Reference named && named.name().equals(LineReader.BEGIN_PASTE);
        if (pasted || nanos.getAsLong() - drawnAt < TypedAhead.TOO_EARLY.toNanos()) {
            deliberate = false;
        }
        return binding;
    }
}
