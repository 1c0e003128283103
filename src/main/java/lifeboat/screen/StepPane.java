package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.perform.Question;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.screen.Sheet.Line;
import lifeboat.screen.Sheet.Piece;

/**
 * One step: the one that the run is at, or another that is looked at.
 *
 * @param looked the other one
 * @param scroll which part is seen
 * @param read how many lines of it have been on the terminal since it was shown
 * @param columns how wide it is
 */
record StepPane(Optional<StepId> looked, Scroll scroll, int read, int columns) implements Pane {
    private static final int USUAL = 50;

    static StepPane first() {
        return new StepPane(Optional.empty(), Scroll.top(), 0, USUAL);
    }

    /** Showing that step, or again the one that the run is at. */
    StepPane looking(Optional<StepId> other) {
        return new StepPane(other, Scroll.top(), 0, columns);
    }

    StepPane wide(int now) {
        return now == columns ? this : new StepPane(looked, scroll, read, now);
    }

    /** As it was just shown, with so many rows. */
    StepPane drawn(RunView view, int rows) {
        int room = rows - prompt(view).size();
        int count = text(view, room).lines().size();
        int seen = seen(count, room);
        int bottom = Math.max(read, scroll.first(count, seen) + seen);
        return bottom == read ? this : new StepPane(looked, scroll, bottom, columns);
    }

    /** Whether all that would change has been on the terminal. */
    boolean isRead(RunView view, int rows) {
        return read >= text(view, rows - prompt(view).size()).needed();
    }

    private static int seen(int count, int room) {
        return count <= room ? Math.max(0, room) : Math.max(0, room - 1);
    }

    /** The step that the run is at: the one that is asked about, or under way, or the next. */
    static StepId present(RunView view) {
        Run run = view.run();
        Question question = view.question();
        if (question instanceof Question.Confirm confirm) {
            return confirm.step();
        } else if (question instanceof Question.Failed failed) {
            return failed.step();
        } else if (question instanceof Question.Doubt doubt) {
            return doubt.attempt().step();
        }
        return Stream.concat(run.inFlight().keySet().stream(), run.doubts().keySet().stream())
                .map(Attempt::step)
                .findFirst()
                .map(step -> group(run, step))
                .or(() -> run.current().map(Step::id))
                .orElseGet(() ->
                        run.book().steps().get(run.book().steps().size() - 1).id());
    }

    private static StepId group(Run run, StepId step) {
        return run.book().steps().stream()
                .filter(group ->
                        group.together().stream().anyMatch(child -> child.id().equals(step)))
                .map(Step::id)
                .findFirst()
                .orElse(step);
    }

    /** The step that is shown. */
    StepId shown(RunView view) {
        return looked.orElseGet(() -> present(view));
    }

    @Override
    public String title(RunView view) {
        Run run = view.run();
        StepId id = shown(view);
        List<Step> steps = run.book().steps();
        int number = 1;
        for (Step step : steps) {
            if (step.id().equals(group(run, id))) {
                break;
            }
            number++;
        }
        return number + "/" + steps.size() + "  " + run.step(id).title();
    }

    @Override
    public StepPane update(Message message, RunView view, int rows) {
        if (!(message instanceof Message.Did did)) {
            return this;
        }
        int room = rows - prompt(view).size();
        int count = text(view, room).lines().size();
        Scroll moved = scroll.did(did.deed(), count, seen(count, room));
        return moved.equals(scroll) ? this : new StepPane(looked, moved, read, columns);
    }

    private StepText.Text text(RunView view, int rows) {
        return StepText.of(view, view.run().step(shown(view)), columns, rows);
    }

    /** What can be done about it now, below an empty line. */
    private List<Line> prompt(RunView view) {
        boolean elsewhere = looked.filter(other -> !other.equals(present(view))).isPresent();
        String text = elsewhere ? "[Esc] back to what the run is at" : Questions.prompt(view);
        if (text.isEmpty()) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>(List.of(Line.BLANK));
        Prose.lines(text, columns).forEach(line -> lines.add(keys(line)));
        return lines;
    }

    /** What stands in brackets is a key. */
    private static Line keys(String text) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', from)) {
            int close = text.indexOf(']', open);
            if (close < 0) {
                break;
            }
            pieces.add(new Piece(text.substring(from, open), Role.PLAIN));
            pieces.add(new Piece(text.substring(open, close + 1), Role.KEY));
            from = close + 1;
        }
        pieces.add(new Piece(text.substring(from), Role.PLAIN));
        return new Line(pieces);
    }

    @Override
    public void draw(Canvas canvas, RunView view, boolean focused) {
        StepPane here = wide(canvas.columns());
        List<Line> prompt = here.prompt(view);
        int room = Math.max(0, canvas.rows() - prompt.size());
        List<Line> lines = here.text(view, room).lines();
        int seen = seen(lines.size(), room);
        int first = scroll.first(lines.size(), seen);
        for (int row = 0; row < seen && first + row < lines.size(); row++) {
            lines.get(first + row).draw(canvas, 0, row);
        }
        if (seen < room) {
            int below = lines.size() - first - seen;
            String more = below > 0 ? "▼ " + below + " lines more" : "▲ " + first + " lines above";
            canvas.fitted(0, seen, canvas.columns(), more, Role.WARNING);
        }
        for (int row = 0; row < prompt.size(); row++) {
            prompt.get(row).draw(canvas, 0, room + row);
        }
    }

    @Override
    public Bindings bindings(RunView view) {
        return Scroll.KEYS;
    }

    @Override
    public List<String> lines(RunView view) {
        List<String> lines = new ArrayList<>();
        Piece strength = StepText.strength(view.run().step(shown(view)));
        lines.add(title(view) + "  " + strength.text());
        lines.addAll(Sheet.texts(new StepPane(looked, scroll, read, 100)
                .text(view, Integer.MAX_VALUE)
                .lines()));
        return lines;
    }
}
