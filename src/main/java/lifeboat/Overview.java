package lifeboat;

import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.journal.Holder;
import lifeboat.journal.JournalException;
import lifeboat.journal.RunSummary;
import lifeboat.line.Dialogue;
import lifeboat.line.PipedDialogue;
import lifeboat.line.RunList;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.RunRow;
import lifeboat.runbook.Runbook;
import lifeboat.terminal.SafeText;

/** What {@code lifeboat} and {@code lifeboat runs} say of the state directory. */
record Overview(Wiring wiring) {

    List<RunSummary> runs() throws Complaint {
        try {
            return wiring.state().runs(wiring.holder("none"));
        } catch (JournalException e) {
            throw Wiring.of(e, ExitCodes.USAGE);
        }
    }

    /**
     * What there is.
     *
     * @param runs those that can be read, newest first
     * @param unreadable the others, a line each that says why
     */
    record Lists(List<RunRow> runs, List<BookRow> books, List<String> unreadable) {}

    /** Everything that can be gone on with, begun, or looked at. */
    Lists lists() throws Complaint {
        List<RunSummary> runs = runs();
        List<RunRow> rows = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (RunSummary run : runs) {
            row(run).ifPresentOrElse(rows::add, () -> unreadable.add(line(run)));
        }
        List<BookRow> books = wiring.books().all().values().stream()
                .map(book -> row(book, runs))
                .toList();
        return new Lists(List.copyOf(rows), books, List.copyOf(unreadable));
    }

    /** Unfinished runs with what they hold, the runbooks, recent runs. */
    void print() throws Complaint {
        Lists lists = lists();
        Dialogue page = new PipedDialogue(
                Reader.nullReader(), new PrintWriter(wiring.machine().out(), true, StandardCharsets.UTF_8));
        new RunList(page, wiring.machine().clock().instant()).print(lists.runs(), lists.books());
        lists.unreadable().forEach(wiring.machine()::say);
        page.print("");
        page.print("Next: lifeboat rehearse BOOK, lifeboat run BOOK, lifeboat resume; lifeboat --help");
    }

    /** Every run, a line each. */
    void print(List<RunSummary> runs) {
        if (runs.isEmpty()) {
            wiring.machine().say("no runs in " + wiring.state().path());
        }
        runs.forEach(run -> wiring.machine().say(line(run)));
    }

    private static String line(RunSummary run) {
        StringBuilder line = new StringBuilder(run.runId());
        line.append("  ").append(state(run));
        line.append("  ").append(SafeText.of(run.bookId()));
        line.append(run.mode() == Mode.REHEARSAL ? "  REHEARSAL" : "");
        line.append(
                run.openHolds().isEmpty()
                        ? ""
                        : "  still held: "
                                + run.openHolds().stream().map(Run.OpenHold::id).collect(Collectors.joining(", ")));
        run.problem().ifPresent(problem -> line.append("  ").append(SafeText.of(problem)));
        return line.toString();
    }

    private static String state(RunSummary run) {
        return run.result().orElse(run.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    /** A row of the list; nothing for a run that cannot be read. */
    private Optional<RunRow> row(RunSummary run) {
        Mode mode = run.mode();
        Instant opened = run.openedAt();
        Instant last = run.lastAt();
        if (mode == null || opened == null || last == null) {
            return Optional.empty();
        }
        String state =
                run.holder().map(holder -> "worked on by " + holder.describe()).orElse("unfinished");
        return Optional.of(new RunRow(
                run.runId(),
                run.bookId(),
                run.title(),
                mode,
                state,
                run.holder().map(Holder::describe),
                run.result().isPresent(),
                opened,
                last,
                run.openHolds(),
                run.result().orElse(""),
                wiring.state().path().resolve("runs").resolve(run.runId()).toString()));
    }

    private static BookRow row(Runbook book, List<RunSummary> runs) {
        Optional<RunSummary> last =
                runs.stream().filter(run -> run.bookId().equals(book.id())).findFirst();
        return BookRow.of(
                book,
                last.flatMap(run -> Optional.ofNullable(run.openedAt())),
                last.map(Overview::state).orElse("")
                        + last.filter(run -> run.mode() == Mode.REHEARSAL)
                                .map(run -> " (REHEARSAL)")
                                .orElse(""));
    }
}
