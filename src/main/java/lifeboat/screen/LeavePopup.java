package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.screen.Sheet.Line;

/** Leaves a run in which something is in flight or held, if that is really meant. */
record LeavePopup(Picking picking) implements MenuPopup {
    static LeavePopup open() {
        return new LeavePopup(Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new LeavePopup(other);
    }

    @Override
    public boolean isOver(RunView view) {
        return view.run().phase() != Run.Phase.OPEN;
    }

    @Override
    public String name() {
        return "Leaving";
    }

    @Override
    public String title(RunView view) {
        return "Leave the run?";
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Run run = view.run();
        Sheet sheet = new Sheet(columns);
        if (!run.inFlight().isEmpty()) {
            sheet.prose(0, leaving(view) ? "The run is left when this has ended:" : "Under way:", Role.TITLE);
            Told.inFlight(sheet, view);
            sheet.gap();
        }
        if (!run.holds().isEmpty()) {
            sheet.prose(0, "These holds stay open while nobody is here:", Role.TITLE);
            Told.holds(sheet, run, view.now());
            sheet.gap();
        } else if (run.inFlight().isEmpty()) {
            sheet.prose(0, "Nothing is under way and nothing is held.", Role.PLAIN)
                    .gap();
        }
        sheet.labelled("The run can be resumed with  ", Role.MUTED, view.frame().resume(), Role.KEY);
        return sheet.lines();
    }

    private static boolean leaving(RunView view) {
        return view.snapshot().leaving();
    }

    @Override
    public List<Pick> picks(RunView view) {
        List<Pick> picks = new ArrayList<>();
        picks.add(Pick.of("Stay", leaving(view) ? "on the screen; the run is left all the same" : ""));
        if (view.run().inFlight().isEmpty()) {
            picks.add(Pick.of("Leave", "nothing new begins until it is resumed"));
        } else if (leaving(view)) {
            picks.add(Pick.of("Close the screen now", "what is under way goes on to its end without it"));
            picks.add(Pick.of("Stop it", "what it did so far stays as it is"));
        } else {
            picks.add(Pick.of("Leave", "when what is under way has ended"));
            picks.add(Pick.of("Stop it and leave", "what it did so far stays as it is"));
        }
        return picks;
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        Command leave = Questions.leave();
        if (pick == 0) {
            return Questions.back(view);
        }
        if (leaving(view)) {
            return pick == 1 ? After.close(new Command.Quit()) : Questions.asking(new Wish.Cancel());
        }
        return pick == 1 ? After.close(leave) : After.close(leave, new Command.Ask(new Wish.Cancel()));
    }

    @Override
    public Bindings more(RunView view) {
        return Bindings.of("").shownAs(leaving(view) ? "close the screen" : "leave", Deed.QUIT, "q", "Ctrl-C");
    }

    @Override
    public After did(Deed deed, RunView view, long nanos) {
        return chosen(1, view, nanos);
    }

    @Override
    public String escape() {
        return "stay";
    }
}
