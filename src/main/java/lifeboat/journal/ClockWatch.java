package lifeboat.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Compares the wall clock with the monotonic one, and tells when it was set. */
public final class ClockWatch {
    /** How far a clock that is being disciplined may run ahead or behind, at most: 500 parts in a million. */
    private static final long SLEW = 2000;

    private final InstantSource wall;
    private final LongSupplier monotonicNanos;
    private final Duration tolerance;
    private Instant lastWall;
    private long lastNanos;

    /**
     * Begins to watch.
     *
     * @param monotonicNanos such as {@code System::nanoTime}
     * @param tolerance smaller differences between two looks are not told
     */
    public ClockWatch(InstantSource wall, LongSupplier monotonicNanos, Duration tolerance) {
        this.wall = wall;
        this.monotonicNanos = monotonicNanos;
        this.tolerance = tolerance;
        this.lastWall = wall.instant();
        this.lastNanos = monotonicNanos.getAsLong();
    }

    /**
     * By how many milliseconds the wall clock jumped since the last look, forward positive; 0 when it did not. A machine
     * that slept looks the same as a clock that was set forward.
     */
    public synchronized long jumpedMilliseconds() {
        Instant now = wall.instant();
        long nanos = monotonicNanos.getAsLong();
        long elapsed = nanos - lastNanos;
        Duration jump = Duration.between(lastWall, now).minusNanos(elapsed);
        lastWall = now;
        lastNanos = nanos;
        Duration allowed = tolerance.plusNanos(elapsed / SLEW);
        return jump.abs().compareTo(allowed) > 0 ? jump.toMillis() : 0;
    }
}
