package lifeboat.terminal.paint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Collects what is written until it is flushed, and then writes it at once. */
final class Frame extends ByteArrayOutputStream {
    private static final int USUAL = 8192;

    private final Sink sink;

    Frame(Sink sink) {
        super(USUAL);
        this.sink = sink;
    }

    @Override
    public synchronized void flush() throws IOException {
        if (count > 0) {
            byte[] bytes = toByteArray();
            reset();
            sink.write(bytes);
        }
    }
}
