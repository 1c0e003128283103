package lifeboat.lab;

import java.util.Locale;

/**
 * A failure that the lab's S3 server is told to show.
 *
 * @param operation {@code copy}, {@code put}, {@code part}, {@code complete}, {@code get}, {@code head}, {@code list},
 *     {@code delete}, or {@code any}
 * @param kind what the client sees
 * @param after how many matching requests pass first; 0 or more
 * @param times how many requests then fail; at least 1
 */
public record StoreFault(String operation, Kind kind, long after, long times) {
    public StoreFault {
        if (after < 0 || times < 1) {
            throw new IllegalArgumentException("after must be 0 or more and times 1 or more");
        }
    }

    /** What a client sees of a failure. */
    public enum Kind {
        /** 503 SlowDown; nothing was done. */
        SLOW_DOWN,
        /** 500 InternalError; nothing was done. */
        INTERNAL_ERROR,
        /** Status 200 with an error as its body, as real stores do for long copies; nothing was done. */
        ERROR_BODY,
        /** 500 InternalError, although it was done. */
        DONE_BUT_FAILED;

        /** Reads the name with either case, and with hyphens or underscores. */
        static Kind parse(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
