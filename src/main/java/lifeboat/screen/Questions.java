package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.runbook.Action;
import lifeboat.runbook.Step;

/**
 * What a run asks, and what an operator may answer: which keys, why not, what follows. It decides nothing; the run thread
 * looks at every answer again.
 */
final class Questions {
    static final String TOO_SOON = "too soon: that was pressed before the question could be read";
    static final String READ_ONLY = Obstacles.READ_ONLY;
    private static final String OPERATOR_LEFT = "the operator left";
    private static final long LONG_SECONDS = 10;
    private static final Set<Deed> PROMPTED =
            Set.of(Deed.CONFIRM, Deed.CHOOSE, Deed.RETRY, Deed.CHANGE, Deed.ALSO, Deed.SKIP, Deed.NOTE, Deed.GO_ON);

    /** How a preview is said yes to. */
    enum Strength {
        /** With Enter. */
        PLAIN,
        /** With evidence that is written down. */
        MANUAL,
        /** With a name that is typed. */
        DESTROY
    }

    private Questions() {}

    /** The popup that the present question opens by itself, and that Enter brings back. */
    static Optional<Popup> opening(RunView view) {
        Question question = view.question();
        if (view.frame().readOnly()) {
            return Optional.empty();
        }
        if (question instanceof Question.Failed failed) {
            return Optional.of(FailureMenu.of(failed));
        }
        if (question instanceof Question.Doubt doubt) {
            return Optional.of(DoubtMenu.of(doubt));
        }
        if (question instanceof Question.AuditLost lost) {
            return Optional.of(AuditLostMenu.of(lost));
        }
        return question instanceof Question.Release release ? Optional.of(ReleaseMenu.of(release)) : Optional.empty();
    }

    /** The popup that says where a run that was just taken up again stands; empty for one that was just opened. */
    static Optional<Popup> pickedUp(RunView view) {
        return view.run()
                .interruption()
                .filter(stop -> !view.frame().readOnly() && view.run().phase() == Run.Phase.OPEN)
                .map(stop -> PickedUpPopup.of(stop, view.run()));
    }

    /** Whether a bell is due: something is asked after something that took long. */
    static boolean rings(RunView before, RunView after) {
        boolean asked = before.question() instanceof Question.Busy
                && !(after.question() instanceof Question.Busy || after.question() instanceof Question.Over);
        return asked
                && before.run().inFlight().keySet().stream()
                        .flatMap(attempt -> before.run().state(attempt.step()).begunAt().stream())
                        .anyMatch(begun -> begun.plusSeconds(LONG_SECONDS).isBefore(after.now()));
    }

    /** The keys that the present question gives to the run screen. */
    static Bindings bindings(RunView view) {
        Question question = view.question();
        Bindings keys = Bindings.of("The run");
        if (question instanceof Question.Confirm confirm) {
            keys = keys.shownAs(confirmLabel(confirm, view.run()), Deed.CONFIRM, "Enter");
        } else if (opening(view).isPresent()) {
            keys = keys.shownAs("what now", Deed.CHOOSE, "Enter");
        } else {
            keys = keys.also(Deed.CONFIRM, "Enter");
        }
        return ways(keys)
                .shownAs("back", Deed.GO_ON, "b")
                .also(Deed.CANCEL, "Ctrl-C")
                .shownAs("leave", Deed.QUIT, "q");
    }

    /** The ways out of a question other than yes. */
    static Bindings ways(Bindings keys) {
        return keys.shown(Deed.ALSO, "a")
                .shown(Deed.RETRY, "r")
                .shown(Deed.CHANGE, "p")
                .shown(Deed.SKIP, "s")
                .shown(Deed.NOTE, "n")
                .shown(Deed.UNDO, "u")
                .shown(Deed.STOP, "x");
    }

    private static String confirmLabel(Question.Confirm question, Run run) {
        return switch (strength(question, run)) {
            case DESTROY -> "type the name…";
            case MANUAL -> "done…";
            case PLAIN -> question.undo() ? "take it back" : Deed.CONFIRM.label();
        };
    }

    static Strength strength(Question.Confirm question, Run run) {
        Step step = run.step(question.step());
        if (run.wantsName(step, question.undo())) {
            return Strength.DESTROY;
        }
        if (question.undo()) {
            return Strength.PLAIN;
        }
        boolean manual = step.together().isEmpty()
                ? step.action() instanceof Action.Manual
                : step.together().stream().anyMatch(child -> child.action() instanceof Action.Manual);
        return manual ? Strength.MANUAL : Strength.PLAIN;
    }

    /** Why a deed of the bindings does nothing now; empty if it does. */
    static Optional<String> obstacle(Deed deed, RunView view) {
        return new Obstacles(view).to(deed);
    }

    /** What follows from a deed of the bindings; empty if it is none of them. */
    static Optional<Popup.After> answer(Deed deed, RunView view, long nanos) {
        boolean known = deed == Deed.RELEASE_ALL
                || deed == Deed.CLOSE
                || deed == Deed.LEAVE
                || bindings(view).all().stream().anyMatch(binding -> binding.deed() == deed);
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(obstacle(deed, view)
                .map(why -> saying("not now: " + why))
                .orElseGet(() -> followed(deed, view, nanos)));
    }

