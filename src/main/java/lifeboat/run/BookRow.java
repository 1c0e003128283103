package lifeboat.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Runbook;

/**
 * A runbook in a list.
 *
 * @param summary what it is for; may be empty
 * @param steps its steps in order
 * @param lastRun when it was run last
 * @param lastResult how that ended; empty if it did not
 */
public record BookRow(
        String id, String title, String summary, List<Line> steps, Optional<Instant> lastRun, String lastResult) {
    /**
     * One of its steps.
     *
     * @param effect the strongest of the step and what it holds
     */
    public record Line(String title, Effect effect) {}

    /** The row of a runbook. */
    public static BookRow of(Runbook book, Optional<Instant> lastRun, String lastResult) {
        return new BookRow(
                book.id(),
                book.title(),
                book.summary(),
                book.steps().stream()
                        .map(step -> new Line(step.title(), Run.effect(step)))
                        .toList(),
                lastRun,
                lastResult);
    }
}
