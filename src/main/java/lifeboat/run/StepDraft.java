package lifeboat.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.run.StepState.Status;

/** A step's state while one event is being taken in; it never outlives {@link Run#evolve}. */
final class StepDraft {
    Status status;
    int attempts;
    final Map<String, Part> parts;
    String reason;
    String hint;
    boolean guard;
    boolean previewed;
    boolean undoPreviewed;
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
        begunAt = from.begunAt();
        endedAt = from.endedAt();
        checks = new ArrayList<>(from.checks());
    }

    void begin(Attempt attempt, Instant at) {
        status = attempt.undo() ? Status.UNDOING : Status.RUNNING;
        attempts = Math.max(attempts, attempt.number());
        parts.put(attempt.part(), Part.begun(attempt, isTouched(attempt.part()), at));
        because("", "", false);
        checks.removeIf(check -> check.part().equals(attempt.part()));
        if (begunAt.isEmpty()) {
            begunAt = Optional.of(at);
        }
    }

    boolean isTouched(String part) {
        Part before = parts.get(part);
        return before != null && before.touched();
    }

    boolean isTouched() {
        return parts.values().stream().anyMatch(Part::touched);
    }

    boolean has(Part.State state) {
        return parts.values().stream().anyMatch(part -> part.state() == state);
    }

    /** The step fails with its parts, each with what it has to say. */
    void failWithParts() {
        List<Part> ill = parts.values().stream()
                .filter(part -> part.state() == Part.State.FAILED)
                .toList();
        boolean named = ill.stream().anyMatch(part -> !part.attempt().part().isEmpty());
        String why = ill.stream()
                .map(part -> (named ? part.attempt().part() + ": " : "") + part.reason())
                .collect(Collectors.joining("; "));
        String help = ill.stream()
                .map(Part::hint)
                .filter(one -> !one.isBlank())
                .distinct()
                .collect(Collectors.joining(" "));
        fail(why, help, ill.stream().allMatch(Part::guard) && !isTouched());
    }

    void fail(String newReason, String newHint, boolean newGuard) {
        status = Status.FAILED;
        because(newReason, newHint, newGuard);
        unshow();
    }

    /** None of its parts counts as done any more; what was changed by them stays known. */
    void startOver() {
        status = Status.WAITING;
        parts.values().removeIf(part -> !part.touched());
        parts.replaceAll((name, part) -> part.in(Part.State.WAITING));
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
                begunAt,
                endedAt,
                List.copyOf(checks));
    }
}
