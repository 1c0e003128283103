package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.runbook.Action;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;

/**
 * What a run asks, and what an operator may answer: which keys, why not, what follows. It decides nothing; the run thread
 * looks at every answer again.
 */
final class Questions {
    static final String TOO_SOON = "too soon: that was pressed before the question could be read";
    static final String READ_ONLY = "another process works on this run; this only follows it";
    static final String OPERATOR_LEFT = "the operator left";

    private Questions() {}

    /** The popup that the present question opens by itself. */
    static Optional<Popup> opening(RunView view) {
        return Optional.empty();
    }

    /** The keys that the present question gives to the run screen. */
    static Bindings bindings(RunView view) {
        Question question = view.question();
        Bindings keys = Bindings.of("The run");
        if (question instanceof Question.Confirm confirm) {
            keys = keys.shownAs(confirmLabel(confirm, view.run()), Deed.CONFIRM, "Enter")
                    .also(Deed.RETRY, "r")
                    .also(Deed.GO_ON, "b");
        } else if (question instanceof Question.Failed) {
            keys = keys.shown(Deed.RETRY, "r");
        } else {
            keys = keys.also(Deed.CONFIRM, "Enter").also(Deed.RETRY, "r");
        }
        return keys;
    }

    private static String confirmLabel(Question.Confirm question, Run run) {
        return switch (strength(question, run)) {
            case DESTROY -> "type the name…";
            case MANUAL -> "done…";
            case PLAIN -> question.undo() ? "take it back" : Deed.CONFIRM.label();
        };
    }

    /** How a preview is said yes to. */
    enum Strength {
        /** With Enter. */
        PLAIN,
        /** With evidence that is written down. */
        MANUAL,
        /** With a name that is typed. */
        DESTROY
    }

    static Strength strength(Question.Confirm question, Run run) {
        Step step = run.step(question.step());
        if (question.undo()) {
            return Strength.PLAIN;
        }
        if (Run.effect(step) == Effect.DESTROY) {
            return Strength.DESTROY;
        }
        return step.action() instanceof Action.Manual ? Strength.MANUAL : Strength.PLAIN;
    }

    /** Why a deed of the bindings does nothing now; empty if it does. */
    static Optional<String> obstacle(Deed deed, RunView view) {
        if (view.frame().readOnly()) {
            return Optional.of(READ_ONLY);
        }
        Question question = view.question();
        return switch (deed) {
            case CONFIRM -> unless(question instanceof Question.Confirm, "nothing is asked");
            case RETRY -> unless(question instanceof Question.Failed, "no step has failed");
            case GO_ON -> unless(question instanceof Question.Confirm one && !inTurn(one, view), "it is its turn");
            default -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean fine, String why) {
        return fine ? Optional.empty() : Optional.of(why);
    }

    /** Whether a preview is that of the step whose turn it is. */
    static boolean inTurn(Question.Confirm question, RunView view) {
        return !question.undo()
                && !view.snapshot().stopped()
                && view.run()
                        .current()
                        .filter(current -> current.id().equals(question.step()))
                        .isPresent();
    }

    /** What follows from a deed of the bindings; empty if it is none of them. */
    static Optional<Popup.After> answer(Deed deed, RunView view, long nanos) {
        Optional<String> obstacle = obstacle(deed, view);
        if (obstacle.isPresent()) {
            return Optional.of(saying("not now: " + obstacle.get()));
        }
        if (view.question() instanceof Question.Confirm question) {
            if (deed == Deed.CONFIRM) {
                return Optional.of(confirmed(question, view, nanos));
            }
            if (deed == Deed.GO_ON) {
                return Optional.of(asking(view.snapshot().stopped() ? new Wish.Stop() : new Wish.GoOn()));
            }
        }
        if (deed == Deed.RETRY && view.question() instanceof Question.Failed failed) {
            return Optional.of(asking(new Wish.Retry(failed.step())));
        }
        return Optional.empty();
    }

    private static Popup.After confirmed(Question.Confirm question, RunView view, long nanos) {
        if (!view.mayConfirm(nanos)) {
            return saying(TOO_SOON);
        }
        if (strength(question, view.run()) != Strength.PLAIN) {
            return saying("not yet");
        }
        return asking(new Wish.Confirm(question.step(), question.undo(), "yes"));
    }

    /** Closes whatever is open and asks this of the run. */
    static Popup.After asking(Wish wish) {
        return Popup.After.close(new Command.Ask(wish));
    }

    private static Popup.After saying(String notice) {
        return new Popup.After(Optional.empty(), List.of(), notice);
    }

    /** The line at the foot of the step pane: what can be answered, or what is waited for. */
    static String prompt(RunView view) {
        if (view.question() instanceof Question.Over) {
            return "";
        }
        if (view.question() instanceof Question.Busy) {
            return waiting(view);
        }
        if (view.frame().readOnly()) {
            return READ_ONLY;
        }
        return bindings(view).all().stream()
                .filter(binding ->
                        binding.footer() && obstacle(binding.deed(), view).isEmpty())
                .map(binding -> "[" + binding.key() + "] " + binding.label())
                .collect(Collectors.joining("  "));
    }

    private static String waiting(RunView view) {
        List<Attempt> under = List.copyOf(view.run().inFlight().keySet());
        if (under.isEmpty()) {
            return view.snapshot().leaving() ? "leaving" : "looking";
        }
        String what = under.size() == 1 ? name(under.get(0), view.run()) : under.size() + " things are under way";
        return what + (view.snapshot().leaving() ? "; leaving when it has ended" : "; Ctrl-C to stop it");
    }

    /** What an attempt is called: the step's title, with the part, or as its undo. */
    static String name(Attempt attempt, Run run) {
        String title = run.step(attempt.step()).title() + (attempt.part().isEmpty() ? "" : " (" + attempt.part() + ")");
        return attempt.undo() ? "taking back \"" + title + "\"" : title;
    }
}
