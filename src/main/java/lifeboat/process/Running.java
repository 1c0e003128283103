package lifeboat.process;

import java.time.Duration;
import java.util.List;

/** A program that was started. Safe for any thread. */
public interface Running {
    /** How long {@link #stop()} leaves a program to end by itself. */
    Duration GRACE = Duration.ofSeconds(10);

    /** The program's own process id, never that of a wrapper. */
    long pid();

    /**
     * When it was started, in clock ticks since the boot (field 22 of {@code /proc/PID/stat}); with the pid it names the program
     * for good, see {@link Orphans}. Empty where there is no {@code /proc}.
     */
    String startTicks();

    /** The argument list, secrets masked. */
    List<String> argv();

    /** Whether the program has a session of its own, so that a hang-up of our terminal does not reach it. */
    boolean ownSession();

    /** Whether it has not ended yet. */
    boolean isAlive();

    /**
     * Waits for the end. When the time is up, the program and everything in its session is stopped, and the answer says
     * {@code timedOut}. When the calling thread is interrupted the program goes on. May be called again.
     */
    Exit await(Duration timeout) throws InterruptedException;

    /**
     * Asks the program and everything in its session to end (TERM), and ends them (KILL) when the grace is over. Returns at
     * once: {@link #await} says when it is done. Asking twice does no harm.
     */
    void stop(Duration grace);

    /** As {@link #stop(Duration)} with {@link #GRACE}. */
    default void stop() {
        stop(GRACE);
    }
}
