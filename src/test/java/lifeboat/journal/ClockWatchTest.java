package lifeboat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Instant wall = Samples.NOON;
    private long nanos = Long.MAX_VALUE - 5_000_000_000L;
    private final ClockWatch watch = new ClockWatch(() -> wall, () -> nanos, SECOND);

    private void pass(Duration byTheWall, Duration really) {
        wall = wall.plus(byTheWall);
        nanos += really.toNanos();
    }

    @Test
    void aClockThatGoesAlongIsNotTold() {
        assertThat(watch.jumpedMilliseconds()).isZero();
        pass(Duration.ofDays(3), Duration.ofDays(3));
        assertThat(watch.jumpedMilliseconds()).isZero();
    }

    @Test
    void aJumpIsToldOnceWithItsDirection() {
        pass(Duration.ofMinutes(61), Duration.ofMinutes(1));
        assertThat(watch.jumpedMilliseconds()).isEqualTo(3_600_000);
        assertThat(watch.jumpedMilliseconds()).isZero();
        pass(Duration.ofMinutes(-59), Duration.ofMinutes(1));
        assertThat(watch.jumpedMilliseconds()).isEqualTo(-3_600_000);
        assertThat(watch.jumpedMilliseconds()).isZero();
    }

    @Test
    void aClockThatWasSetBackAsLongAsTheLookTookIsTold() {
        pass(Duration.ZERO, Duration.ofSeconds(90));
        assertThat(watch.jumpedMilliseconds()).isEqualTo(-90_000);
    }

    @Test
    void whatIsWithinTheToleranceIsNotToldAndIsNotSummedUp() {
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofMillis(2_000), SECOND);
            assertThat(watch.jumpedMilliseconds()).isZero();
        }
        pass(Duration.ofMillis(-1), Duration.ofMillis(999));
        assertThat(watch.jumpedMilliseconds()).isZero();
        pass(Duration.ofMillis(2_001), SECOND);
        assertThat(watch.jumpedMilliseconds()).isEqualTo(1_001);
        pass(Duration.ofMillis(-1), SECOND);
        assertThat(watch.jumpedMilliseconds()).isEqualTo(-1_001);
    }

    @Test
    void theMonotonicClockMayRunOverItsLargestNumber() {
        pass(Duration.ofSeconds(10), Duration.ofSeconds(10));
        assertThat(nanos).isNegative();
        assertThat(watch.jumpedMilliseconds()).isZero();
    }
}
