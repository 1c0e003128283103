package lifeboat.bucket.s3;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long we go on asking a store that is slow, busy or out of reach.
 *
 * @param tries attempts in all, at least 1
 * @param base upper bound of the first wait; it doubles from try to try
 * @param cap upper bound of every wait, also of what the store asks for with Retry-After
 */
public record RetryPolicy(int tries, Duration base, Duration cap) {
    /** Checks that there is at least one try. */
    public RetryPolicy {
        if (tries < 1 || base.isNegative() || cap.isNegative()) {
            throw new IllegalArgumentException("a retry policy needs at least one try and no negative wait");
        }
    }

    /** Ten tries, up to 20 seconds apart: about a minute and a half in the worst case. */
    public static RetryPolicy standard() {
        return new RetryPolicy(10, Duration.ofMillis(100), Duration.ofSeconds(20));
    }

    /** A policy with other patience. */
    RetryPolicy withTries(int other) {
        return new RetryPolicy(other, base, cap);
    }

    /** The wait after the given failed try, counted from 1: anything between nothing and the bound (full jitter). */
    Duration waitAfter(int attempt, Duration asked, RandomGenerator random) {
        long bound = Math.min(cap.toNanos(), base.toNanos() << Math.min(attempt - 1, 20));
        long jittered = bound <= 0 ? 0 : random.nextLong(bound + 1);
        return Duration.ofNanos(Math.max(jittered, Math.min(cap.toNanos(), asked.toNanos())));
    }
}
