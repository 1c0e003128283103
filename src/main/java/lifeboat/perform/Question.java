package lifeboat.perform;

import java.util.List;
import lifeboat.run.Attempt;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.runbook.StepId;

/** What the run waits for. */
public sealed interface Question {
    /** Something is under way; nothing is asked. */
    record Busy() implements Question {}

    /** A yes to a preview. */
    record Confirm(StepId step, boolean undo, Preview preview) implements Question {}

    /** What to do about a step that failed or was refused. */
    record Failed(StepId step) implements Question {}

    /** What became of an attempt that never ended, and what the probe says. */
    record Doubt(Attempt attempt, Performer.Finding finding) implements Question {}

    /** The procedure is over or was stopped, and these holds are open, newest first. */
    record Release(List<Run.OpenHold> holds) implements Question {}

    /** The audit cannot be written: how to release what is held, newest first, if anything is. */
    record AuditLost(AuditLoss loss, List<Run.OpenHold> holds) implements Question {}

    /** The run was left or closed. */
    record Over() implements Question {}
}
