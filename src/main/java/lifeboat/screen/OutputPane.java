package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import lifeboat.run.Attempt;
import lifeboat.run.Part;
import lifeboat.runbook.StepId;
import lifeboat.terminal.SafeText;

/**
 * What the programs of a step write, one part beside the other when several are under way.
 *
 * @param looked the step that is looked at instead of the one that the run is at
 * @param chosen which of several outputs the keys move, counted over
 * @param scroll where that one is; the others follow
 * @param search what is looked for in it
 * @param typing the text to look for, while it is typed
 * @param columns how wide the pane is
 */
record OutputPane(
        Optional<StepId> looked,
        int chosen,
        Scroll scroll,
        Optional<Search> search,
        Optional<TextField> typing,
        int columns)
        implements Pane {
    private static final int LEAST_WIDE = 36;
    private static final int LEAST_HIGH = 3;
    private static final int ROOMY = 8;
    private static final Pattern TROUBLE =
            Pattern.compile("\\b(error|fatal|panic|failed|denied|refused)\\b", Pattern.CASE_INSENSITIVE);

    private static final Bindings KEYS = Bindings.of("Output")
            .shown(Deed.SEARCH, "/")
            .also(Deed.NEXT_MATCH, "n")
            .also(Deed.PREVIOUS_MATCH, "N")
            .also(Deed.NEXT_FAILED, "e")
            .also(Deed.PREVIOUS_FAILED, "E")
            .shown(Deed.FOLLOW, "f")
            .also(Deed.WRAP, "w")
            .also(Deed.NEXT_OUTPUT, "o")
            .and(Scroll.KEYS);
    private static final Bindings CLEARING = Bindings.of("Search").shownAs("clear", Deed.BACK, "Esc");
    private static final Bindings TYPING =
            Bindings.of("Search").shownAs("find", Deed.CHOOSE, "Enter").shownAs("clear", Deed.BACK, "Esc");

    static OutputPane first() {
        return new OutputPane(Optional.empty(), 0, Scroll.end(), Optional.empty(), Optional.empty(), 80);
    }

    /** Showing that step's output, or again that of the step that the run is at. */
    OutputPane looking(Optional<StepId> other) {
        return other.equals(looked)
                ? this
                : new OutputPane(other, 0, Scroll.end(), Optional.empty(), Optional.empty(), columns);
    }

    OutputPane wide(int now) {
        return now == columns ? this : new OutputPane(looked, chosen, scroll, search, typing, now);
    }

    private OutputPane with(Scroll moved) {
        return new OutputPane(looked, chosen, moved, search, typing, columns);
    }

    private OutputPane with(Optional<Search> found, Optional<TextField> field) {
        return new OutputPane(looked, chosen, scroll, found, field, columns);
    }

    /** Whether there is anything to show. */
    boolean isThere(RunView view) {
        return Outputs.areThere(view, looked);
    }

    private List<String> chosenLines(RunView view) {
        List<Attempt> attempts = Outputs.attempts(view, looked);
        return attempts.isEmpty() ? List.of() : Outputs.lines(view, attempts.get(chosen % attempts.size()));
    }

    @Override
    public String title(RunView view) {
        List<Attempt> attempts = Outputs.attempts(view, looked);
        String name = attempts.size() == 1 ? "  " + attempts.get(0) : "";
        return "OUTPUT" + name + (scroll.follow() ? "" : "  not following");
    }

    @Override
    public OutputPane update(Message message, RunView view, int rows) {
        if (message instanceof Message.Typed typed && typing.isPresent()) {
            return looking(view, rows, typing.get().typed(typed.stroke()));
        }
        if (message instanceof Message.Pasted pasted && typing.isPresent()) {
            return looking(view, rows, typing.get().pasted(pasted.text()));
        }
        return message instanceof Message.Did did ? did(did.deed(), view, rows) : this;
    }

    private OutputPane looking(RunView view, int rows, TextField field) {
        List<String> lines = chosenLines(view);
        Search found = Search.of(field.text(), lines, search.map(Search::line).orElse(0));
        return with(Optional.of(found), Optional.of(field)).shown(lines, found.line(), rows);
    }

    private OutputPane did(Deed deed, RunView view, int rows) {
        List<String> lines = chosenLines(view);
        return switch (deed) {
            case SEARCH -> with(search, Optional.of(TextField.of("")));
            case CHOOSE -> with(search.filter(one -> !one.text().isEmpty()), Optional.empty());
            case BACK -> with(Optional.empty(), Optional.empty());
            case NEXT_MATCH -> found(lines, search.map(one -> one.next(lines)), rows);
            case PREVIOUS_MATCH -> found(lines, search.map(one -> one.previous(lines)), rows);
            case NEXT_FAILED -> shown(lines, trouble(lines, 1, rows), rows);
            case PREVIOUS_FAILED -> shown(lines, trouble(lines, -1, rows), rows);
            case NEXT_OUTPUT ->
                new OutputPane(looked, chosen + 1, Scroll.end(), Optional.empty(), Optional.empty(), columns);
            default -> with(scroll.did(deed, broken(lines, lines.size()), seen(rows)));
        };
    }

    private OutputPane found(List<String> lines, Optional<Search> found, int rows) {
        return found.map(one -> with(found, typing).shown(lines, one.line(), rows))
                .orElse(this);
    }

    private OutputPane shown(List<String> lines, int line, int rows) {
        return line < 0 ? this : with(scroll.showing(broken(lines, line), broken(lines, lines.size()), seen(rows)));
    }

    /** How many rows the first lines take. */
    private int broken(List<String> lines, int count) {
        return scroll.rows(lines.subList(0, count), columns).size();
    }

    /** One row says where it stands, and one is for the search. */
    private static int seen(int rows) {
        return Math.max(1, rows - 1);
    }

    private int trouble(List<String> lines, int by, int rows) {
        int first = scroll.first(broken(lines, lines.size()), seen(rows));
        int from = 0;
        while (from < lines.size() && broken(lines, from + 1) <= first) {
            from++;
        }
        for (int far = 1; far <= lines.size(); far++) {
            int index = Math.floorMod(from + far * by, lines.size());
            if (isTrouble(lines.get(index))) {
                return index;
            }
        }
        return -1;
    }

    private static boolean isTrouble(String line) {
        return TROUBLE.matcher(line).find();
    }

    @Override
    public void draw(Canvas canvas, RunView view, boolean focused) {
        List<Attempt> attempts = Outputs.attempts(view, looked);
        if (attempts.isEmpty()) {
            canvas.text(0, 0, "nothing was written", Role.MUTED);
        }
        int count = Math.max(1, attempts.size());
        boolean beside = count > 1 && canvas.columns() / 2 >= LEAST_WIDE;
        int room = beside ? canvas.columns() / LEAST_WIDE : Math.max(1, canvas.rows() / LEAST_HIGH);
        int shown = Math.min(count, room);
        int at = Math.floorMod(chosen, count);
        int first = Math.max(0, Math.min(at, count - shown));
        if (shown < count) {
            tabs(canvas, view, attempts, at);
            outputs(canvas.part(0, 1, canvas.columns(), canvas.rows() - 1), view, attempts, first, shown, beside);
        } else {
            outputs(canvas, view, attempts, 0, shown, beside);
        }
    }

    /** All of them by name, where not all are seen at once. */
    private static void tabs(Canvas canvas, RunView view, List<Attempt> attempts, int at) {
        int column = 0;
        for (int index = 0; index < attempts.size(); index++) {
            Mark mark = Outputs.mark(view, attempts.get(index));
            column += canvas.text(column, 0, mark.sign() + " ", mark.role());
            column += canvas.text(
                    column,
                    0,
                    SafeText.of(Outputs.label(attempts.get(index))),
                    index == at ? Role.SELECTED : Role.PLAIN);
            column += 2;
        }
    }

    private void outputs(Canvas canvas, RunView view, List<Attempt> attempts, int first, int shown, boolean beside) {
        for (int index = 0; index < shown && first + index < attempts.size(); index++) {
            Attempt attempt = attempts.get(first + index);
            boolean keys = first + index == Math.floorMod(chosen, attempts.size());
            boolean named = attempts.size() > 1;
            if (beside) {
                int left = canvas.columns() * index / shown;
                int wide = canvas.columns() * (index + 1) / shown - left - (index + 1 < shown ? 1 : 0);
                one(canvas.part(left, 0, wide, canvas.rows()), view, attempt, keys, named);
                if (index + 1 < shown) {
                    canvas.part(left + wide, 0, 1, canvas.rows()).down(0, Role.BORDER);
                }
            } else {
                int top = canvas.rows() * index / shown;
                int high = canvas.rows() * (index + 1) / shown - top;
                one(canvas.part(0, top, canvas.columns(), high), view, attempt, keys, named);
            }
        }
    }

    /** Whether there is another output behind the chosen one in that direction. */
    boolean hasMore(RunView view, int by) {
        int count = Outputs.attempts(view, looked).size();
        int at = count == 0 ? 0 : Math.floorMod(chosen, count);
        return at + by >= 0 && at + by < count;
    }

    /** With the keys on the next output in that direction. */
    OutputPane moved(RunView view, int by) {
        int at =
                Math.floorMod(chosen, Math.max(1, Outputs.attempts(view, looked).size()));
        return new OutputPane(looked, at + by, Scroll.end(), Optional.empty(), Optional.empty(), columns);
    }

    private void one(Canvas canvas, RunView view, Attempt attempt, boolean keys, boolean named) {
        int above = heading(canvas, view, attempt, named);
        if (keys && (typing.isPresent() || search.isPresent())) {
            searching(canvas, view);
        }
        Canvas text = canvas.part(0, above, canvas.columns(), canvas.rows() - above);
        List<String> all = Outputs.lines(view, attempt);
        Scroll here = keys ? scroll : Scroll.end();
        List<String> near = here.follow() ? all.subList(Math.max(0, all.size() - text.rows()), all.size()) : all;
        List<String> rows = here.rows(near, text.columns());
        int first = here.first(rows.size(), text.rows());
        for (int row = 0; row < text.rows() && first + row < rows.size(); row++) {
            String line = rows.get(first + row);
            Role role = isTrouble(line) ? Role.DANGER : Role.PLAIN;
            if (keys && search.isPresent()) {
                search.get().draw(text, 0, row, line, role);
            } else {
                text.fitted(0, row, text.columns(), line, role);
            }
        }
    }

    /** Which one it is and how far; more rows of that only where there are many. */
    private static int heading(Canvas canvas, RunView view, Attempt attempt, boolean named) {
        String said = view.snapshot().progress().getOrDefault(attempt, "");
        Optional<Part> part = view.run()
                .state(attempt.step())
                .part(attempt.part())
                .filter(one -> one.attempt().equals(attempt));
        boolean busy = part.filter(one -> one.state().isBusy()).isPresent();
        if (named && !busy) {
            said = part.map(one -> one.reason().isEmpty() ? one.summary() : one.reason())
                    .orElse("");
        }
        Mark mark = Outputs.mark(view, attempt);
        boolean signed = busy || named && part.isPresent();
        List<Sheet.Line> lines = new Sheet(canvas.columns())
                .labelled(
                        signed ? mark.sign() + " " : "",
                        mark.role(),
                        (named ? Outputs.label(attempt) + "  " : "") + said,
                        Role.PLAIN)
                .lines();
        int rows = canvas.rows() > ROOMY ? Math.min(2, lines.size()) : 1;
        for (int row = 0; row < rows; row++) {
            lines.get(row).draw(canvas, 0, row);
        }
        return rows;
    }

    private void searching(Canvas canvas, RunView view) {
        Canvas row = canvas.part(0, 0, canvas.columns(), 1);
        row.fill(Role.PLAIN);
        String status = search.filter(one -> !one.text().isEmpty())
                .map(one -> one.status(chosenLines(view)))
                .orElse("");
        row.text(0, 0, "/", Role.KEY);
        if (typing.isPresent()) {
            typing.get().draw(row, 1, 0, Math.max(2, row.columns() - status.length() - 3), true);
        } else {
            row.text(1, 0, search.map(Search::text).orElse(""), Role.MATCH);
        }
        row.right(row.columns(), 0, status, Role.TITLE);
    }

    @Override
    public boolean isTyping() {
        return typing.isPresent();
    }

    @Override
    public Bindings bindings(RunView view) {
        if (typing.isPresent()) {
            return TYPING;
        }
        return search.isPresent() ? KEYS.and(CLEARING) : KEYS;
    }

    @Override
    public Optional<String> obstacle(Deed deed, RunView view) {
        boolean searches = deed == Deed.NEXT_MATCH || deed == Deed.PREVIOUS_MATCH;
        if (searches && search.isEmpty()) {
            return Optional.of("nothing is searched for; / does");
        }
        boolean several = Outputs.attempts(view, looked).size() > 1;
        return deed == Deed.NEXT_OUTPUT && !several ? Optional.of("there is one output") : Optional.empty();
    }

    @Override
    public List<String> lines(RunView view) {
        List<String> lines = new ArrayList<>();
        for (Attempt attempt : Outputs.attempts(view, looked)) {
            lines.add(SafeText.of(attempt.toString()));
            Outputs.lines(view, attempt).forEach(line -> lines.add(SafeText.of(line)));
        }
        return lines;
    }
}
