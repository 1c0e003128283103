package lifeboat.perform;

import java.util.Map;
import java.util.Optional;
import lifeboat.run.Attempt;
import lifeboat.run.Run;

/**
 * The run as it is now, for whoever shows it.
 *
 * @param version rises with every change
 * @param ticket the last wish that was dealt with
 * @param run the run
 * @param question what it waits for
 * @param progress the newest line of each attempt in flight
 * @param leaving whether nothing new begins because the run is about to be left
 * @param stopped whether the operator stopped the procedure
 * @param loss that the audit cannot be written, if so
 */
public record Snapshot(
        long version,
        long ticket,
        Run run,
        Question question,
        Map<Attempt, String> progress,
        boolean leaving,
        boolean stopped,
        Optional<AuditLoss> loss) {
    /** Of a run whose audit is written. */
    public Snapshot(
            long version,
            long ticket,
            Run run,
            Question question,
            Map<Attempt, String> progress,
            boolean leaving,
            boolean stopped) {
        this(version, ticket, run, question, progress, leaving, stopped, Optional.empty());
    }
}
