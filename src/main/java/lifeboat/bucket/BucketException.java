package lifeboat.bucket;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something about an object store did not work. The message says what failed and on what; the hint says what to try. */
public final class BucketException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it was, so that a caller can decide without reading the message. */
    public enum Kind {
        /** The endpoint did not answer, or the connection broke more often than the retry policy allows. */
        UNREACHABLE,
        /** The store knows us and says no, or does not accept who we say we are. */
        DENIED,
        /** The bucket does not exist. */
        NO_SUCH_BUCKET,
        /** The object does not exist. */
        NO_SUCH_KEY,
        /** The object is not any more what its listing said: somebody wrote to the bucket meanwhile. */
        CHANGED,
        /** What arrived is not what was sent. */
        CORRUPT,
        /** The store asked us to slow down more often than the retry policy allows. */
        THROTTLED,
        /** We refuse to do it, because it would do harm. Nothing was sent. */
        REFUSED,
        /** The listing is not in UTF-8 byte order, so that two listings cannot be merged. */
        UNSORTED,
        /** The object is in an archive class and must be restored to an online class before it can be read. */
        ARCHIVED,
        /** The caller asked to stop. */
        STOPPED,
        /** A local file could not be read or written. */
        LOCAL,
        /** The store does not have the operation, or answered something that nobody expects. */
        FAILED
    }

    private final Kind kind;
    private final String hint;

    /** Makes a failure without a cause. */
    public BucketException(Kind kind, String message, String hint) {
        this(kind, message, hint, null);
    }

    /** Makes a failure; the cause is for debug logs only and never shown. */
    public BucketException(Kind kind, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
        this.hint = Objects.requireNonNull(hint);
    }

    /** What kind of failure it was. */
    public Kind kind() {
        return kind;
    }

    /** One sentence on what to try next. */
    public String hint() {
        return hint;
    }
}
