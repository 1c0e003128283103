package lifeboat.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.StepState.PartState;
import lifeboat.run.StepState.Status;

/** A step's state while one event is being taken in; it never outlives {@link Run#evolve}. */
final class StepDraft {
    Status status;
    int attempts;
    final Map<String, PartState> parts;
    String reason;
    String hint;
    boolean guard;
    boolean previewed;
    boolean undoPreviewed;
    boolean touched;
    Optional<Instant> begunAt;
    Optional<Instant> endedAt;
    final List<StepState.CheckSeen> checks;

    StepDraft(StepState from) {
        status = from.status();
        attempts = from.attempts();
        parts = new LinkedHashMap<>(from.parts());
        reason = from.reason();
        hint = from.hint();
        guard = from.guard();
        previewed = from.previewed();
        undoPreviewed = from.undoPreviewed();
        touched = from.touched();
        begunAt = from.begunAt();
        endedAt = from.endedAt();
        checks = new ArrayList<>(from.checks());
    }

    void begin(Attempt attempt, Instant at) {
        status = attempt.undo() ? Status.UNDOING : Status.RUNNING;
        attempts = Math.max(attempts, attempt.number());
        if (!attempt.undo()) {
            parts.put(attempt.part(), PartState.RUNNING);
        }
        because("", "", false);
        checks.clear();
        if (begunAt.isEmpty()) {
            begunAt = Optional.of(at);
        }
    }

    void fail(String newReason, String newHint, boolean newGuard) {
        status = Status.FAILED;
        because(newReason, newHint, newGuard);
        unshow();
    }

    /** None of its parts counts as begun any more. */
    void startOver() {
        status = Status.WAITING;
        parts.clear();
        checks.clear();
        because("", "", false);
        unshow();
    }

    /** What was shown is stale: it must be shown again before the next attempt. */
    void unshow() {
        previewed = false;
        undoPreviewed = false;
    }

    void because(String newReason, String newHint, boolean newGuard) {
        reason = newReason;
        hint = newHint;
        guard = newGuard;
    }

    StepState freeze() {
        return new StepState(
                status,
                attempts,
                Collections.unmodifiableMap(new LinkedHashMap<>(parts)),
                reason,
                hint,
                guard,
                previewed,
                undoPreviewed,
                touched,
                begunAt,
                endedAt,
                List.copyOf(checks));
    }
}
