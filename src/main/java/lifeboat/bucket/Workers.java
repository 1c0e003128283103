package lifeboat.bucket;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import lifeboat.bucket.BucketException.Kind;
import org.jspecify.annotations.Nullable;

/** A bounded number of jobs at a time. The first failure stops the rest and comes out at the next call. */
final class Workers implements AutoCloseable {
    private final int threads;
    private final Semaphore slots;
    private final ExecutorService executor;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Something to do for one object. */
    @FunctionalInterface
    interface Job {
        void run() throws BucketException;
    }

    Workers(int threads) {
        this.threads = threads;
        this.slots = new Semaphore(threads);
        this.executor = Executors.newFixedThreadPool(threads);
    }

    /** Waits for a free thread and hands the job to it. */
    void submit(Job job) throws BucketException {
        rethrow();
        acquire(1);
        executor.execute(() -> {
            try {
                if (failure.get() == null) {
                    job.run();
                }
            } catch (Throwable e) {
                // An Error too must end the run, and not only its thread.
                failure.compareAndSet(null, e);
            } finally {
                slots.release();
            }
        });
    }

    /** Waits until nothing is in flight. */
    void drain() throws BucketException {
        acquire(threads);
        slots.release(threads);
        rethrow();
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void acquire(int count) throws BucketException {
        try {
            slots.acquire(count);
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
            throw new BucketException(Kind.STOPPED, "stopped", "Run it again to go on.", e);
        }
    }

    private void rethrow() throws BucketException {
        Throwable first = failure.get();
        if (first instanceof BucketException) {
            throw (BucketException) first;
        }
        if (first instanceof Error) {
            throw (Error) first;
        }
        if (first != null) {
            throw new IllegalStateException("a worker failed", first);
        }
    }
}
