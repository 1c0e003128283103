package lifeboat.line;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import lifeboat.run.Attempt;

/** Lets through so much progress of each attempt that a log stays readable. */
final class Pace {
    private final LongSupplier nanos;
    private final long every;
    private final Map<Attempt, Long> last = new HashMap<>();

    /** At most one line an attempt in this time, and none in the first. {@code nanos} only ever rises. */
    Pace(LongSupplier nanos, Duration every) {
        this.nanos = nanos;
        this.every = every.toNanos();
    }

    /** Whether this progress is to be told. */
    boolean allows(Attempt attempt) {
        long now = nanos.getAsLong();
        Long before = last.putIfAbsent(attempt, now);
        boolean due = before != null && now - before >= every;
        if (due) {
            last.put(attempt, now);
        }
        return due;
    }

    void forget(Attempt attempt) {
        last.remove(attempt);
    }
}
