package lifeboat.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import org.jspecify.annotations.Nullable;

/**
 * One run, for a list of runs.
 *
 * @param bookId empty when the journal cannot be read
 * @param title empty when the journal cannot be read
 * @param mode null when the journal cannot be read
 * @param openedAt null when the journal cannot be read
 * @param lastAt the time of its last record; null when the journal cannot be read
 * @param result {@code done}, {@code failed} or {@code refused} of a closed run
 * @param openHolds the holds that were opened and not released, oldest first
 * @param holder who works on it now
 * @param problem why it cannot be read, for {@link State#UNREADABLE}
 */
public record RunSummary(
        String runId,
        State state,
        String bookId,
        String title,
        @Nullable Mode mode,
        @Nullable Instant openedAt,
        @Nullable Instant lastAt,
        Optional<String> result,
        List<Run.OpenHold> openHolds,
        Optional<Holder> holder,
        Optional<String> problem) {

    /** What may be done with it. */
    public enum State {
        /** A process works on it now. */
        IN_USE,
        /** It can be resumed. */
        UNFINISHED,
        /** It has ended. */
        CLOSED,
        /** Its journal is damaged, empty, or of a later version. */
        UNREADABLE
    }
}
