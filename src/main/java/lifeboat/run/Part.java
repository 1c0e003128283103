package lifeboat.run;

import java.time.Instant;
import java.util.Optional;

/**
 * Where one part of a step stands: an element of its {@code foreach}, or the whole of a step that has none.
 *
 * @param attempt the newest attempt at it
 * @param touched whether an attempt at it changed the world, or may have, and was not taken back
 * @param reason why it failed; empty otherwise
 * @param hint what may help; may be empty
 * @param guard whether it was refused before anything was tried
 * @param summary what its action said when it ended well; may be empty
 * @param begunAt when the newest attempt began
 * @param endedAt when it was done, or failed
 */
public record Part(
        State state,
        Attempt attempt,
        boolean touched,
        String reason,
        String hint,
        boolean guard,
        String summary,
        Instant begunAt,
        Optional<Instant> endedAt) {

    /** Where a part can stand. */
    public enum State {
        /** To be done again. */
        WAITING,
        RUNNING,
        /** Its action ended well; its checks are looked at. */
        CHECKING,
        UNDOING,
        DONE,
        FAILED,
        /** Begun, end unknown. */
        IN_DOUBT;

        /** Whether something of it is under way. */
        public boolean isBusy() {
            return this == RUNNING || this == CHECKING || this == UNDOING;
        }
    }

    /** An attempt that has begun; {@code touched} is what an earlier one left. */
    static Part begun(Attempt attempt, boolean touched, Instant at) {
        State state = attempt.undo() ? State.UNDOING : State.RUNNING;
        return new Part(state, attempt, touched, "", "", false, "", at, Optional.empty());
    }

    Part touchedBy(boolean effect) {
        return new Part(
                state, attempt, touched || effect && !attempt.undo(), reason, hint, guard, summary, begunAt, endedAt);
    }

    Part in(State now) {
        return new Part(now, attempt, touched, "", "", false, summary, begunAt, endedAt);
    }

    /** Its action ended well, and nothing has to be looked at, or it has. */
    Part done(String said, Instant at) {
        return new Part(State.DONE, attempt, touched, "", "", false, said, begunAt, Optional.of(at));
    }

    Part failed(String why, String help, boolean before, Instant at) {
        return new Part(State.FAILED, attempt, touched, why, help, before, "", begunAt, Optional.of(at));
    }
}
