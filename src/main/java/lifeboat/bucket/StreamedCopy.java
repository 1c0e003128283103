package lifeboat.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.ObjectStore.Slice;

/** Copies an object through this machine, for stores that cannot reach each other. */
final class StreamedCopy {
    private static final long PART = 16L << 20;
    private static final long MOST_PARTS = 10_000;
    private static final int KIB = 1024;

    private final ObjectStore source;
    private final ObjectStore target;
    private final Semaphore budget;
    private final int budgetKib;

    /** The budget bounds the bytes that all copies together hold in memory. */
    StreamedCopy(ObjectStore source, ObjectStore target, long budgetBytes) {
        this.source = source;
        this.target = target;
        this.budgetKib = (int) Math.min(Integer.MAX_VALUE, Math.max(budgetBytes / KIB, 1));
        this.budget = new Semaphore(budgetKib);
    }

    Proof copy(ObjectRow row, CopyWatch watch) throws BucketException {
        watch.stopIfCancelled(row.key());
        long part = Math.max(PART, (row.size() + MOST_PARTS - 1) / MOST_PARTS);
        int buffer = (int) Math.min(row.size(), Math.min(part, Integer.MAX_VALUE - 16));
        // An object bigger than the whole budget is let through alone.
        int share = Math.min(budgetKib, buffer / KIB + 1);
        try {
            budget.acquire(share);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BucketException(
                    Kind.STOPPED, "stopped while copying '" + row.key() + "'", "Run it again to go on.", e);
        }
        try {
            return row.size() <= PART ? whole(row, watch) : parts(row, new byte[buffer], watch);
        } finally {
            budget.release(share);
        }
    }

    private record Loaded(byte[] content, ObjectDetails details) {}

    private Proof whole(ObjectRow row, CopyWatch watch) throws BucketException {
        Loaded loaded =
                source.read(Slice.whole(row), (content, details) -> new Loaded(content.readAllBytes(), details));
        MessageDigest md5 = Digests.md5();
        md5.update(loaded.content());
        boolean proved = proved(row, loaded.details(), loaded.content().length, md5);
        String etag = target.put(row.key(), loaded.content(), loaded.details().headers());
        watch.bytes().accept(row.size());
        return etag.equals(row.etag()) ? Proof.ETAG : proved ? Proof.CONTENT : Proof.SIZE_AND_PARTS;
    }

    private Proof parts(ObjectRow row, byte[] buffer, CopyWatch watch) throws BucketException {
        Slice slice = Slice.whole(row);
        ObjectDetails before = source.head(row.key())
                .orElseThrow(() -> new BucketException(
                        Kind.CHANGED,
                        "copying '" + row.key() + "': the source is gone",
                        "Somebody deletes from the source bucket; pause everything and run it again."));
        ObjectUpload upload = target.upload(row.key(), before.headers());
        boolean done = false;
        try {
            MessageDigest md5 = Digests.md5();
            long offset = 0;
            while (offset < row.size()) {
                watch.stopIfCancelled(row.key());
                int length = (int) Math.min(buffer.length, row.size() - offset);
                Slice piece = new Slice(row.key(), slice.etag(), offset, length);
                int got = source.read(piece, (content, details) -> fill(content, buffer, length));
                if (got != length) {
                    throw new BucketException(
                            Kind.CORRUPT,
                            "copying '" + row.key() + "': " + length + " bytes were asked for, but another number came",
                            "The source store does not answer ranges as it should.");
                }
                upload.part(buffer, got);
                md5.update(buffer, 0, got);
                offset += length;
                watch.bytes().accept(length);
            }
            boolean proved = proved(row, before, offset, md5);
            String etag = upload.complete();
            done = true;
            return etag.equals(row.etag()) ? Proof.ETAG : proved ? Proof.CONTENT : Proof.SIZE_AND_PARTS;
        } finally {
            if (!done) {
                upload.abort();
            }
        }
    }

    private static int fill(InputStream content, byte[] buffer, int length) throws IOException {
        int got = content.readNBytes(buffer, 0, length);
        // Reads on to the end of the stream, because only there the length of the body is checked.
        return content.read() < 0 ? got : length + 1;
    }

    /** True if the bytes that were read have the source's MD5; false if the source has none to compare with. */
    private static boolean proved(ObjectRow row, ObjectDetails details, long size, MessageDigest md5)
            throws BucketException {
        Optional<String> wanted =
                row.plainEtag() && !details.keyEncrypted() ? Optional.of(row.etag()) : Optional.empty();
        String got = Digests.hex(md5);
        if (size != row.size() || (wanted.isPresent() && !wanted.get().equals(got))) {
            throw new BucketException(
                    Kind.CORRUPT,
                    "copying '" + row.key() + "': " + size + " bytes with the MD5 " + got + " were read instead of "
                            + row.size() + " with " + row.etag(),
                    "The object was damaged on its way or in the source; run it again.");
        }
        return wanted.isPresent();
    }
}
