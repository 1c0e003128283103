package lifeboat.screen;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import lifeboat.run.Run;

/** Which seconds matter: while nothing on the run screen counts them, only the minutes of its clock are drawn. */
final class Ticking {
    private Ticking() {}

    /** Whether nothing that is shown is another one then. */
    static boolean isStill(RunView view, Instant then) {
        return !counts(view)
                && then.truncatedTo(ChronoUnit.MINUTES).equals(view.now().truncatedTo(ChronoUnit.MINUTES));
    }

    private static boolean counts(RunView view) {
        Run run = view.run();
        boolean outage =
                run.downtime().began().isPresent() && run.downtime().ended().isEmpty();
        return outage || !run.inFlight().isEmpty() || PodsPane.counts(view);
    }
}
