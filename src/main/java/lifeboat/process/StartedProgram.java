package lifeboat.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A program that this process has started. */
final class StartedProgram implements Running {
    private static final Logger LOG = Logger.getLogger(StartedProgram.class.getName());
    private static final long PATIENCE_MILLIS = 2_000;

    /** A stream of the program, and the file it goes to where it goes to one. */
    record Followed(OutputPump pump, @Nullable Path file) {}

    private final Process process;
    private final List<String> argv;
    private final String startTicks;
    private final boolean ownSession;
    private final long startedNanos;
    private final OutputSink sink;
    private final List<Followed> streams;
    private final Masker masker;
    private final SessionStop signals;
    private final AtomicReference<@Nullable Thread> stopper = new AtomicReference<>();
    private volatile boolean stopped;
    private volatile boolean timedOut;
    private @Nullable Exit exit;

    StartedProgram(
            Process process,
            List<String> argv,
            String startTicks,
            boolean ownSession,
            long startedNanos,
            OutputSink sink,
            List<Followed> streams,
            Masker masker,
            SessionStop signals) {
        this.process = process;
        this.argv = masker.mask(argv);
        this.startTicks = startTicks;
        this.ownSession = ownSession;
        this.startedNanos = startedNanos;
        this.sink = sink;
        this.streams = List.copyOf(streams);
        this.masker = masker;
        this.signals = signals;
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public String startTicks() {
        return startTicks;
    }

    @Override
    public List<String> argv() {
        return argv;
    }

    @Override
    public boolean ownSession() {
        return ownSession;
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public Exit await(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            timedOut = true;
            stop(GRACE);
            process.waitFor();
        }
        return finish();
    }

    @Override
    public void stop(Duration grace) {
        Thread end = new Thread(() -> endAfter(grace), "stop of pid " + pid());
        end.setDaemon(true);
        if (process.isAlive() && stopper.compareAndSet(null, end)) {
            stopped = !timedOut;
            signals.ask(pid(), ownSession);
            end.start();
        }
    }

    private void endAfter(Duration grace) {
        try {
            long deadline = System.nanoTime() + grace.toNanos();
            while (signals.anyLeft(pid(), ownSession) && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        signals.end(pid(), ownSession);
    }

    private synchronized Exit finish() throws InterruptedException {
        if (exit == null) {
            Thread end = stopper.get();
            if (end != null) {
                // Nothing of what was stopped may still be at work when the caller goes on.
                end.join();
            }
            Duration duration = Duration.ofNanos(System.nanoTime() - startedNanos);
            for (Followed stream : streams) {
                boolean whole = stream.pump().finish(PATIENCE_MILLIS);
                if (!whole) {
                    LOG.fine("something that pid " + pid() + " left behind still holds its output");
                }
            }
            for (Followed stream : streams) {
                if (stream.file() != null && stream.pump().maskedAny()) {
                    maskQuietly(stream.file());
                }
            }
            exit = new Exit(process.exitValue(), timedOut, stopped, duration, sink.stderrTail(), sink.digestSoFar());
        }
        return exit;
    }

    private void maskQuietly(Path file) {
        try {
            OutputFile.mask(file, masker);
        } catch (IOException e) {
            // The file has mode 0600 and the program's end must be told all the same.
            LOG.log(Level.WARNING, "secrets in " + file + " could not be masked", e);
        }
    }
}
