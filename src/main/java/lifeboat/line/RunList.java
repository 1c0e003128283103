package lifeboat.line;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.RunRow;
import lifeboat.run.Wording;

/** What {@code lifeboat} alone prints: unfinished runs first, then the runbooks, then the runs that are over. */
public final class RunList {
    private static final String IN = "  ";
    private static final int MOST_RECENT = 10;

    private final Page page;
    private final Instant now;

    /** Prints on that dialogue; ages are counted to {@code now}. */
    public RunList(Dialogue dialogue, Instant now) {
        this.page = new Page(dialogue);
        this.now = now;
    }

    /** Prints all three parts; runs in any order. */
    public void print(List<RunRow> runs, List<BookRow> books) {
        List<RunRow> newestFirst = runs.stream()
                .sorted(Comparator.comparing(RunRow::lastAt).reversed().thenComparing(RunRow::id))
                .toList();
        unfinished(newestFirst.stream().filter(row -> !row.finished()).toList());
        page.line("Runbooks");
        if (books.isEmpty()) {
            page.line(IN + "None was found.");
        }
        books.forEach(this::book);
        List<RunRow> over = newestFirst.stream().filter(RunRow::finished).toList();
        if (!over.isEmpty()) {
            page.line("");
            page.line("Recent runs");
            over.stream().limit(MOST_RECENT).forEach(this::run);
        }
    }

    private void unfinished(List<RunRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        page.line("Unfinished runs");
        for (RunRow row : rows) {
            run(row);
            if (!row.holds().isEmpty()) {
                page.prose(
                        IN + IN,
                        "! still held: "
                                + row.holds().stream().map(Run.OpenHold::id).collect(Collectors.joining(", ")));
            }
            page.line(IN + IN + "lifeboat resume " + row.id());
        }
        page.line("");
    }

    private void run(RunRow row) {
        page.prose(
                IN,
                row.id() + "  " + (row.mode() == Mode.REHEARSAL ? "REHEARSAL  " : "") + row.title() + ": "
                        + (row.result().isEmpty() ? row.state() : row.result()) + ", opened "
                        + row.openedAt().truncatedTo(ChronoUnit.SECONDS) + ", last event " + age(row.lastAt()));
    }

    private void book(BookRow row) {
        page.prose(IN, row.id() + "  " + row.title());
        if (!row.summary().isBlank()) {
            page.prose(IN + IN, row.summary());
        }
        String last = row.lastRun()
                .map(at -> "Last run " + age(at) + (row.lastResult().isEmpty() ? "" : ": " + row.lastResult()) + ".")
                .orElse("Never run here.");
        page.line(IN + IN + last);
    }

    private String age(Instant then) {
        return Wording.age(then, now);
    }
}
