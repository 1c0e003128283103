package lifeboat.bucket;

/** An upload in parts that was begun. Nothing is visible in the bucket before {@link #complete}. For one thread. */
public interface ObjectUpload {
    /**
     * Uploads the next part and compares the entity tag in the answer with the MD5 of the bytes.
     *
     * @param content at least 5 MiB except for the last part; most stores insist on equal sizes
     */
    void part(byte[] content, int length) throws BucketException;

    /** Joins the parts and returns the new object's entity tag. */
    String complete() throws BucketException;

    /** Drops what was uploaded. Failures are ignored: the store's own lifecycle rule is the second net. */
    void abort();
}
