package lifeboat.run;

import lifeboat.runbook.Step;

/**
 * The only way to touch the world: made by {@link Run#decide} and by nothing else.
 *
 * @param runId the run
 * @param kind what is to be done
 * @param attempt for {@link Kind#VERIFY} the step's last attempt
 * @param step the step whose action, undo or checks are meant
 */
public record Order(String runId, Kind kind, Attempt attempt, Step step) {
    /** What is to be done. */
    public enum Kind {
        ACT,
        UNDO,
        VERIFY
    }
}
