package lifeboat.runbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One step of a runbook: one action, how it is confirmed, how it is proved, and how it is taken back.
 *
 * @param id its stable name
 * @param title a short imperative
 * @param why the reason, for the operator; also where a published page is wrong
 * @param action what it does; for a step that holds others ({@code together}) the first of theirs
 * @param effect the action's own, or a stronger one that the runbook names
 * @param when it is left out unless this holds
 * @param forEach the list that it is done for, one part each, with {@code item} as the element
 * @param parallel how many parts may be in flight, at least 1
 * @param together steps that run side by side as parts of this one; empty for an ordinary step
 * @param register the name under which the action's outputs become variables
 * @param holds the holds that it opens
 * @param releases the holds that it releases
 * @param cutsOff who is cut off by it, one sentence each
 * @param verify what must hold afterwards
 * @param probe what tells, after a crash, whether it took effect
 * @param undo what takes it back
 * @param downtime whether the outage begins or ends here
 * @param timeout how long one attempt may take, checks not counted
 * @param eta how long it usually takes, if the author says so
 * @param required whether it cannot be skipped
 * @param confirm what must be typed when it destroys
 * @param line where it stands in the file, 1-based
 */
public record Step(
        StepId id,
        String title,
        String why,
        Action action,
        Effect effect,
        Optional<Condition> when,
        Optional<Template> forEach,
        int parallel,
        List<Step> together,
        Optional<String> register,
        List<String> holds,
        List<String> releases,
        List<Template> cutsOff,
        List<Check> verify,
        Optional<Check> probe,
        Optional<Action> undo,
        Downtime downtime,
        Duration timeout,
        Optional<Duration> eta,
        boolean required,
        Optional<Template> confirm,
        int line) {

    /** Whether a step begins or ends the outage. */
    public enum Downtime {
        NONE,
        BEGIN,
        END
    }
}
