package lifeboat.story;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One started program. What it says goes through files, so that a full pipe never stops it. */
final class Program {
    /** Longer than anything takes on a busy machine. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final long POLL_MILLIS = 20;

    private final Process process;
    private final Path out;
    private final Path err;
    private int saidBefore;

    private Program(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a program ended, and what it said. */
    record Ended(int code, String out, String err) {
        String all() {
            return out + err;
        }
    }

    /** Starts it; its standard input stays open for {@link #type} until {@link #endInput}. */
    static Program start(ProcessBuilder builder, Path out, Path err) throws IOException {
        return new Program(
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
    }

    /** Types a line. */
    void type(String line) throws IOException {
        saidBefore = out().length();
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Says that no more comes. */
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // It ended without reading all of it; its exit code says why.
        }
    }

    /** What it wrote on standard output so far. */
    String out() throws IOException {
        return Files.readString(out);
    }

    /** Waits until it asks a question that ends in {@code prompt}, after what was typed last. */
    void awaitQuestion(String prompt) throws Exception {
        await("the question " + prompt, () -> asks(prompt) || !process.isAlive());
        if (!asks(prompt)) {
            throw new AssertionError("it ended without asking " + prompt + "\n" + said() + Files.readString(err));
        }
    }

    private boolean asks(String prompt) {
        String said = said();
        return said.length() > saidBefore && said.endsWith(prompt + " ");
    }

    private String said() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL; returns when it is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for its end. */
    Ended ended() throws Exception {
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("not done in time:\n" + out() + Files.readString(err));
        }
        return new Ended(process.exitValue(), out(), Files.readString(err));
    }

    /** Waits until a condition holds, and fails when it does not in time. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
