package lifeboat.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.runbook.StepId;

/**
 * Something that has happened in a run; past tense, never changed afterwards.
 *
 * <p>The names are those of {@code event.action} in the journal ({@code CONTRACT.md}): {@link #action()}.
 */
public sealed interface RunEvent {
    /** The name in the journal, such as {@code step.confirmed}. */
    String action();

    /** The step that it is about, if it is about one. */
    default Optional<StepId> step() {
        return Optional.empty();
    }

    /** The attempt that it is about, if it is about one. */
    default Optional<Attempt> attempt() {
        return Optional.empty();
    }

    /** The first record: which runbook, by whom and how. {@code lab} is the lab's directory in a rehearsal. */
    record RunOpened(String bookId, String bookSha256, String title, Mode mode, String version, Optional<String> lab)
            implements RunEvent {
        @Override
        public String action() {
            return "run.opened";
        }
    }

    /**
     * A parameter got a value.
     *
     * @param value the value; of a secret its HMAC
     * @param origin where it came from: {@code option}, {@code file}, {@code environment}, {@code default},
     *     {@code operator}, {@code lab}
     */
    record ParameterGiven(String name, String value, boolean secret, String origin) implements RunEvent {
        @Override
        public String action() {
            return "parameter.given";
        }
    }

    /** What a target is, as it was seen when the run opened: the pin that every change is checked against. */
    record IdentityObserved(String target, Map<String, String> facts) implements RunEvent {
        @Override
        public String action() {
            return "identity.observed";
        }
    }

    /**
     * The run has a lock.
     *
     * @param name what is locked, or the object that is the lock
     * @param holder who has it now: a person at a machine
     * @param from the run that had it and from which the operator took it over; empty if it was free
     */
    record LockTaken(String name, String holder, Optional<String> from) implements RunEvent {
        /** One that was free. */
        public LockTaken(String name, String holder) {
            this(name, holder, Optional.empty());
        }

        @Override
        public String action() {
            return "lock.taken";
        }
    }

    /**
     * A lock is no longer this run's: from here on the run begins nothing new, and parks.
     *
     * @param reason who has it now, or how it went
     */
    record LockLost(String name, String reason) implements RunEvent {
        @Override
        public String action() {
            return "lock.lost";
        }
    }

    /** The run gave a lock back. */
    record LockReleased(String name) implements RunEvent {
        @Override
        public String action() {
            return "lock.released";
        }
    }

    /** What the operator was shown before being asked. */
    record PreviewShown(StepId stepId, boolean undo, Preview preview) implements RunEvent {
        @Override
        public String action() {
            return "preview.shown";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(stepId);
        }
    }

    /** The operator said yes; {@code answer} is what was typed, or the evidence of a manual step. */
    record StepConfirmed(StepId stepId, boolean undo, String answer) implements RunEvent {
        @Override
        public String action() {
            return "step.confirmed";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(stepId);
        }
    }

    /** Lifeboat refused to do it. */
    record StepRefused(StepId stepId, String reason) implements RunEvent {
        @Override
        public String action() {
            return "step.refused";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(stepId);
        }
    }

    /** Not done: skipped by the operator, or left out because its {@code when} does not hold. */
    record StepSkipped(StepId stepId, String reason, boolean byCondition) implements RunEvent {
        @Override
        public String action() {
            return "step.skipped";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(stepId);
        }
    }

    /**
     * The intent: on disk before the effect.
     *
     * @param recorded what is about to be changed, as it is now, under the names of the action's outputs: it must be
     *     known after a crash in the middle
     */
    record ActionBegun(Attempt of, Map<String, List<String>> recorded) implements RunEvent {
        @Override
        public String action() {
            return "action.begun";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(of.step());
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.of(of);
        }
    }

    /** A program was started for it; {@code startTicks} tells the process from a later one with the same pid. */
    record ActionStarted(Attempt of, long pid, String startTicks, List<String> argv) implements RunEvent {
        @Override
        public String action() {
            return "action.started";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(of.step());
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.of(of);
        }
    }

    record ActionEnded(Attempt of, Outcome outcome) implements RunEvent {
        @Override
        public String action() {
            return "action.ended";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(of.step());
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.of(of);
        }
    }

    /**
     * A check was looked at.
     *
     * @param part the element of a {@code foreach} that it is about, or empty
     * @param name what was checked, such as {@code ready} or a preflight row
     * @param last whether it is the last of its part's checks
     */
    record CheckObserved(StepId stepId, String part, String name, Severity severity, String detail, boolean last)
            implements RunEvent {
        /** Of a step without parts. */
        public CheckObserved(StepId stepId, String name, Severity severity, String detail, boolean last) {
            this(stepId, "", name, severity, detail, last);
        }

        @Override
        public String action() {
            return "check.observed";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(stepId);
        }
    }

    record HoldOpened(String hold, StepId stepId) implements RunEvent {
        @Override
        public String action() {
            return "hold.opened";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(stepId);
        }
    }

    record HoldReleased(String hold, StepId stepId) implements RunEvent {
        @Override
        public String action() {
            return "hold.released";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(stepId);
        }
    }

    /** An attempt that never ended was looked into. {@code by} is {@code operator} or {@code probe}. */
    record DoubtSettled(Attempt of, Verdict verdict, String evidence, String by) implements RunEvent {
        @Override
        public String action() {
            return "doubt.settled";
        }

        @Override
        public Optional<StepId> step() {
            return Optional.of(of.step());
        }

        @Override
        public Optional<Attempt> attempt() {
            return Optional.of(of);
        }
    }

    record NoteAdded(String text) implements RunEvent {
        @Override
        public String action() {
            return "note.added";
        }
    }

    /** The wall clock moved against the monotonic one; {@code milliseconds} is by how much, forward positive. */
    record ClockJumped(long milliseconds) implements RunEvent {
        @Override
        public String action() {
            return "clock.jumped";
        }
    }

    record AuditDegraded(String reason) implements RunEvent {
        @Override
        public String action() {
            return "audit.degraded";
        }
    }

    /** A torn last line was put aside; {@code sha256} is the digest of its bytes. */
    record JournalRecovered(long bytes, String sha256) implements RunEvent {
        @Override
        public String action() {
            return "journal.recovered";
        }
    }

    /**
     * The chain up to here.
     *
     * @param count how many records stand before it
     * @param head the hash of the last of them
     * @param previous the number of the record that was the last seal before this one, 0 if there was none; a seal of an
     *     older version does not say
     * @param signature who signed it; empty if nobody could
     */
    record Sealed(long count, String head, OptionalLong previous, Optional<SealSignature> signature)
            implements RunEvent {
        /** A seal that nobody signed, and that does not name the one before it. */
        public Sealed(long count, String head) {
            this(count, head, OptionalLong.empty(), Optional.empty());
        }

        @Override
        public String action() {
            return "sealed";
        }
    }

    /**
     * The signature of a seal.
     *
     * @param by the fingerprint of the key, as {@code ssh-keygen -l} prints it
     * @param value the signature in the form of OpenSSH, base64 in one line
     */
    record SealSignature(String by, String value) {}

    /** The run was parked, to be resumed. */
    record RunLeft(String reason, List<String> openHolds) implements RunEvent {
        @Override
        public String action() {
            return "run.left";
        }
    }

    record RunResumed(String version) implements RunEvent {
        @Override
        public String action() {
            return "run.resumed";
        }
    }

    /** The end. {@code result} is {@code done}, {@code failed} or {@code refused}. */
    record RunClosed(String result, String reason) implements RunEvent {
        @Override
        public String action() {
            return "run.closed";
        }
    }
}
