package lifeboat.terminal;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import lifeboat.terminal.keys.KeyDecoder;

/** Reads keys on a thread of its own until it is ended or the terminal is gone; can be held while others read. */
final class Keyboard {
    /** A read that comes back with nothing in less time found nobody at the other end. */
    private static final long AT_ONCE = 20_000_000;

    private static final int ENOUGH = 10;
    private static final long LONG_ENOUGH = 500;

    private final Wire wire;
    private final LongSupplier nanos;
    private final Consumer<List<Input>> listener;
    private final Consumer<String> gone;
    private final KeyDecoder decoder = new KeyDecoder();
    private final Thread thread = new Thread(this::read, "keys");
    private boolean held;
    private boolean holding;
    private boolean ended;

    /** {@code gone} is told a reason, at most once, and nothing is told after it. */
    Keyboard(Wire wire, LongSupplier nanos, Consumer<List<Input>> listener, Consumer<String> gone) {
        this.wire = wire;
        this.nanos = nanos;
        this.listener = listener;
        this.gone = gone;
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    /** Reads nothing until {@link #goOn}; returns when the read in flight is over. */
    synchronized void hold() {
        held = true;
        long end = System.nanoTime() + LONG_ENOUGH * 1_000_000;
        while (!holding && !ended && thread.isAlive() && Thread.currentThread() != thread) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    synchronized void goOn() {
        held = false;
        notifyAll();
    }

    /** Reads nothing any more; returns when the read in flight is over. */
    void end() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join(LONG_ENOUGH);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void read() {
        byte[] bytes = new byte[4096];
        int nothing = 0;
        while (mayRead()) {
            long before = nanos.getAsLong();
            try {
                int count = wire.read(bytes);
                long now = nanos.getAsLong();
                if (count > 0) {
                    nothing = 0;
                    listener.accept(decoder.take(bytes, count, now));
                } else if (now - before >= AT_ONCE) {
                    nothing = 0;
                    listener.accept(decoder.tick(now));
                } else {
                    nothing++;
                    if (nothing == ENOUGH) {
                        // Somebody else may have changed the modes so that reads do not wait.
                        wire.raw();
                    } else if (nothing > 2 * ENOUGH) {
                        gone.accept("the end of its input was reached");
                        return;
                    }
                }
            } catch (IOException e) {
                gone.accept(String.valueOf(e.getMessage()));
                return;
            }
        }
    }

    private synchronized boolean mayRead() {
        while (held && !ended) {
            holding = true;
            notifyAll();
            try {
                wait();
            } catch (InterruptedException e) {
                ended = true;
            }
        }
        holding = false;
        return !ended;
    }
}
