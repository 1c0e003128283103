package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.perform.Wish;
import lifeboat.run.Attempt;
import lifeboat.screen.Sheet.Line;

/**
 * Stops what is in flight, or one thing of it, if that is really meant.
 *
 * @param offered what was in flight when it was opened: a row must not become another while it is read
 */
record CancelPopup(List<Attempt> offered, Picking picking) implements MenuPopup {
    static CancelPopup open(RunView view) {
        return new CancelPopup(List.copyOf(Told.underWay(view)), Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new CancelPopup(offered, other);
    }

    @Override
    public boolean isOver(RunView view) {
        return Told.underWay(view).isEmpty();
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
        List<Pick> picks = new ArrayList<>(List.of(Pick.of("Wait", "it goes on")));
        boolean several = offered.size() > 1;
        picks.add(Pick.of(several ? "Stop all" : "Stop it", "now"));
        if (several) {
            for (Attempt attempt : offered) {
                boolean ended = !Told.underWay(view).contains(attempt);
                picks.add(new Pick(
                        "Stop " + label(attempt),
                        "the others go on",
                        Optional.of("it has ended").filter(none -> ended)));
            }
        }
        return picks;
    }

    private static String label(Attempt attempt) {
        return attempt.part().isEmpty() ? attempt.step().value() : attempt.part();
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        if (pick == 0) {
            return Questions.back(view);
        }
        return Questions.asking(pick == 1 ? new Wish.Cancel() : new Wish.Cancel(Optional.of(offered.get(pick - 2))));
    }
}
