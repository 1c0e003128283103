package lifeboat.bucket;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lifeboat.bucket.BucketException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Downloads every object of a bucket into a folder: the content as {@code objects/<2 hex>/<SHA-256 of the key>}, the
 * keys in {@code bucket.inventory.jsonl} beside it, which is written last. A key is never used as a path. Run again
 * after a stop or a kill, it reads only what is not there yet.
 */
public final class BucketDownload {
    private final ObjectStore store;
    private final int concurrency;

    /** Prepares a download with so many objects in flight. */
    public BucketDownload(ObjectStore store, int concurrency) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("a download needs at least one object in flight");
        }
        this.store = store;
        this.concurrency = concurrency;
    }

    private record Pending(ObjectRow row, Future<String> sha256) {}

    /**
     * Downloads.
     *
     * @param folder an existing folder of the operator's
     * @throws BucketException at the first object that cannot be downloaded; with kind {@code STOPPED} if cancelled.
     *     The inventory is not written then.
     */
    public DownloadReport run(Path folder, TransferProgress.Listener listener, BooleanSupplier cancelled)
            throws BucketException {
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        try (TransferMeter meter = new TransferMeter(listener, store::tally);
                InventoryWriter inventory = new InventoryWriter(folder.resolve("bucket.inventory.jsonl"))) {
            ObjectFiles files = new ObjectFiles(store, folder);
            Deque<Pending> window = new ArrayDeque<>();
            ObjectListing listing = store.list();
            for (ObjectRow row = listing.next(); row != null; row = listing.next()) {
                if (cancelled.getAsBoolean()) {
                    throw stopped(null);
                }
                meter.saw(row);
                ObjectRow wanted = row;
                window.add(new Pending(row, threads.submit(() -> fetch(files, wanted, meter))));
                // Lines are written in the order of the listing, so the oldest has to be waited for.
                if (window.size() >= 4 * concurrency) {
                    settle(window.remove(), inventory);
                }
            }
            meter.allKnown = true;
            while (!window.isEmpty()) {
                if (cancelled.getAsBoolean()) {
                    throw stopped(null);
                }
                settle(window.remove(), inventory);
            }
            return new DownloadReport(
                    inventory.finish(),
                    meter.copied.sum(),
                    meter.copiedBytes.sum(),
                    meter.skipped.sum(),
                    meter.spent(),
                    meter.elapsed());
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private static String fetch(ObjectFiles files, ObjectRow row, TransferMeter meter) throws BucketException {
        Optional<String> there = files.existing(row);
        if (there.isPresent()) {
            meter.skipped(row);
            return there.get();
        }
        String sha256 = files.download(row);
        meter.copied.increment();
        meter.copiedBytes.add(row.size());
        return sha256;
    }

    private static void settle(Pending pending, InventoryWriter inventory) throws BucketException {
        try {
            String sha256 = pending.sha256().get();
            String file = ObjectFiles.name(pending.row().key());
            inventory.add(pending.row(), Optional.of(new InventoryLines.Kept(file, sha256)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BucketException) {
                throw (BucketException) e.getCause();
            }
            throw new IllegalStateException("downloading '" + pending.row().key() + "' failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopped(e);
        }
    }

    /** Nothing writes to the folder any more once the caller has the answer. */
    private static void awaitEnd(ExecutorService threads) {
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static BucketException stopped(@Nullable InterruptedException cause) {
        return new BucketException(
                Kind.STOPPED, "stopped while downloading", "Run it again to go on with the rest.", cause);
    }
}
