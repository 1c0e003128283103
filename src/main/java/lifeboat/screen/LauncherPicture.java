package lifeboat.screen;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.RunRow;
import lifeboat.run.Wording;
import lifeboat.runbook.Effect;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/** How the launcher looks: the list, and below or beside it what there is to say of the selected entry. */
final class LauncherPicture {
    private static final int WIDE = 100;
    private static final int ABOUT_ROWS = 5;
    private static final int HEADER_ROWS = 2;
    private static final String REHEARSAL = "REHEARSAL";

    private final LauncherScene launcher;
    private final List<Entry> entries;
    private final int at;

    LauncherPicture(LauncherScene launcher) {
        this.launcher = launcher;
        this.entries = launcher.entries();
        this.at = launcher.at();
    }

    /**
     * One row of the list.
     *
     * @param entry which entry it belongs to; -1 for a heading
     * @param right what stands at the right edge
     * @param rehearsal whether that is of a rehearsal
     * @param head whether it is the first row of its entry
     */
    private record Row(
            int entry, String left, Role role, String right, Role rightRole, boolean rehearsal, boolean head) {
        static Row heading(String text) {
            return new Row(-1, text, Role.TITLE, "", Role.MUTED, false, false);
        }
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        String heading = "";
        for (int index = 0; index < entries.size(); index++) {
            Entry entry = entries.get(index);
            if (!entry.heading().equals(heading)) {
                heading = entry.heading();
                rows.add(Row.heading(heading));
            }
            if (entry instanceof Entry.OfRun run) {
                run(rows, index, run.row());
            } else if (entry instanceof Entry.OfBook book) {
                book(rows, index, book.row());
            }
        }
        List<String> unreadable =
                launcher.listed().map(Message.Listed::unreadable).orElse(List.of());
        if (!unreadable.isEmpty() && launcher.filter().text().isEmpty()) {
            rows.add(Row.heading("RUNS THAT CANNOT BE READ"));
            unreadable.forEach(line -> rows.add(new Row(-1, "  ! " + line, Role.DANGER, "", Role.MUTED, false, false)));
        }
        return rows;
    }

    private void run(List<Row> rows, int index, RunRow run) {
        boolean rehearsal = run.mode() == Mode.REHEARSAL;
        String age = "  " + Wording.age(run.lastAt(), launcher.now());
        if (run.finished()) {
            Role role = run.result().equals("done") ? Role.OK : Role.DANGER;
            rows.add(new Row(index, run.title(), Role.PLAIN, run.result() + age, role, rehearsal, true));
            return;
        }
        rows.add(new Row(index, run.title(), Role.PLAIN, state(run) + age, Role.WARNING, rehearsal, true));
        for (Run.OpenHold hold : run.holds()) {
            rows.add(new Row(
                    index,
                    "    ! " + hold.id() + " since " + time(hold.since()),
                    Role.DANGER,
                    Wording.age(hold.since(), launcher.now()),
                    Role.MUTED,
                    false,
                    false));
        }
    }

    private static String state(RunRow run) {
        return run.worker().isPresent() ? "in work" : run.state();
    }

    private void book(List<Row> rows, int index, BookRow book) {
        String last = book.lastRun()
                .map(then -> Wording.age(then, launcher.now())
                        + (book.lastResult().isEmpty() ? "" : ": " + book.lastResult()))
                .orElse("never run here");
        rows.add(new Row(index, book.title(), Role.PLAIN, last, Role.MUTED, false, true));
        if (!book.summary().isBlank()) {
            String one = book.summary().lines().findFirst().orElse("");
            rows.add(new Row(index, "    " + one, Role.MUTED, "", Role.MUTED, false, false));
        }
    }

    /** The first row that is seen, so that all of the selected entry is, and the heading above the first one. */
    int first(int columns, int rows) {
        List<Row> all = rows();
        int seen = listRows(columns, rows);
        int from = 0;
        int to = 0;
        for (int row = all.size() - 1; row >= 0; row--) {
            if (all.get(row).entry() == at) {
                to = Math.max(to, row);
                from = row;
            }
        }
        from = from > 0 && all.get(from - 1).entry() < 0 ? from - 1 : from;
        boolean last = at == entries.size() - 1;
        int top = Math.max(launcher.first(), (last ? all.size() - 1 : to) - seen + 1);
        return Math.max(0, Math.min(Math.min(top, from), all.size() - seen));
    }

