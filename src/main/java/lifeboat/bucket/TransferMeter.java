package lifeboat.bucket;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import lifeboat.bucket.ObjectStore.Tally;

/** Counts a transfer and tells the listener five times a second, also while the store keeps everybody waiting. */
final class TransferMeter implements AutoCloseable {
    private static final long TICK_MILLIS = 200;

    final LongAdder known = new LongAdder();
    final LongAdder knownBytes = new LongAdder();
    final LongAdder copied = new LongAdder();
    final LongAdder copiedBytes = new LongAdder();
    final LongAdder skipped = new LongAdder();
    final LongAdder skippedBytes = new LongAdder();
    final LongAdder failed = new LongAdder();
    volatile boolean allKnown;

    private final long start = System.nanoTime();
    private final TransferProgress.Listener listener;
    private final Supplier<Tally> tally;
    private final Tally before;
    private final ScheduledExecutorService ticker;

    TransferMeter(TransferProgress.Listener listener, Supplier<Tally> tally) {
        this.listener = listener;
        this.tally = tally;
        this.before = tally.get();
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "bucket-progress");
            thread.setDaemon(true);
            return thread;
        });
        ticker.scheduleAtFixedRate(this::tell, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void saw(ObjectRow row) {
        known.increment();
        knownBytes.add(row.size());
    }

    void skipped(ObjectRow row) {
        skipped.increment();
        skippedBytes.add(row.size());
    }

    Tally spent() {
        Tally now = tally.get();
        return new Tally(
                now.requests() - before.requests(),
                now.retries() - before.retries(),
                now.throttled() - before.throttled());
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        ticker.shutdown();
        try {
            ticker.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tell();
    }

    private void tell() {
        Tally spent = spent();
        double seconds = Math.max(1e-3, elapsed().toNanos() / 1e9);
        long done = copied.sum() + skipped.sum() + failed.sum();
        listener.progress(new TransferProgress(
                done,
                known.sum(),
                copiedBytes.sum() + skippedBytes.sum(),
                knownBytes.sum(),
                allKnown,
                copied.sum(),
                skipped.sum(),
                failed.sum(),
                spent.retries(),
                spent.throttled(),
                copiedBytes.sum() / seconds,
                done / seconds));
    }
}
