package lifeboat.screen;

import java.util.List;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.screen.Sheet.Line;

/**
 * Says of a run that was taken up again where it stands.
 *
 * @param interruption when and how it had stopped
 * @param inFlight what was in flight then
 */
record PickedUpPopup(Run.Interruption interruption, List<Attempt> inFlight, Picking picking) implements MenuPopup {
    static PickedUpPopup of(Run.Interruption interruption, Run run) {
        return new PickedUpPopup(interruption, List.copyOf(run.doubts().keySet()), Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new PickedUpPopup(interruption, inFlight, other);
    }

    @Override
    public String name() {
        return "Picked up";
    }

    @Override
    public String title(RunView view) {
        return "Picked up: run " + view.run().id();
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Run run = view.run();
        Sheet sheet = new Sheet(columns);
        String at = Times.second(interruption.at()) + " UTC, " + Times.since(interruption.at(), view.now()) + " ago";
        if (interruption.left()) {
            sheet.labelled("Left     ", Role.MUTED, at + ": " + interruption.reason(), Role.PLAIN);
        } else {
            sheet.labelled("Stopped  ", Role.MUTED, "after " + at + ": a kill, power or a lost machine", Role.WARNING);
        }
        long over = run.book().steps().stream()
                .filter(step -> run.status(step).isOver())
                .count();
        String next = run.current().map(step -> "; next is " + step.title()).orElse("");
        sheet.labelled(
                "Steps    ", Role.MUTED, over + " of " + run.book().steps().size() + " are over" + next, Role.PLAIN);
        if (!inFlight.isEmpty()) {
            sheet.labelled("Was at   ", Role.MUTED, Told.names(inFlight, run), Role.WARNING);
            sheet.prose(9, "What became of it is looked into now.", Role.PLAIN);
        }
        sheet.gap();
        if (run.holds().isEmpty()) {
            sheet.prose(0, "Nothing is held.", Role.PLAIN);
        } else {
            sheet.prose(0, "Still open:", Role.TITLE);
            Told.holds(sheet, run, view.now());
        }
        return sheet.lines();
    }

    @Override
    public List<Pick> picks(RunView view) {
        return List.of(Pick.of("Go on", "you are asked before anything is changed"));
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        return Questions.back(view);
    }

    @Override
    public String enter() {
        return "go on";
    }
}