    private static int listRows(int columns, int rows) {
        return Math.max(1, columns < WIDE ? rows - HEADER_ROWS - 1 - ABOUT_ROWS : rows - HEADER_ROWS);
    }

    void draw(Canvas canvas) {
        header(canvas.part(0, 0, canvas.columns(), 1));
        canvas.across(1, Role.BORDER);
        if (launcher.listed().isEmpty()) {
            canvas.text(2, 3, "Looking for runs and runbooks…", Role.MUTED);
            return;
        }
        int high = listRows(canvas.columns(), canvas.rows());
        if (canvas.columns() < WIDE) {
            list(canvas.part(0, HEADER_ROWS, canvas.columns(), high), canvas);
            canvas.across(HEADER_ROWS + high, Role.BORDER);
            about(canvas.part(1, HEADER_ROWS + high + 1, canvas.columns() - 2, ABOUT_ROWS));
        } else {
            int left = Math.min(90, canvas.columns() * 3 / 5);
            list(canvas.part(0, HEADER_ROWS, left, high), canvas);
            canvas.part(left, HEADER_ROWS, 1, high).down(0, Role.BORDER);
            about(canvas.part(left + 2, HEADER_ROWS, canvas.columns() - left - 3, high));
        }
        launcher.ways().ifPresent(ways -> ways(canvas, ways));
    }

    private void header(Canvas row) {
        row.fill(Role.HEADER);
        row.text(1, 0, "Lifeboat", Role.HEADER);
        if (launcher.typing() || !launcher.filter().text().isEmpty()) {
            String count = entries.size() + " of " + launcher.all().size();
            row.text(12, 0, "/", Role.KEY);
            launcher.filter().draw(row, 14, 0, 30, launcher.typing());
            row.text(46, 0, count, entries.isEmpty() ? Role.WARNING : Role.HEADER);
            return;
        }
        long open = launcher.all().stream()
                .flatMap(entry -> entry.run().stream())
                .filter(run -> !run.finished())
                .count();
        long held = launcher.all().stream()
                .flatMap(entry -> entry.run().stream())
                .mapToLong(run -> run.holds().size())
                .sum();
        if (launcher.listed().isPresent()) {
            String text = open == 0 ? "nothing is unfinished" : open + " unfinished";
            String holds = held == 0 ? "" : ", " + held + (held == 1 ? " hold open" : " holds open");
            int broken = launcher.listed().get().unreadable().size();
            String lost = broken == 0 ? "" : ", " + broken + " cannot be read";
            Role role = held + broken > 0 ? Role.DANGER : open > 0 ? Role.WARNING : Role.HEADER;
            row.right(row.columns() - 1, 0, text + holds + lost, role);
        }
    }

    private void list(Canvas canvas, Canvas all) {
        List<Row> rows = rows();
        if (entries.isEmpty()) {
            empty(canvas);
            return;
        }
        int first = first(all.columns(), all.rows());
        for (int row = 0; row < canvas.rows() && first + row < rows.size(); row++) {
            draw(canvas, row, rows.get(first + row));
        }
    }

    private void empty(Canvas canvas) {
        if (!launcher.filter().text().isEmpty()) {
            canvas.prose(2, 1, "Nothing has that in it. Esc shows all again.", Role.MUTED);
            return;
        }
        canvas.prose(
                2,
                1,
                "No runbook was found. Put one into runbooks/ of the configuration directory, or name a file: "
                        + "lifeboat rehearse FILE.",
                Role.WARNING);
    }

    private void draw(Canvas canvas, int row, Row what) {
        int end = canvas.columns() - 1;
        if (what.entry() < 0) {
            canvas.fitted(1, row, end - 1, what.left(), what.role());
            return;
        }
        int right = end - TextWidth.of(Canvas.fit(what.right(), end));
        canvas.right(end, row, what.right(), what.rightRole());
        if (what.rehearsal()) {
            right -= REHEARSAL.length() + 2;
            canvas.text(right, row, REHEARSAL, Role.REHEARSAL);
        }
        boolean here = what.head() && what.entry() == at;
        if (here) {
            canvas.text(1, row, "▶", Role.NOW);
        }
        int left = what.head() ? 3 : 0;
        canvas.fitted(left, row, right - left - 1, what.left(), here ? Role.SELECTED : what.role());
    }

