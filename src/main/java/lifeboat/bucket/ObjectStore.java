package lifeboat.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * One bucket behind one endpoint. Every request is retried with full-jitter backoff where that is safe; what comes
 * out is the last failure. Threads may share it. Close it to give the connections back.
 */
public interface ObjectStore extends AutoCloseable {
    /** Where it is. Asks nobody. */
    BucketLocation location();

    /** Endpoint, region, bucket, and versioning where the store tells. */
    Description describe() throws BucketException;

    /** Asks once or twice, without long patience, whether the bucket is there and may be listed. Returns if so. */
    void check() throws BucketException;

    /** All objects in UTF-8 byte order, page by page. The order is checked. */
    ObjectListing list();

    /** One object, or empty if there is none of that key. */
    Optional<ObjectDetails> head(String key) throws BucketException;

    /** Opens an object. Reading from the stream is not retried; {@link #read} does that. */
    InputStream get(String key) throws BucketException;

    /**
     * Reads an object or a slice of it. The reader is called again from the start if the connection breaks, or the
     * body ends early, so it must be able to begin anew.
     *
     * @throws BucketException with kind {@code CHANGED} if the entity tag does not match, {@code LOCAL} if the reader
     *     itself throws an IOException
     */
    <T> T read(Slice slice, ContentReader<T> reader) throws BucketException;

    /** Writes a small object, compares the entity tag in the answer with the MD5, and returns it. */
    String put(String key, byte[] content, ObjectHeaders headers) throws BucketException;

    /** Begins an upload in parts. */
    ObjectUpload upload(String key, ObjectHeaders headers) throws BucketException;

    /**
     * Lets the server copy an object of another bucket behind the same endpoint into this one, under the same key.
     *
     * @throws BucketException with kind {@code CHANGED} if the source is not what the row says
     */
    Proof copyFrom(String sourceBucket, ObjectRow source, CopyWatch watch) throws BucketException;

    /** Deletes one object; no error if it is not there. */
    void delete(String key) throws BucketException;

    /** The names of all buckets that we may see behind this endpoint. */
    List<String> buckets() throws BucketException;

    /** Requests so far. */
    Tally tally();

    @Override
    void close();

    /**
     * What a bucket is.
     *
     * @param endpoint address, or the provider's name where the SDK finds the address
     * @param region region in use
     * @param bucket name
     * @param versioning {@code Enabled}, {@code Suspended}, {@code Off}, or absent if the store does not tell
     */
    record Description(String endpoint, String region, String bucket, Optional<String> versioning) {}

    /**
     * Requests so far.
     *
     * @param requests attempts that were sent, retries included
     * @param retries attempts after a first one
     * @param throttled answers that asked us to slow down
     */
    record Tally(long requests, long retries, long throttled) {}

    /**
     * A piece of an object.
     *
     * @param key the object
     * @param etag the entity tag it must have, or empty for any
     * @param offset first byte
     * @param length how many bytes, or -1 for all to the end
     */
    record Slice(String key, Optional<String> etag, long offset, long length) {
        /** The whole of an object as it was listed. */
        public static Slice whole(ObjectRow row) {
            return new Slice(row.key(), row.etag().isEmpty() ? Optional.empty() : Optional.of(row.etag()), 0, -1);
        }
    }

    /** Takes the content of an object. */
    @FunctionalInterface
    interface ContentReader<T> {
        /** Reads the stream to its end; an early end of the body is an IOException. */
        T read(InputStream content, ObjectDetails details) throws IOException;
    }
}
