package lifeboat.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where one step stands.
 *
 * @param attempts how many were begun, over all its parts and its undo
 * @param parts the state of each unit's part that was begun
 * @param reason why it failed, was refused or was skipped; empty otherwise
 * @param hint what may help; may be empty
 * @param guard whether it was refused before anything was tried
 * @param previewed whether its preview was shown since its last attempt
 * @param undoPreviewed whether the preview of its undo was
 * @param touched whether an attempt changed the world, or may have
 * @param begunAt when its first attempt began
 * @param endedAt when it was done, or failed last
 * @param checks what was observed since its last attempt began
 */
public record StepState(
        Status status,
        int attempts,
        Map<String, PartState> parts,
        String reason,
        String hint,
        boolean guard,
        boolean previewed,
        boolean undoPreviewed,
        boolean touched,
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

    /** Where a part stands. */
    public enum PartState {
        RUNNING,
        DONE,
        FAILED,
        IN_DOUBT
    }

    /** One row of what was checked. */
    public record CheckSeen(String name, Severity severity, String detail) {}

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
                false,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
