package lifeboat.perform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lifeboat.process.Exit;
import lifeboat.process.Running;

/** Waiting that can be cut short by the operator. */
final class Patience {
    private static final Duration LOOK = Duration.ofMillis(200);

    private Patience() {}

    /** Something that is looked at again and again. */
    @FunctionalInterface
    interface Look<T> {
        /** The answer, or empty to look again. */
        Optional<T> now() throws PerformException, InterruptedException;
    }

    /** Waits for a program; asks it to stop when the operator wants that. */
    static Exit await(Running running, Duration timeout, BooleanSupplier cancelled) throws InterruptedException {
        Thread watcher = new Thread(
                () -> {
                    try {
                        while (running.isAlive()) {
                            if (cancelled.getAsBoolean()) {
                                running.stop();
                                return;
                            }
                            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
                        }
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                },
                "cancel of pid " + running.pid());
        watcher.setDaemon(true);
        watcher.start();
        try {
            return running.await(timeout);
        } finally {
            watcher.interrupt();
        }
    }

    /**
     * Looks every so often until there is an answer; empty when the time is up or the operator wants to stop. The first
     * looks come sooner after one another, since much is done at once.
     */
    static <T> Optional<T> until(Duration timeout, Duration every, BooleanSupplier cancelled, Look<T> look)
            throws PerformException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long pause = every.toMillis() / 4;
        while (true) {
            Optional<T> answer = look.now();
            if (answer.isPresent()) {
                return answer;
            }
            if (cancelled.getAsBoolean() || System.nanoTime() >= deadline) {
                return Optional.empty();
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(every.toMillis(), pause * 2 + 1);
        }
    }
}
