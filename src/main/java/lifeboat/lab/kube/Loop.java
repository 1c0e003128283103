package lifeboat.lab.kube;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The one thread on which all controllers work, and two beside it. Work that is already waiting is not queued twice. */
final class Loop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Loop.class.getName());
    private static final Duration BREATH = Duration.ofMillis(5);

    private final ScheduledThreadPoolExecutor executor;
    private final ExecutorService beside;
    private final Set<Object> waiting = new HashSet<>();
    private final AtomicInteger pending = new AtomicInteger();

    Loop() {
        executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "lab-controllers");
            thread.setDaemon(true);
            return thread;
        });
        beside = Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "lab-containers");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Does something soon, once, however often it is asked for until then. */
    void soon(Object what, Runnable work) {
        synchronized (waiting) {
            if (!waiting.add(what)) {
                return;
            }
        }
        after(BREATH, () -> {
            synchronized (waiting) {
                waiting.remove(what);
            }
            work.run();
        });
    }

    void after(Duration delay, Runnable work) {
        pending.incrementAndGet();
        try {
            executor.schedule(() -> run(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The world has ended; nobody will miss the work.
            pending.decrementAndGet();
        }
    }

    /** Does something that may take its time on a thread beside, and then what follows from it on this one. */
    <T> void aside(Supplier<T> work, Consumer<T> then) {
        pending.incrementAndGet();
        try {
            beside.execute(() -> run(() -> {
                T made = work.get();
                after(Duration.ZERO, () -> then.accept(made));
            }));
        } catch (RejectedExecutionException e) {
            // The world has ended; nobody will miss the work.
            pending.decrementAndGet();
        }
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (ApiFailure e) {
            // A controller lost a race against a client; the change that won wakes it again.
            LOG.log(Level.FINE, "a controller was refused", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a controller of the lab failed", e);
        } finally {
            pending.decrementAndGet();
        }
    }

    /** Waits until no work is left; false if there is still some when the time is up. */
    boolean awaitIdle(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (pending.get() > 0) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return true;
    }

    @Override
    public void close() {
        executor.shutdownNow();
        beside.shutdownNow();
    }
}
