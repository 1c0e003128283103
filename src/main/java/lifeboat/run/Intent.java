package lifeboat.run;

import java.util.List;
import java.util.Map;
import lifeboat.runbook.StepId;

/** Something that the operator, or the run thread on its own, wants to happen. */
public sealed interface Intent {
    /**
     * Begin a step, or try it again: a step that only reads needs nothing more, any other must have been previewed and
     * carries the operator's answer.
     *
     * @param answer what was typed, or the evidence; empty for a step that only reads
     * @param recorded for each unit what is about to be changed, as it is now
     */
    record Begin(StepId step, boolean undo, String answer, Map<Unit, Map<String, List<String>>> recorded)
            implements Intent {}

    /** Begin the units of a running step, or of one that is being taken back, that had to wait for others. */
    record Continue(StepId step, Map<Unit, Map<String, List<String>>> recorded) implements Intent {}

    /** The preview was put before the operator. */
    record Show(StepId step, boolean undo, Preview preview) implements Intent {}

    /** A guard found that the step must not be done now. */
    record Refuse(StepId step, String reason) implements Intent {}

    /** A program was started for an attempt. */
    record Started(Attempt attempt, long pid, String startTicks, List<String> argv) implements Intent {}

    /** An attempt ended. */
    record Ended(Attempt attempt, Outcome outcome) implements Intent {}

    /**
     * A check was looked at.
     *
     * @param part the element of a {@code foreach} that it is about, or empty
     * @param last whether it is the last of the step's {@code verify} for that part
     */
    record Checked(StepId step, String part, String name, Severity severity, String detail, boolean last)
            implements Intent {
        /** Of a step without parts. */
        public Checked(StepId step, String name, Severity severity, String detail, boolean last) {
            this(step, "", name, severity, detail, last);
        }
    }

    /** Leave a step out because its condition does not hold. */
    record LeaveOut(StepId step) implements Intent {}

    /** Skip a step, with a reason. */
    record Skip(StepId step, String reason) implements Intent {}

    /** Give a parameter another value before a step is tried again. */
    record Change(String parameter, String value, boolean secret) implements Intent {}

    record Note(String text) implements Intent {}

    /** Say what became of an attempt that never ended. */
    record Settle(Attempt attempt, Verdict verdict, String evidence, String by) implements Intent {}

    /** A lock was lost: nothing new may begin. */
    record Lose(String lock, String reason) implements Intent {}

    /** Park the run. */
    record Leave(String reason) implements Intent {}

    /** End the run: done if every step is, failed otherwise. */
    record Close(String reason) implements Intent {}
}
