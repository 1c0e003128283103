package lifeboat.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A wire that a test holds the other end of. */
final class FakeWire implements Wire {
    private static final byte[] HANG_UP = new byte[0];

    /** What was done, in order: {@code raw}, {@code cooked}, {@code stop}, and what was written as {@code > text}. */
    private final List<String> done = new ArrayList<>();

    private final LinkedBlockingQueue<byte[]> typed = new LinkedBlockingQueue<>();
    private Size size;
    private Size next;
    private Runnable resized = () -> {};
    private Runnable continued = () -> {};
    volatile boolean broken;
    volatile Runnable whileStopped = () -> {};
    volatile boolean hungUp;
    volatile int reads;

    FakeWire(Size size) {
        this.size = size;
        this.next = size;
    }

    void type(String text) {
        typed.add(text.getBytes(StandardCharsets.UTF_8));
    }

    void hangUp() {
        hungUp = true;
        typed.add(HANG_UP);
    }

    void resize(Size other) {
        changeUnheard(other);
        resized.run();
    }

    /** Another size, and no signal, as for a job that is stopped. */
    void changeUnheard(Size other) {
        next = other;
    }

    void goOn() {
        continued.run();
    }

    synchronized List<String> done() {
        return List.copyOf(done);
    }

    private synchronized void note(String what) {
        done.add(what);
    }

    @Override
    public int read(byte[] into) throws IOException {
        reads++;
        if (broken) {
            throw new IOException("Input/output error");
        }
        if (hungUp) {
            return -1;
        }
        try {
            byte[] bytes = typed.poll(100, TimeUnit.MILLISECONDS);
            if (bytes == null || bytes == HANG_UP) {
                return -1;
            }
            System.arraycopy(bytes, 0, into, 0, bytes.length);
            return bytes.length;
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        if (broken) {
            throw new IOException("Input/output error");
        }
        note("> " + new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public Size measure() {
        size = next;
        return size;
    }

    @Override
    public void raw() throws IOException {
        if (broken) {
            throw new IOException("Input/output error");
        }
        note("raw");
    }

    @Override
    public void cooked() throws IOException {
        if (broken) {
            throw new IOException("Input/output error");
        }
        note("cooked");
    }

    @Override
    public void hear(Runnable onResize, Runnable onContinue) {
        resized = onResize;
        continued = onContinue;
    }

    @Override
    public void stop() {
        note("stop");
        whileStopped.run();
    }

    @Override
    public void close() {
        note("close");
    }
}
