package lifeboat.bucket;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Follows one copy while it runs. Both are called from several threads.
 *
 * @param bytes told the bytes that arrived since it was last told
 * @param cancelled asked between parts; true makes the copy stop with kind {@code STOPPED} and leave nothing behind
 */
public record CopyWatch(LongConsumer bytes, BooleanSupplier cancelled) {
    /** Follows nothing and never cancels. */
    public static CopyWatch none() {
        return new CopyWatch(ignored -> {}, () -> false);
    }

    /** Throws if the caller asked to stop. */
    public void stopIfCancelled(String key) throws BucketException {
        if (cancelled.getAsBoolean()) {
            throw new BucketException(
                    BucketException.Kind.STOPPED, "stopped while copying '" + key + "'", "Run it again to go on.");
        }
    }
}
