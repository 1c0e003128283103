package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.run.Wording;
import lifeboat.screen.Sheet.Line;

/**
 * The audit cannot be written: says what that means, and how what is held can be released all the same.
 *
 * @param question with what failed and the holds
 */
record AuditLostMenu(Question.AuditLost question, Picking picking) implements MenuPopup {
    private static final List<Deed> REST = List.of(Deed.NOTE, Deed.BACK, Deed.LEAVE);

    static AuditLostMenu of(Question.AuditLost question) {
        return new AuditLostMenu(question, Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new AuditLostMenu(question, other);
    }

    @Override
    public boolean isOver(RunView view) {
        return !Questions.isOpen(question, view);
    }

    @Override
    public String name() {
        return "The audit cannot be written";
    }

    @Override
    public String title(RunView view) {
        return Wording.banner(view.run()) + "The audit cannot be written";
    }

    @Override
    public String corner(RunView view) {
        return question.holds().isEmpty() ? "" : "STILL HELD";
    }

    @Override
    public Role frame(RunView view) {
        return Role.DANGER;
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Sheet sheet = new Sheet(columns);
        sheet.prose(0, question.loss().reason(), Role.DANGER);
        sheet.prose(0, question.loss().hint(), Role.PLAIN);
        int missing = question.loss().missing().size();
        sheet.prose(
                0,
                missing == 0
                        ? "Nothing new begins."
                        : "Nothing new begins. " + missing + (missing == 1 ? " record stands" : " records stand")
                                + " in no file, and only this process knows of it.",
                Role.WARNING);
        for (Run.OpenHold hold : question.holds()) {
            sheet.labelled(
                    "! ", Role.WARNING, hold.id() + " since " + Told.since(hold.since(), view.now()), Role.WARNING);
            Wording.byHand(hold.id(), view.run())
                    .ifPresent(hand -> sheet.labelled("  by hand: ", Role.MUTED, hand, Role.PLAIN));
        }
        return sheet.lines();
    }

    @Override
    public List<Pick> picks(RunView view) {
        Optional<String> nothing =
                Optional.of("nothing is held").filter(none -> question.holds().isEmpty());
        return List.of(
                new Pick("Keep it again", "where it was, after you made room", Optional.empty()),
                new Pick("Go on elsewhere…", "in a directory on another disk; then release", Optional.empty()),
                new Pick("Release without audit…", "what is done is told at the end", nothing),
                new Pick("Write a note…", "remembered with the rest", Optional.empty()),
                new Pick("Look around first", "Enter brings this back", Optional.empty()),
                new Pick("Leave the run…", "what is held stays held", Optional.empty()));
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        return switch (pick) {
            case 0 -> Questions.asking(new Wish.KeepAudit(Optional.empty()));
            case 1 -> After.stay(ElsewherePopup.of(question));
            case 2 -> After.stay(WithoutAuditPopup.of(question));
            default -> {
                Deed deed = REST.get(pick - 3);
                yield deed == Deed.BACK
                        ? After.close()
                        : Questions.answer(deed, view, nanos).orElseGet(() -> After.stay(this));
            }
        };
    }

    @Override
    public Bindings more(RunView view) {
        return Bindings.of("").shown(Deed.NOTE, "n").also(Deed.QUIT, "q").also(Deed.CANCEL, "Ctrl-C");
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
