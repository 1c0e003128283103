package lifeboat.run;

import java.time.Instant;
import java.util.Optional;

/**
 * A runbook in a list.
 *
 * @param summary what it is for; may be empty
 * @param lastRun when it was run last
 * @param lastResult how that ended; empty if it did not
 */
public record BookRow(String id, String title, String summary, Optional<Instant> lastRun, String lastResult) {}