    private static Popup.After followed(Deed deed, RunView view, long nanos) {
        Question question = view.question();
        return switch (deed) {
            case CONFIRM -> confirmed((Question.Confirm) question, view, nanos);
            case CHOOSE -> back(view);
            case RETRY -> asking(new Wish.Retry(((Question.Failed) question).step()));
            case CHANGE -> Popup.After.stay(ParameterMenu.open());
            case ALSO -> Popup.After.stay(AlsoMenu.of((Question.Confirm) question));
            case SKIP ->
                Popup.After.stay(
                        SkipPopup.of(new Obstacles(view).asked().orElseThrow().id()));
            case NOTE -> Popup.After.stay(NotePopup.open());
            case UNDO -> Popup.After.stay(UndoPopup.open());
            case STOP -> Popup.After.stay(StopPopup.open());
            // What was stopped stays stopped: only its preview is put away.
            case GO_ON ->
                asking(
                        question instanceof Question.Confirm && view.snapshot().stopped()
                                ? new Wish.Stop()
                                : new Wish.GoOn());
            case RELEASE_ALL -> asking(new Wish.ReleaseAll());
            case CLOSE -> asking(new Wish.Close("stopped by the operator"));
            case CANCEL ->
                Told.underWay(view).isEmpty() || view.frame().readOnly()
                        ? quit(view, false)
                        : Popup.After.stay(CancelPopup.open(view));
            default -> quit(view, true);
        };
    }

    private static Popup.After confirmed(Question.Confirm question, RunView view, long nanos) {
        if (!view.mayConfirm(nanos)) {
            return saying(TOO_SOON);
        }
        return switch (strength(question, view.run())) {
            case PLAIN -> asking(new Wish.Confirm(question.step(), question.undo(), "yes"));
            case MANUAL -> Popup.After.stay(EvidencePopup.of(question));
            case DESTROY -> Popup.After.stay(DestroyPopup.of(question));
        };
    }

    /** Leaves at once when nobody would miss anything, and asks otherwise; what is pressed by habit is asked always. */
    private static Popup.After quit(RunView view, boolean deliberate) {
        if (view.frame().readOnly() || view.question() instanceof Question.Over) {
            return Popup.After.close(new Command.Quit());
        }
        boolean open = !view.run().inFlight().isEmpty() || !view.run().holds().isEmpty();
        return open || !deliberate || view.snapshot().leaving()
                ? Popup.After.stay(LeavePopup.open())
                : Popup.After.close(leave());
    }

    /** The wish to park the run. */
    static Command leave() {
        return new Command.Ask(new Wish.Leave(OPERATOR_LEFT));
    }

    /** Closes whatever is open and asks this of the run. */
    static Popup.After asking(Wish wish) {
        return Popup.After.close(new Command.Ask(wish));
    }

    /** Asks something of the run that leaves its question as it is, and goes back to the popup of that. */
    static Popup.After adding(Wish wish, RunView view) {
        return new Popup.After(opening(view), List.of(new Command.Ask(wish)), "");
    }

    /** Back from a popup to that of the question, if it has one. */
    static Popup.After back(RunView view) {
        return new Popup.After(opening(view), List.of(), "");
    }

    private static Popup.After saying(String notice) {
        return new Popup.After(Optional.empty(), List.of(), notice);
    }

    /** Whether this very preview is still asked for. */
    @SuppressWarnings("ReferenceEquality")
    static boolean isAsked(Question.Confirm question, RunView view) {
        return view.question() == question;
    }

    /** Whether a question is still open, if only because a wish that leaves it open is being dealt with. */
    static boolean isOpen(Question question, RunView view) {
        boolean pending = view.question() instanceof Question.Busy
                && view.run().inFlight().isEmpty()
                && !view.snapshot().leaving();
        return pending || question.equals(view.question());
    }

    /** The line at the foot of the step pane: what can be answered, or what is waited for. */
    static String prompt(RunView view) {
        Question question = view.question();
        if (question instanceof Question.Over) {
            return "";
        }
        if (question instanceof Question.Busy) {
            return waiting(view);
        }
        if (view.frame().readOnly()) {
            return READ_ONLY;
        }
        String answers = bindings(view).all().stream()
                .filter(binding -> PROMPTED.contains(binding.deed()))
                .filter(binding -> obstacle(binding.deed(), view).isEmpty())
                .map(binding -> "[" + binding.key() + "] " + binding.label())
                .collect(Collectors.joining("  "));
        return question instanceof Question.Confirm confirm
                ? answers.replaceFirst("  |$", looking(confirm) + "  ").strip()
                : answers;
    }

    /** The keys that show more of a preview; they stand behind the yes. */
    private static String looking(Question.Confirm question) {
        boolean more = !question.preview().changes().isEmpty()
                || !question.preview().details().isEmpty();
        return (more ? "  [d] diff" : "") + (question.preview().commands().isEmpty() ? "" : "  [c] commands");
    }

    private static String waiting(RunView view) {
        List<Attempt> under = List.copyOf(view.run().inFlight().keySet());
        if (under.isEmpty()) {
            return view.snapshot().leaving() ? "leaving" : "looking";
        }
        String what = under.size() == 1 ? Told.name(under.get(0), view.run()) : under.size() + " things are under way";
        if (view.frame().readOnly()) {
            return what + "; " + READ_ONLY;
        }
        return what + (view.snapshot().leaving() ? "; the run is left when it has ended" : "; Ctrl-C to stop it");
    }
}
