package lifeboat.screen;

import java.util.List;
import lifeboat.perform.Wish;
import lifeboat.screen.Sheet.Line;

/** Ends the procedure, if that is really meant. */
record StopPopup(Picking picking) implements MenuPopup {
    static StopPopup open() {
        return new StopPopup(Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new StopPopup(other);
    }

    @Override
    public boolean isOver(RunView view) {
        return Questions.obstacle(Deed.STOP, view).isPresent();
    }

    @Override
    public String name() {
        return "Stopping";
    }

    @Override
    public String title(RunView view) {
        return "Stop the procedure?";
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Sheet sheet = new Sheet(columns);
        sheet.prose(0, "No further step is offered. Nothing is taken back by itself.", Role.PLAIN);
        if (view.run().holds().isEmpty()) {
            sheet.prose(0, "Nothing is held; the run can be closed then.", Role.PLAIN);
        } else {
            sheet.prose(0, "What is held is offered for release, each with its preview:", Role.PLAIN);
            Told.holds(sheet, view.run(), view.now());
        }
        sheet.prose(0, "You can come back to the procedure until the run is closed.", Role.MUTED);
        return sheet.lines();
    }

    @Override
    public List<Pick> picks(RunView view) {
        return List.of(Pick.of("Keep going", "as if you had not asked"), Pick.of("Stop", "and release what is held"));
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        return pick == 0 ? Questions.back(view) : Questions.asking(new Wish.Stop());
    }
}
