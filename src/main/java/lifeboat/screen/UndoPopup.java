package lifeboat.screen;

import java.util.List;
import lifeboat.perform.Wish;
import lifeboat.run.Wording;
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
        return view.run().undoable().stream()
                .map(step -> Pick.of(Wording.heading(view.run(), step.id()), releases(step, view)))
                .toList();
    }

    private static String releases(Step step, RunView view) {
        List<String> held = step.holds().stream().filter(view.run()::isHeld).toList();
        return held.isEmpty() ? "" : "releases " + String.join(", ", held);
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        return Questions.asking(new Wish.Preview(view.run().undoable().get(pick).id(), true));
    }
}
