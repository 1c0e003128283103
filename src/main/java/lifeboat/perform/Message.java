package lifeboat.perform;

import lifeboat.run.Attempt;
import lifeboat.run.Intent;
import lifeboat.run.Preview;
import lifeboat.runbook.StepId;

/** What the run thread is told. */
sealed interface Message {
    record Asked(long ticket, Wish wish) implements Message {}

    /** A worker's answer: an intent, to be decided. */
    record Told(Intent intent) implements Message {}

    record Progressed(Attempt attempt, String text) implements Message {}

    record Previewed(StepId step, boolean undo, Preview preview) implements Message {}

    /** A guard and a recording are through; the step may begin. */
    record Prepared(Intent intent) implements Message {}

    record Unprepared(StepId step, boolean refuse, String reason, String hint) implements Message {}

    record Probed(Attempt attempt, Performer.Finding finding) implements Message {}

    /** What is found of something that was done before the run was left. */
    record LookedAgain(Attempt attempt, Performer.Finding finding) implements Message {}

    /** A lock of the run was lost. */
    record LockLost(String lock, String reason) implements Message {}

    record Verified(Attempt attempt) implements Message {}
}
