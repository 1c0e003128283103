package lifeboat.bucket;

import org.jspecify.annotations.Nullable;

/** A bucket's objects one by one, in the order of their keys as UTF-8 bytes. Holds one page at a time. For one thread. */
public interface ObjectListing {
    /**
     * The next object, or null after the last.
     *
     * @throws BucketException if the store fails, or with kind {@code UNSORTED} if the keys are not in order
     */
    @Nullable
    ObjectRow next() throws BucketException;
}
