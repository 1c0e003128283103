package lifeboat.bucket;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import lifeboat.bucket.BucketException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Fills a bucket from a folder that {@link BucketDownload} made: the inverse of it. Each file is compared with the SHA-256 of the
 * inventory before it is sent, and the store's answer with what was sent. What is there and equal is left alone, so that an upload
 * that was stopped or killed goes on with the rest. Nothing is deleted. Content types and metadata were not downloaded and do not
 * come back; Pachyderm keeps none.
 */
public final class BucketUpload {
    private static final int PART = 16 << 20;
    private static final long MOST_PARTS = 10_000;

    private final ObjectStore store;
    private final int concurrency;

    /** Prepares an upload with so many objects in flight. */
    public BucketUpload(ObjectStore store, int concurrency) {
        if (concurrency < 1) {
            throw new IllegalArgumentException("an upload needs at least one object in flight");
        }
        this.store = store;
        this.concurrency = concurrency;
    }

    /**
     * What an upload did.
     *
     * @param objects objects of the inventory
     * @param bytes their bytes
     * @param uploaded objects written by this call
     * @param skipped objects that were there already and equal
     */
    public record Report(long objects, long bytes, long uploaded, long skipped) {}

    /**
     * Uploads what is missing or different.
     *
     * @param folder where {@code objects/} and {@code bucket.inventory.jsonl} are
     * @throws BucketException at the first object that cannot be uploaded, or whose file is not what was downloaded ({@code
     *     CORRUPT}); with kind {@code STOPPED} if cancelled
     */
    public Report run(Path folder, TransferProgress.Listener listener, BooleanSupplier cancelled)
            throws BucketException {
        Path inventory = folder.resolve("bucket.inventory.jsonl");
        LongAdder uploaded = new LongAdder();
        try (TransferMeter meter = new TransferMeter(listener, store::tally);
                Workers workers = new Workers(concurrency);
                BufferedReader lines = Files.newBufferedReader(inventory, StandardCharsets.UTF_8)) {
            ObjectListing there = store.list();
            ObjectRow present = there.next();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (cancelled.getAsBoolean()) {
                    throw stopped();
                }
                InventoryLines.Line wanted = InventoryLines.readLine(line);
                while (present != null
                        && KeyOrder.compare(present.key(), wanted.row().key()) < 0) {
                    present = there.next();
                }
                @Nullable
                ObjectRow same =
                        present != null && present.key().equals(wanted.row().key()) ? present : null;
                meter.saw(wanted.row());
                workers.submit(() -> settle(folder, wanted, same, meter, uploaded));
            }
            workers.drain();
            meter.allKnown = true;
            return new Report(meter.known.sum(), meter.knownBytes.sum(), uploaded.sum(), meter.skipped.sum());
        } catch (IOException e) {
            throw new BucketException(
                    Kind.LOCAL,
                    "reading " + inventory + ": " + PrivateFiles.reason(e),
                    "The inventory is damaged or not one; compare its SHA-256 with the manifest.",
                    e);
        }
    }

    private void settle(
            Path folder, InventoryLines.Line wanted, @Nullable ObjectRow there, TransferMeter meter, LongAdder uploaded)
            throws BucketException {
        ObjectRow row = wanted.row();
        InventoryLines.Kept kept = wanted.kept()
                .filter(file -> file.file().equals(ObjectFiles.name(row.key())))
                .orElseThrow(() -> new BucketException(
                        Kind.LOCAL,
                        "the inventory names no file for '" + row.key() + "'",
                        "The objects were not downloaded into this backup; copy them from the backup bucket."));
        Path file = folder.resolve(kept.file());
        Sums sums = sums(file, row);
        if (sums.size() != row.size() || !sums.sha256().equals(kept.sha256())) {
            throw new BucketException(
                    Kind.CORRUPT,
                    "the file of '" + row.key() + "' is not what was downloaded",
                    "The backup is damaged: look at its disk, and use another backup.");
        }
        if (there != null
                && there.size() == row.size()
                && there.plainEtag()
                && there.etag().equals(sums.md5())) {
            meter.skipped(row);
            return;
        }
        String etag = row.size() <= PART ? whole(file, row) : parts(file, row);
        ObjectRow written = new ObjectRow(row.key(), row.size(), etag, row.lastModified());
        if (written.plainEtag() && row.size() <= PART && !etag.equals(sums.md5())) {
            throw new BucketException(
                    Kind.CORRUPT,
                    "writing '" + row.key() + "': the store has another content than what was sent",
                    "Look at the network and at the store; run it again.");
        }
        meter.copiedBytes.add(row.size());
        meter.copied.increment();
        uploaded.increment();
    }

    private String whole(Path file, ObjectRow row) throws BucketException {
        try {
            return store.put(row.key(), Files.readAllBytes(file), ObjectHeaders.none());
        } catch (IOException e) {
            throw local(row, e);
        }
    }

    private String parts(Path file, ObjectRow row) throws BucketException {
        int length = (int) Math.min(Integer.MAX_VALUE - 16, Math.max(PART, row.size() / MOST_PARTS + 1));
        ObjectUpload upload = store.upload(row.key(), ObjectHeaders.none());
        boolean done = false;
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] buffer = new byte[length];
            for (int got = content.readNBytes(buffer, 0, length);
                    got > 0;
                    got = content.readNBytes(buffer, 0, length)) {
                upload.part(buffer, got);
            }
            String etag = upload.complete();
            done = true;
            return etag;
        } catch (IOException e) {
            throw local(row, e);
        } finally {
            if (!done) {
                upload.abort();
            }
        }
    }

    private record Sums(long size, String md5, String sha256) {}

    private static Sums sums(Path file, ObjectRow row) throws BucketException {
        MessageDigest md5 = Digests.md5();
        MessageDigest sha256 = Digests.sha256();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                md5.update(buffer, 0, count);
                sha256.update(buffer, 0, count);
                size += count;
            }
        } catch (IOException e) {
            throw local(row, e);
        }
        return new Sums(size, Digests.hex(md5), Digests.hex(sha256));
    }

    private static BucketException local(ObjectRow row, IOException e) {
        return new BucketException(
                Kind.LOCAL,
                "reading the file of '" + row.key() + "': " + PrivateFiles.reason(e),
                "The backup is damaged or not readable: compare it with its manifest.",
                e);
    }

    private static BucketException stopped() {
        return new BucketException(Kind.STOPPED, "stopped while uploading", "Run it again to go on with the rest.");
    }
}
