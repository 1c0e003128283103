package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.run.Wording;
import lifeboat.screen.Sheet.Line;

/**
 * The procedure is over or was stopped: lists what is still held, newest first, and offers to run what releases it.
 *
 * @param question with the holds
 */
record ReleaseMenu(Question.Release question, Picking picking) implements MenuPopup {
    private static final List<Deed> REST = List.of(Deed.CLOSE, Deed.GO_ON, Deed.NOTE, Deed.BACK, Deed.LEAVE);

    static ReleaseMenu of(Question.Release question) {
        return new ReleaseMenu(question, Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new ReleaseMenu(question, other);
    }

    @Override
    public boolean isOver(RunView view) {
        return !Questions.isOpen(question, view);
    }

    @Override
    public String name() {
        return "What is held";
    }

    @Override
    public String title(RunView view) {
        return Wording.banner(view.run())
                + (view.snapshot().stopped() ? "The procedure is stopped" : "Every step is over");
    }

    @Override
    public String corner(RunView view) {
        return question.holds().isEmpty() ? "" : "STILL HELD";
    }

    @Override
    public Role frame(RunView view) {
        return question.holds().isEmpty() ? Role.FOCUS : Role.WARNING;
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Run run = view.run();
        Sheet sheet = new Sheet(columns);
        if (question.holds().isEmpty()) {
            return sheet.prose(0, "Nothing is held. The run can be closed.", Role.OK)
                    .lines();
        }
        for (Run.OpenHold hold : question.holds()) {
            sheet.labelled(
                    "! ", Role.WARNING, hold.id() + " since " + Told.since(hold.since(), view.now()), Role.WARNING);
            String means = Wording.meaning(hold.id(), run);
            if (!means.equals(hold.id())) {
                sheet.prose(2, means, Role.PLAIN);
            }
            Wording.byHand(hold.id(), run)
                    .ifPresent(hand -> sheet.labelled("  by hand: ", Role.MUTED, hand, Role.PLAIN));
        }
        return sheet.lines();
    }

    @Override
    public List<Pick> picks(RunView view) {
        List<Pick> picks = new ArrayList<>();
        List<Run.OpenHold> holds = question.holds();
        if (holds.size() > 1) {
            picks.add(new Pick(
                    "Release all", "newest first, each with its preview", Questions.obstacle(Deed.RELEASE_ALL, view)));
        }
        for (Run.OpenHold hold : holds) {
            Optional<Run.Release> release = view.run().release(hold);
            picks.add(new Pick(
                    "Release " + hold.id(),
                    release.map(by -> by(by, view.run())).orElse(""),
                    Optional.of("no step of the runbook can release it").filter(none -> release.isEmpty())));
        }
        for (Deed deed : rest(view)) {
            picks.add(new Pick(label(deed), leadsTo(deed, view), Questions.obstacle(deed, view)));
        }
        return picks;
    }

    private static String by(Run.Release release, Run run) {
        String title = '"' + run.step(release.step()).title() + '"';
        return release.undo() ? "by taking back " + title : "by " + title;
    }

    /** Nobody goes on with a procedure that has come to its end. */
    private static List<Deed> rest(RunView view) {
        return REST.stream()
                .filter(deed ->
                        deed != Deed.GO_ON || Questions.obstacle(deed, view).isEmpty())
                .toList();
    }

    private static String label(Deed deed) {
        return switch (deed) {
            case CLOSE -> "Close the run";
            case GO_ON -> "Go on with the procedure";
            case NOTE -> "Write a note…";
            case BACK -> "Look around first";
            default -> "Leave the run…";
        };
    }

    private static String leadsTo(Deed deed, RunView view) {
        return switch (deed) {
            case CLOSE -> view.run().isComplete() ? "" : "for good; not every step was done";
            case GO_ON ->
                view.run().current().map(step -> "with \"" + step.title() + '"').orElse("");
            case NOTE -> "into the audit";
            case BACK -> "pods, output, steps; Enter brings this back";
            default -> "it can be resumed";
        };
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        int before = question.holds().size() > 1 ? 1 : 0;
        if (pick < before) {
            return Questions.asking(new Wish.ReleaseAll());
        }
        if (pick < before + question.holds().size()) {
            Optional<Run.Release> release = view.run().release(question.holds().get(pick - before));
            return release.map(by -> Questions.asking(new Wish.Preview(by.step(), by.undo())))
                    .orElseGet(() -> After.stay(this));
        }
        Deed deed = rest(view).get(pick - before - question.holds().size());
        return deed == Deed.BACK
                ? After.close()
                : Questions.answer(deed, view, nanos).orElseGet(() -> After.stay(this));
    }

    @Override
    public Bindings more(RunView view) {
        return Bindings.of("")
                .shown(Deed.NOTE, "n")
                .also(Deed.RELEASE_ALL, "a")
                .also(Deed.GO_ON, "b")
                .also(Deed.QUIT, "q")
                .also(Deed.CANCEL, "Ctrl-C");
    }

    @Override
    public After did(Deed deed, RunView view, long nanos) {
        return Questions.answer(deed, view, nanos).orElseGet(() -> After.stay(this));
    }

    @Override
    public String escape() {
        return "look around";
    }

    @Override
    public After escaped(RunView view) {
        return After.close();
    }
}
