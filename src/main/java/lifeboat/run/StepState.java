package lifeboat.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one step stands.
 *
 * @param attempts how many were begun, over all its parts and its undo
 * @param parts each part that was begun, under the element of its {@code foreach}; under "" for a step without one
 * @param reason why it failed, was refused or was skipped; empty otherwise
 * @param hint what may help; may be empty
 * @param guard whether it was refused before anything was tried
 * @param previewed whether its preview was shown since its last attempt
 * @param undoPreviewed whether the preview of its undo was
 * @param begunAt when its first attempt began
 * @param endedAt when it was done, or failed last
 * @param checks what was observed since its last attempt began
 */
public record StepState(
        Status status,
        int attempts,
        Map<String, Part> parts,
        String reason,
        String hint,
        boolean guard,
        boolean previewed,
        boolean undoPreviewed,
        Optional<Instant> begunAt,
        Optional<Instant> endedAt,
        List<CheckSeen> checks) {

    /** Where a step can stand. */
    public enum Status {
        WAITING,
        RUNNING,
        /** Its action ended well; its checks are looked at. */
        CHECKING,
        UNDOING,
        DONE,
        FAILED,
        SKIPPED,
        /** Its {@code when} does not hold. */
        LEFT_OUT,
        /** Begun, end unknown. */
        IN_DOUBT;

        /** Whether nothing more is owed by it. */
        public boolean isOver() {
            return this == DONE || this == SKIPPED || this == LEFT_OUT;
        }

        /** Whether something of it is under way. */
        public boolean isBusy() {
            return this == RUNNING || this == CHECKING || this == UNDOING;
        }
    }

    /**
     * One row of what was checked.
     *
     * @param part the element of a {@code foreach} that it is about, or empty
     */
    public record CheckSeen(String part, String name, Severity severity, String detail) {}

    /** Whether an attempt changed the world, or may have, and was not taken back. */
    public boolean touched() {
        return parts.values().stream().anyMatch(Part::touched);
    }

    /** A part that was begun. */
    public Optional<Part> part(String name) {
        return Optional.ofNullable(parts.get(name));
    }

    static StepState fresh() {
        return new StepState(
                Status.WAITING,
                0,
                Map.of(),
                "",
                "",
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
