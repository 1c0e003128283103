package lifeboat.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads one stream of a program to its end, in a thread of its own: from a pipe, or from a file that grows. */
final class OutputPump {
    private static final Logger LOG = Logger.getLogger(OutputPump.class.getName());
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final LineCutter cutter;
    private final Thread thread;
    private volatile boolean noMore;

    private OutputPump(String name, LineCutter cutter, Reading reading) {
        this.cutter = cutter;
        this.thread = new Thread(
                () -> {
                    try {
                        reading.run(this);
                    } catch (IOException e) {
                        LOG.log(Level.FINE, "the output of a program cannot be read any more", e);
                    }
                    cutter.finish();
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Follows a pipe until the program closes it. */
    static OutputPump pipe(String name, InputStream pipe, LineCutter cutter) {
        return new OutputPump(name, cutter, pump -> {
            try (pipe) {
                pump.drain(pipe);
            }
        });
    }

    /** Follows a file from an offset until {@link #finish} says that nothing more is written. */
    static OutputPump file(String name, Path file, long offset, LineCutter cutter) {
        return new OutputPump(name, cutter, pump -> {
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(offset);
                boolean last;
                do {
                    last = pump.noMore;
                    pump.drain(in);
                    if (!last) {
                        LockSupport.parkNanos(LOOK_NANOS);
                    }
                } while (!last);
            }
        });
    }

    /** Tells that the program has ended, waits for what is left, and gives up after the patience; true when all was read. */
    boolean finish(long patienceMillis) throws InterruptedException {
        noMore = true;
        LockSupport.unpark(thread);
        thread.join(patienceMillis);
        return !thread.isAlive();
    }

    boolean maskedAny() {
        return cutter.maskedAny();
    }

    private void drain(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        int read;
        while ((read = in.read(buffer)) > 0) {
            cutter.feed(buffer, read);
        }
    }

    @FunctionalInterface
    private interface Reading {
        void run(OutputPump pump) throws IOException;
    }
}
