package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Run;
import lifeboat.run.Unit;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.runbook.Template;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/**
 * The steps, each with its state as a sign and a word, and the parts of those that have some.
 *
 * @param cursor where the arrows are
 * @param away whether the arrows were moved from the current step, which they follow otherwise
 */
record StepsPane(Cursor cursor, boolean away) implements Pane {
    private static final Bindings KEYS = Bindings.of("Steps")
            .shownAs("look at", Deed.DETAILS, "Enter")
            .also(Deed.NEXT_FAILED, "e")
            .also(Deed.PREVIOUS_FAILED, "E")
            .and(Cursor.KEYS);

    private static final int NUMBERS = 3;
    private static final int NUMBERED = 22;

    /** A line of the list: a step, or a part of the one before. */
    record Row(StepId step, String label, String number, int in, Mark mark) {}

    static StepsPane first() {
        return new StepsPane(Cursor.top(), false);
    }

    static List<Row> rows(Run run, boolean titles) {
        List<Row> rows = new ArrayList<>();
        int number = 0;
        for (Step step : run.book().steps()) {
            number++;
            rows.add(new Row(step.id(), name(step, titles), Integer.toString(number), 0, Mark.of(run, step)));
            for (Step child : step.together()) {
                rows.add(new Row(child.id(), name(child, titles), "", 1, Mark.of(run, child)));
            }
            if (step.forEach().isPresent()) {
                parts(run, step).forEach(rows::add);
            }
        }
        return rows;
    }

    private static String name(Step step, boolean titles) {
        return titles ? step.title() : step.id().value();
    }

    private static List<Row> parts(Run run, Step step) {
        if (run.applies(step).equals(Optional.of(false)) || run.status(step).isOver()) {
            return List.of();
        }
        return units(run, step).stream()
                .map(unit -> new Row(step.id(), unit.part(), "", 1, Mark.of(run, unit)))
                .toList();
    }

    /** The parts as far as they are known; none for a step whose list comes from one that was not done yet. */
    static List<Unit> units(Run run, Step step) {
        try {
            return run.units(step);
        } catch (Template.UnknownVariable notYet) {
            return List.of();
        }
    }

    private static int current(Run run, List<Row> rows) {
        StepId now = run.current().map(Step::id).orElse(null);
        for (int index = 0; index < rows.size(); index++) {
            if (rows.get(index).step().equals(now)) {
                return index;
            }
        }
        return Math.max(0, rows.size() - 1);
    }

    /** The step that the arrows are on. */
    StepId selected(RunView view) {
        List<Row> rows = rows(view.run(), false);
        return rows.get(Math.min(at(view.run(), rows), rows.size() - 1)).step();
    }

    private int at(Run run, List<Row> rows) {
        return away ? cursor.at() : current(run, rows);
    }

    /** With the arrows on the current step again, and following it. */
    StepsPane home() {
        return new StepsPane(cursor, false);
    }

    /** With the current step in sight, or the one that the arrows are on. */
    StepsPane within(RunView view, int seen) {
        List<Row> rows = rows(view.run(), false);
        return new StepsPane(cursor.to(at(view.run(), rows), rows.size(), seen), away);
    }

    @Override
    public String title(RunView view) {
        Run run = view.run();
        List<Step> steps = run.book().steps();
        int number = run.current().map(step -> steps.indexOf(step) + 1).orElse(steps.size());
        return "STEPS " + number + "/" + steps.size();
    }

    @Override
    public StepsPane update(Message message, RunView view, int seen) {
        List<Row> rows = rows(view.run(), false);
        if (!(message instanceof Message.Did did)) {
            return this;
        }
        Cursor from = cursor.to(at(view.run(), rows), rows.size(), seen);
        Cursor moved =
                switch (did.deed()) {
                    case NEXT_FAILED -> from.to(failed(rows, from.at(), 1), rows.size(), seen);
                    case PREVIOUS_FAILED -> from.to(failed(rows, from.at(), -1), rows.size(), seen);
                    default -> from.did(did.deed(), rows.size(), seen);
                };
        return moved.equals(from) ? this : new StepsPane(moved, true);
    }

    /** The next row in that direction that needs somebody; the same if there is no other. */
    private static int failed(List<Row> rows, int from, int by) {
        for (int far = 1; far < rows.size(); far++) {
            int index = Math.floorMod(from + far * by, rows.size());
            Mark mark = rows.get(index).mark();
            if (mark.role() == Role.DANGER || mark.sign().equals("?")) {
                return index;
            }
        }
        return from;
    }

    @Override
    public Optional<String> obstacle(Deed deed, RunView view) {
        boolean jumps = deed == Deed.NEXT_FAILED || deed == Deed.PREVIOUS_FAILED;
        boolean none = jumps
                && rows(view.run(), false).stream()
                        .noneMatch(row -> row.mark().role() == Role.DANGER
                                || row.mark().sign().equals("?"));
        return none ? Optional.of("no step has failed") : Optional.empty();
    }

    @Override
    public void draw(Canvas canvas, RunView view, boolean focused) {
        List<Row> rows = rows(view.run(), canvas.columns() >= 44);
        Cursor shown = cursor.to(at(view.run(), rows), rows.size(), canvas.rows());
        for (int row = 0; row < canvas.rows() && shown.first() + row < rows.size(); row++) {
            int index = shown.first() + row;
            draw(canvas.part(0, row, canvas.columns(), 1), rows.get(index), focused && index == shown.at());
        }
    }

    private static void draw(Canvas line, Row row, boolean selected) {
        Mark mark = row.mark();
        Role role = selected ? Role.SELECTED : mark.role() == Role.NOW ? Role.NOW : plain(mark);
        int left = row.in() * 2;
        int word = mark.word().isEmpty() ? 0 : TextWidth.of(mark.word()) + 1;
        line.text(left, 0, mark.sign(), mark.role());
        int at = left + 2;
        if (row.in() == 0 && line.columns() >= NUMBERED) {
            line.right(at + NUMBERS - 1, 0, row.number(), Role.MUTED);
            at += NUMBERS;
        }
        line.fitted(at, 0, line.columns() - at - word, SafeText.of(row.label()), role);
        line.right(line.columns(), 0, mark.word(), mark.role());
    }

    private static Role plain(Mark mark) {
        return mark.role() == Role.MUTED ? Role.MUTED : mark.role() == Role.DANGER ? Role.DANGER : Role.PLAIN;
    }

    @Override
    public Bindings bindings(RunView view) {
        return KEYS;
    }

    @Override
    public List<String> lines(RunView view) {
        List<String> lines = new ArrayList<>();
        for (Row row : rows(view.run(), true)) {
            String reason = row.in() == 0 ? view.run().state(row.step()).reason() : "";
            lines.add("  ".repeat(row.in()) + row.mark().sign() + " " + row.number() + (row.in() == 0 ? " " : "")
                    + SafeText.of(row.label())
                    + (row.mark().word().isEmpty() ? "" : ": " + row.mark().word())
                    + (reason.isEmpty() ? "" : " (" + SafeText.of(reason) + ")"));
        }
        return lines;
    }
}
