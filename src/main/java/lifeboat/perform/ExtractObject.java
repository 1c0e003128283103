package lifeboat.perform;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.ObjectStore;
import lifeboat.pachyderm.ExtractStream;
import lifeboat.pachyderm.ExtractUrl;

/**
 * An extract that pachd itself wrote to an object store, as we see it there.
 *
 * @param seen what it is, if it could be read
 * @param missing whether there is no such object
 * @param whyNot why it could not be read; empty text if it could
 */
record ExtractObject(Optional<Content> seen, boolean missing, String whyNot) {
    /**
     * What was read, to its end.
     *
     * @param fault what is wrong with its frames
     */
    record Content(long bytes, String sha256, Optional<String> fault) {}

    /**
     * Reads it back, as a stream.
     *
     * @param store the target in whose store it is; only an object of S3 can be read
     */
    static ExtractObject read(Call<?> call, Optional<String> store, ExtractUrl url, Performer.Listener listener)
            throws PerformException {
        if (!url.scheme().equals("s3")) {
            return unread("only an object of S3 can be read from here");
        }
        if (store.isEmpty()) {
            return unread("the runbook names no store to read it from");
        }
        try (ObjectStore bucket = call.world().bucketAs(call.run(), store.get(), url.bucket(), Optional.empty())) {
            listener.progress("reading back " + url);
            return new ExtractObject(
                    Optional.of(bucket.read(
                            new ObjectStore.Slice(url.object(), Optional.empty(), 0, -1),
                            (content, details) -> content(content))),
                    false,
                    "");
        } catch (BucketException e) {
            boolean missing =
                    e.kind() == BucketException.Kind.NO_SUCH_KEY || e.kind() == BucketException.Kind.NO_SUCH_BUCKET;
            return new ExtractObject(Optional.empty(), missing, Reasons.message(e));
        }
    }

    private static ExtractObject unread(String why) {
        return new ExtractObject(Optional.empty(), false, why);
    }

    private static Content content(InputStream content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long[] bytes = {0};
            InputStream counted = new DigestInputStream(content, digest) {
                @Override
                public int read() throws IOException {
                    int one = super.read();
                    bytes[0] += one < 0 ? 0 : 1;
                    return one;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    int count = super.read(into, offset, length);
                    bytes[0] += Math.max(0, count);
                    return count;
                }
            };
            Optional<String> fault = ExtractStream.fault(counted);
            return new Content(bytes[0], HexFormat.of().formatHex(digest.digest()), fault);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
