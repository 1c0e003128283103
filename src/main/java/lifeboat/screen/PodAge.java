package lifeboat.screen;

import java.time.Duration;
import java.time.Instant;

/** How long ago something was, in at most four columns, the way people who use kubectl read it. */
final class PodAge {
    /** How long seconds are told. */
    static final Duration SECONDS = Duration.ofMinutes(2);

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;

    private PodAge() {}

    /** Such as {@code 41s}, {@code 12m}, {@code 5h}, {@code 40d}, {@code 3y}; what lies ahead is {@code 0s}. */
    static String of(Instant then, Instant now) {
        long seconds = Math.max(0, Duration.between(then, now).toSeconds());
        if (seconds < SECONDS.toSeconds()) {
            return seconds + "s";
        }
        if (seconds < 2 * HOUR) {
            return seconds / MINUTE + "m";
        }
        if (seconds < 2 * DAY) {
            return seconds / HOUR + "h";
        }
        return seconds < 2 * YEAR ? seconds / DAY + "d" : seconds / YEAR + "y";
    }
}
