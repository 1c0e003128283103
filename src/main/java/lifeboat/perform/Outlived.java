package lifeboat.perform;

import java.time.Duration;
import java.util.Optional;
import lifeboat.process.Orphans;
import lifeboat.run.Run;

/**
 * Programs that outlived the process that started them. They are the same only if they started at the same time: a pid alone
 * may be anybody's.
 *
 * @param grace how long one that is asked to end may take
 */
record Outlived(Orphans orphans, Duration grace) {
    private static final Duration LOOK = Duration.ofMillis(200);

    /** See {@link Performer#awaitEnd}. */
    Optional<String> awaitEnd(Run.Program program, Duration patience, Performer.Listener listener) {
        long pid = program.pid();
        String ticks = program.startTicks();
        try {
            switch (orphans.state(pid, ticks)) {
                case GONE -> {
                    return Optional.empty();
                }
                case UNKNOWN -> {
                    return Optional.of("something has the pid " + pid
                            + ", and it cannot be told whether it is the program of the interrupted attempt");
                }
                default ->
                    listener.progress("the program that was left behind (pid " + pid
                            + ") still runs; it is waited for, and can be stopped");
            }
            Optional<Boolean> gone = Patience.until(patience, LOOK, listener.cancelled(), () -> Optional.of(true)
                    .filter(so -> orphans.state(pid, ticks) == Orphans.State.GONE));
            if (gone.isPresent()) {
                return Optional.empty();
            }
            listener.progress("the program that was left behind (pid " + pid + ") is being stopped");
            return orphans.stop(pid, ticks, grace)
                    ? Optional.empty()
                    : Optional.of("the program of the interrupted attempt (pid " + pid
                            + ") still runs, and could not be stopped");
        } catch (PerformException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("waiting for pid " + pid + " was interrupted");
        }
    }
}
