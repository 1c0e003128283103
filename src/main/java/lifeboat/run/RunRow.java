package lifeboat.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run in a list.
 *
 * @param id the run
 * @param book the runbook's id
 * @param title the runbook's title
 * @param mode run or rehearsal
 * @param state where it stands, as a few words, such as {@code left}, {@code working} or {@code stopped by a crash}
 * @param worker who works on it now, if anybody does
 * @param finished whether it was closed
 * @param openedAt when it was opened
 * @param lastAt when something happened in it last
 * @param holds the open holds, oldest first
 * @param result {@code done}, {@code failed} or {@code refused}; empty while it is unfinished
 * @param audit the path of its folder, where its journal is
 */
public record RunRow(
        String id,
        String book,
        String title,
        Mode mode,
        String state,
        Optional<String> worker,
        boolean finished,
        Instant openedAt,
        Instant lastAt,
        List<Run.OpenHold> holds,
        String result,
        String audit) {}
