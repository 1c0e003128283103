package lifeboat.lab.kube;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** The present, which can be put into the past while the world is furnished, so that its objects have an age. */
final class LabTime {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private volatile Duration behind = Duration.ZERO;

    LabTime(Clock clock) {
        this.clock = clock;
    }

    /** What is made from now on is as much older than it seems. */
    void behind(Duration age) {
        behind = age;
    }

    Instant now() {
        return clock.instant().minus(behind);
    }

    /** The present to the second, as objects carry it. */
    String stamp() {
        return stamp(now());
    }

    String micros() {
        return MICROS.format(now());
    }

    static String stamp(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
