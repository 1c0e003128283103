package lifeboat.screen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Estimate;
import lifeboat.run.Run;
import lifeboat.run.Wording;
import lifeboat.runbook.Step;
import lifeboat.screen.Sheet.Line;
import lifeboat.screen.Sheet.Piece;

/** The open holds, newest first, with what each means and the way back by hand; and the clock of the outage. */
record HoldsPane(Scroll scroll, int columns) implements Pane {
    private static final int SCROLLS = 14;
    private static final String IN = " ".repeat(9);

    static HoldsPane first() {
        return new HoldsPane(Scroll.top(), 80);
    }

    HoldsPane wide(int now) {
        return now == columns ? this : new HoldsPane(scroll, now);
    }

    /** How much is said of each hold. */
    private enum Depth {
        NAMES,
        MEANINGS,
        WAYS_BACK
    }

    /** How many rows it takes to say the least, to say more, and to say everything. */
    List<Integer> heights(RunView view) {
        return Arrays.stream(Depth.values())
                .map(depth -> written(view, depth, Integer.MAX_VALUE).size())
                .toList();
    }

    @Override
    public String title(RunView view) {
        return "HOLDS AND DOWNTIME";
    }

    @Override
    public HoldsPane update(Message message, RunView view, int rows) {
        if (!(message instanceof Message.Did did)) {
            return this;
        }
        Scroll moved = scroll.did(did.deed(), text(view, rows).size(), rows);
        return moved.equals(scroll) ? this : new HoldsPane(moved, columns);
    }

    @Override
    public void draw(Canvas canvas, RunView view, boolean focused) {
        List<Line> lines = wide(canvas.columns()).text(view, canvas.rows());
        int first = scroll.first(lines.size(), canvas.rows());
        for (int row = 0; row < canvas.rows() && first + row < lines.size(); row++) {
            lines.get(first + row).draw(canvas, 0, row);
        }
    }

    /** As much as fits; if even the names do not, as many of them as there is room for. */
    private List<Line> text(RunView view, int rows) {
        List<Line> whole = written(view, Depth.WAYS_BACK, Integer.MAX_VALUE);
        if (whole.size() <= rows || rows > SCROLLS) {
            return whole;
        }
        List<Line> meanings = written(view, Depth.MEANINGS, Integer.MAX_VALUE);
        if (meanings.size() <= rows) {
            return meanings;
        }
        int outage = hasOutage(view.run()) ? 1 : 0;
        return written(view, Depth.NAMES, Math.max(1, rows - outage));
    }

    private List<Line> written(RunView view, Depth depth, int most) {
        Run run = view.run();
        Sheet sheet = new Sheet(columns);
        List<Run.OpenHold> newestFirst = new ArrayList<>(run.holds());
        Collections.reverse(newestFirst);
        String label = label("HOLDS " + newestFirst.size());
        if (newestFirst.isEmpty()) {
            sheet.line(new Piece(label, Role.TITLE), new Piece("nothing is held", Role.MUTED));
        }
        int shown = newestFirst.size() <= most ? newestFirst.size() : most;
        for (int index = 0; index < shown; index++) {
            Run.OpenHold hold = newestFirst.get(index);
            int older = index == shown - 1 ? newestFirst.size() - shown : 0;
            String since = " since " + Times.minute(hold.since()) + " (" + Times.since(hold.since(), view.now()) + ")";
            sheet.line(
                    new Piece(label, Role.TITLE),
                    new Piece("! " + hold.id(), Role.WARNING),
                    new Piece(since + (older > 0 ? " +" + older + " older" : ""), Role.PLAIN));
            label = IN;
            if (depth != Depth.NAMES) {
                sheet.prose(IN.length() + 2, Wording.meaning(hold.id(), run), Role.PLAIN);
            }
            if (depth == Depth.WAYS_BACK) {
                Wording.byHand(hold.id(), run)
                        .ifPresent(way -> sheet.labelled(IN + "  by hand: ", Role.MUTED, way, Role.PLAIN));
            }
        }
        if (hasOutage(run)) {
            sheet.line(new Piece(label("DOWNTIME"), Role.TITLE), outage(view));
            if (depth == Depth.WAYS_BACK) {
                announced(run).ifPresent(text -> sheet.labelled(IN + "told: ", Role.MUTED, text, Role.PLAIN));
            }
        }
        return sheet.lines();
    }

    static String label(String text) {
        return text + " ".repeat(Math.max(1, IN.length() - text.length()));
    }

    private static boolean hasOutage(Run run) {
        return run.book().steps().stream().anyMatch(step -> step.downtime() == Step.Downtime.BEGIN);
    }

    /** What was said about the outage before it began, as it was recorded. */
    private static Optional<String> announced(Run run) {
        return run.facts().entrySet().stream()
                .filter(fact ->
                        fact.getKey().endsWith(".outage") && !fact.getValue().isEmpty())
                .map(fact -> fact.getValue().get(0))
                .findFirst();
    }

    private static Piece outage(RunView view) {
        Run.Downtime downtime = view.run().downtime();
        if (downtime.began().isEmpty()) {
            return new Piece("not yet · " + expected(view), Role.PLAIN);
        }
        if (downtime.ended().isPresent()) {
            Duration took =
                    Duration.between(downtime.began().get(), downtime.ended().get());
            return new Piece(
                    "over · " + Times.span(took) + ", "
                            + Times.minute(downtime.began().get()) + " to "
                            + Times.minute(downtime.ended().get()),
                    Role.OK);
        }
        return new Piece(
                Times.count(downtime.began().get(), view.now()) + " since "
                        + Times.minute(downtime.began().get()) + " · " + expected(view),
                Role.WARNING);
    }

    private static String expected(RunView view) {
        return Estimate.outage(view.run(), step -> view.frame().took().getOrDefault(step, List.of()))
                .map(known -> "expected " + Times.range(known.least(), known.most()) + " (n=" + known.runs() + ")")
                .orElse("no history");
    }

    @Override
    public Bindings bindings(RunView view) {
        return Scroll.KEYS;
    }

    @Override
    public List<String> lines(RunView view) {
        return Sheet.texts(new HoldsPane(scroll, 100).written(view, Depth.WAYS_BACK, Integer.MAX_VALUE));
    }
}
