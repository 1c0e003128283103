package lifeboat.perform;

import java.util.Optional;
import lifeboat.run.Attempt;
import lifeboat.run.Verdict;
import lifeboat.runbook.StepId;

/** What the operator asks of the run thread. */
public sealed interface Wish {
    /** Yes to what was previewed; {@code answer} is what was typed, or the evidence. */
    record Confirm(StepId step, boolean undo, String answer) implements Wish {}

    /** Try a failed step again: a new preview for one that changes something. */
    record Retry(StepId step) implements Wish {}

    /** Show the preview of a step out of order: an undo, or a step that releases a hold. */
    record Preview(StepId step, boolean undo) implements Wish {}

    /**
     * Show the previews of what releases the open holds, newest first, one after the other as each was confirmed and done;
     * ends by itself at the first hold that is not released, or when something else is wished.
     */
    record ReleaseAll() implements Wish {}

    /**
     * Show the previews of what takes back that step and every later one, the latest first, one after the other as each was
     * confirmed and done; ends by itself at the first that is not taken back, or when something else is wished.
     */
    record TakeBack(StepId downTo) implements Wish {}

    record Skip(StepId step, String reason) implements Wish {}

    /** Give a parameter another value; {@code value} is the secret itself when the parameter is one. */
    record Change(String parameter, String value) implements Wish {}

    record Note(String text) implements Wish {}

    record Settle(Attempt attempt, Verdict verdict, String evidence) implements Wish {}

    /** Stop one thing that is in flight, or all of it. */
    record Cancel(Optional<Attempt> attempt) implements Wish {
        /** All of it. */
        public Cancel() {
            this(Optional.empty());
        }
    }

    /** No further step is offered; what is held is offered for release. */
    record Stop() implements Wish {}

    /** Back to the procedure after {@link Stop}. */
    record GoOn() implements Wish {}

    /**
     * Keep the audit again: where it was, after room was made there; or in another directory, and then only what releases a
     * hold may begin.
     */
    record KeepAudit(Optional<String> directory) implements Wish {}

    /** Release what is held without any audit; {@code typed} is {@link AuditLoss#TYPED}. */
    record WithoutAudit(String typed) implements Wish {}

    /** Park when nothing is in flight any more. */
    record Leave(String reason) implements Wish {}

    /** Close the run as it is. */
    record Close(String reason) implements Wish {}
}
