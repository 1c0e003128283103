package lifeboat.screen;

import java.util.List;
import lifeboat.perform.Wish;
import lifeboat.screen.Sheet.Line;

/** Stops what is in flight, if that is really meant. */
record CancelPopup(Picking picking) implements MenuPopup {
    static CancelPopup open() {
        return new CancelPopup(Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new CancelPopup(other);
    }

    @Override
    public boolean isOver(RunView view) {
        return view.run().inFlight().isEmpty();
    }

    @Override
    public String name() {
        return "Stopping what is under way";
    }

    @Override
    public String title(RunView view) {
        return "Stop what is under way?";
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Sheet sheet = new Sheet(columns);
        Told.inFlight(sheet, view);
        sheet.gap()
                .prose(
                        0,
                        "What is stopped counts as failed, and you are asked what to do. What it did so far stays as it"
                                + " is; nothing is taken back by itself.",
                        Role.PLAIN);
        return sheet.lines();
    }

    @Override
    public List<Pick> picks(RunView view) {
        return List.of(Pick.of("Wait", "it goes on"), Pick.of("Stop it", "now"));
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        return pick == 0 ? Questions.back(view) : Questions.asking(new Wish.Cancel());
    }
}
