package lifeboat;

import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunSummary;
import lifeboat.line.SafeText;
import lifeboat.run.Mode;
import lifeboat.runbook.Runbook;

/** What {@code lifeboat} and {@code lifeboat runs} print: unfinished runs first, with what they hold. */
record Overview(Wiring wiring) {
    private static final int RECENT = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    List<RunSummary> runs() throws Complaint {
        try {
            return wiring.state().runs(wiring.holder("none"));
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }

    void print() throws Complaint {
        PrintStream out = wiring.machine().out();
        List<RunSummary> runs = runs();
        List<RunSummary> unfinished = runs.stream()
                .filter(run -> run.state() != RunSummary.State.CLOSED)
                .toList();
        if (!unfinished.isEmpty()) {
            out.println("UNFINISHED RUNS");
            unfinished.forEach(run -> print(out, run));
            out.println();
        }
        out.println("RUNBOOKS");
        for (Runbook book : wiring.books().all().values()) {
            out.println("  " + book.id() + "  " + SafeText.of(book.title()));
            out.println("      " + SafeText.of(book.summary().strip()));
            runs.stream()
                    .filter(run ->
                            run.bookId().equals(book.id()) && run.result().isPresent())
                    .findFirst()
                    .ifPresent(run -> out.println("      last: " + when(run) + " "
                            + run.result().orElse("") + (run.mode() == Mode.REHEARSAL ? " (REHEARSAL)" : "")));
        }
        List<RunSummary> recent = runs.stream()
                .filter(run -> run.state() == RunSummary.State.CLOSED)
                .limit(RECENT)
                .toList();
        if (!recent.isEmpty()) {
            out.println();
            out.println("RECENT RUNS");
            recent.forEach(run -> print(out, run));
        }
        out.println();
        out.println("next: lifeboat rehearse BOOK, lifeboat run BOOK, lifeboat resume; lifeboat --help");
    }

    void printRuns(List<RunSummary> runs) {
        if (runs.isEmpty()) {
            wiring.machine().out().println("no runs in " + wiring.state().path());
        }
        runs.forEach(run -> print(wiring.machine().out(), run));
    }

    private static void print(PrintStream out, RunSummary run) {
        String state =
                run.result().orElse(run.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        out.println("  " + run.runId() + "  " + when(run) + "  " + state + "  " + run.bookId()
                + (run.mode() == Mode.REHEARSAL ? "  REHEARSAL" : ""));
        if (!run.openHolds().isEmpty()) {
            out.println("      ! still held: " + String.join(", ", run.openHolds()));
        }
        run.holder().ifPresent(holder -> out.println("      worked on by " + SafeText.of(holder.describe())));
        run.problem().ifPresent(problem -> out.println("      " + SafeText.of(problem)));
    }

    private static String when(RunSummary run) {
        return run.openedAt() == null ? "(time not known)" : TIME.format(run.openedAt()) + " UTC";
    }
}