    private void about(Canvas canvas) {
        Optional<Entry> entry = launcher.entry();
        if (entry.isEmpty()) {
            return;
        }
        entry.get().book().ifPresent(book -> about(canvas, book));
        entry.get().run().ifPresent(run -> about(canvas, run));
    }

    private void about(Canvas canvas, BookRow book) {
        boolean first = launcher.all().stream().noneMatch(entry -> entry.run().isPresent());
        int row = canvas.prose(0, 0, book.title() + " (" + book.id() + ")", Role.TITLE);
        if (first) {
            row += canvas.prose(0, row, "Nothing was run here yet. Rehearse first: h.", Role.OK);
        }
        if (!book.summary().isBlank()) {
            row += canvas.prose(0, row, book.summary(), Role.PLAIN);
        }
        if (canvas.rows() <= ABOUT_ROWS) {
            return;
        }
        row++;
        int number = 1;
        for (BookRow.Line step : book.steps()) {
            if (row == canvas.rows() - 1 && number < book.steps().size()) {
                canvas.text(0, row, "and " + (book.steps().size() - number + 1) + " more steps", Role.MUTED);
                return;
            }
            String strength =
                    step.effect() == Effect.READ ? "" : step.effect() == Effect.MUTATE ? "changes" : "DESTROYS";
            canvas.right(3, row, Integer.toString(number), Role.MUTED);
            int room = canvas.columns() - 4 - (strength.isEmpty() ? 0 : strength.length() + 1);
            canvas.fitted(4, row, room, step.title(), Role.PLAIN);
            canvas.right(canvas.columns(), row, strength, step.effect() == Effect.DESTROY ? Role.DANGER : Role.WARNING);
            row++;
            number++;
        }
    }

    private void about(Canvas canvas, RunRow run) {
        int row = canvas.prose(
                0,
                0,
                (run.mode() == Mode.REHEARSAL ? REHEARSAL + "  " : "") + "Run " + run.id() + " of " + run.book(),
                Role.TITLE);
        row += canvas.prose(
                0,
                row,
                "Opened " + seconds(run.openedAt()) + ", last event " + seconds(run.lastAt()) + ".",
                Role.PLAIN);
        if (run.worker().isPresent()) {
            row += canvas.prose(
                    0, row, "Worked on by " + SafeText.of(run.worker().get()) + ". Enter follows it.", Role.WARNING);
        } else if (!run.finished()) {
            row += canvas.prose(0, row, "Enter goes on with it; first it looks at what is there now.", Role.OK);
        } else {
            row += canvas.prose(0, row, "Result: " + run.result() + ".", Role.PLAIN);
        }
        if (!run.holds().isEmpty()) {
            List<String> holds = run.holds().stream()
                    .map(hold -> SafeText.of(hold.id()) + " since " + seconds(hold.since()))
                    .toList();
            row += canvas.prose(0, row, "! Held: " + String.join(", ", holds) + ".", Role.DANGER);
        }
        canvas.prose(0, row, "Audit in " + run.audit(), Role.MUTED);
    }

    private static void ways(Canvas canvas, LauncherScene.Ways ways) {
        int wide = Math.min(64, canvas.columns() - 4);
        int high = 7;
        Canvas box = canvas.part((canvas.columns() - wide) / 2, Math.max(0, (canvas.rows() - high) / 2), wide, high);
        Canvas inside = box.box(ways.book().title(), "", Role.FOCUS);
        way(inside, 0, ways.rehearse(), "Rehearse in the lab", "The same code, and nothing of yours is touched.");
        way(inside, 3, !ways.rehearse(), "Run", "On your own cluster, databases and buckets.");
    }

    private static void way(Canvas canvas, int row, boolean here, String what, String about) {
        canvas.text(0, row, here ? "▶" : " ", Role.NOW);
        canvas.text(2, row, what, here ? Role.SELECTED : Role.PLAIN);
        canvas.fitted(4, row + 1, canvas.columns() - 4, about, Role.MUTED);
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The time of day, which with the age beside it is enough. */
    private static String time(Instant at) {
        return at.toString().substring(11, 16) + "Z";
    }
}
