package lifeboat.run;

import java.time.Instant;
import java.util.List;

/**
 * A run in a list.
 *
 * @param id the run
 * @param book the runbook's id
 * @param title the runbook's title
 * @param mode run or rehearsal
 * @param state where it stands, as a few words, such as {@code left}, {@code working} or {@code stopped by a crash}
 * @param finished whether it was closed
 * @param openedAt when it was opened
 * @param lastAt when something happened in it last
 * @param holds the open holds, oldest first
 * @param result {@code done}, {@code failed} or {@code refused}; empty while it is unfinished
 */
public record RunRow(
        String id,
        String book,
        String title,
        Mode mode,
        String state,
        boolean finished,
        Instant openedAt,
        Instant lastAt,
        List<String> holds,
        String result) {}
