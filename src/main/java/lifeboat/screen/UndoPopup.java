package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.run.Wording;
import lifeboat.runbook.RouteAction;
import lifeboat.runbook.Step;
import lifeboat.screen.Sheet.Line;

/** Which step shall be taken back. */
record UndoPopup(Picking picking) implements MenuPopup {
    static UndoPopup open() {
        return new UndoPopup(Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new UndoPopup(other);
    }

    @Override
    public boolean isOver(RunView view) {
        return view.run().undoable().isEmpty();
    }

    @Override
    public String name() {
        return "Taking back";
    }

    @Override
    public String title(RunView view) {
        return "Take back which step?";
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Sheet sheet = new Sheet(columns).prose(0, "What it changes is shown first, and needs your Enter.", Role.PLAIN);
        view.run()
                .current()
                .flatMap(step -> view.run().undoObstacle(step))
                .ifPresent(why -> sheet.prose(0, "Not this step: " + why + ".", Role.MUTED));
        return sheet.lines();
    }

    @Override
    public List<Pick> picks(RunView view) {
        List<Pick> picks = new ArrayList<>();
        for (Way way : ways(view.run())) {
            String heading = Wording.heading(view.run(), way.step().id());
            picks.add(
                    way.also() == 0
                            ? Pick.of(heading, releases(way.step(), view))
                            : Pick.of(
                                    way.also() + 1 + " steps, down to " + heading,
                                    "the latest first, each with its Enter"));
        }
        return picks;
    }

    /** A step, and how many later ones are taken back before it. */
    private record Way(Step step, int also) {}

    /**
     * Each step alone, the latest first, and all of them at once. The way to a server is one thing, though it takes two
     * steps: if that was changed last, all of it comes first.
     */
    private static List<Way> ways(Run run) {
        List<Step> steps =
                run.undoable().stream().filter(run.book().steps()::contains).toList();
        List<Way> ways = new ArrayList<>();
        int route = 0;
        while (route < steps.size() && steps.get(route).action() instanceof RouteAction) {
            route++;
        }
        if (route > 1) {
            ways.add(new Way(steps.get(route - 1), route - 1));
        }
        run.undoable().forEach(step -> ways.add(new Way(step, 0)));
        if (steps.size() > Math.max(1, route)) {
            ways.add(new Way(steps.get(steps.size() - 1), steps.size() - 1));
        }
        return ways;
    }

    private static String releases(Step step, RunView view) {
        List<String> held = step.holds().stream().filter(view.run()::isHeld).toList();
        return held.isEmpty() ? "" : "releases " + String.join(", ", held);
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        Way way = ways(view.run()).get(pick);
        return Questions.asking(
                way.also() == 0
                        ? new Wish.Preview(way.step().id(), true)
                        : new Wish.TakeBack(way.step().id()));
    }
}
