package lifeboat.line;

import java.time.Duration;
import java.util.Optional;
import lifeboat.run.Run;
import lifeboat.run.Wording;
import lifeboat.runbook.DurationText;

/**
 * What is said when a run is left or closed.
 *
 * @param audit where its record is
 * @param resume the command that takes it up again
 */
public record Ending(String audit, String resume) {
    private static final String IN = "  ";
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int UNFINISHED = 3;
    private static final int REFUSED = 4;

    void tell(Run run, Page page, Sections sections) {
        page.line("");
        page.prose("", Wording.banner(run) + Wording.ending(run));
        Optional<Duration> outage = run.downtime()
                .began()
                .flatMap(began -> run.downtime().ended().map(ended -> Duration.between(began, ended)));
        outage.ifPresent(time -> page.prose(IN, "The outage took " + DurationText.format(time) + "."));
        if (!run.holds().isEmpty()) {
            page.prose(IN, "Still held, newest first:");
            sections.holds(run);
        }
        page.line(IN + "Audit: " + audit);
        if (run.phase() != Run.Phase.CLOSED) {
            page.line(IN + "Resume: " + resume);
        }
    }

    /** The exit code of {@code CONTRACT.md}. */
    public static int code(Run run) {
        if (run.phase() != Run.Phase.CLOSED || !run.holds().isEmpty()) {
            return UNFINISHED;
        }
        return switch (run.result().orElse("")) {
            case "done" -> DONE;
            case "refused" -> REFUSED;
            default -> FAILED;
        };
    }
}
