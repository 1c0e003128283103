package lifeboat.screen;

import java.util.Optional;
import java.util.Set;
import lifeboat.perform.Question;
import lifeboat.run.Run;
import lifeboat.runbook.Step;

/** Why something cannot be asked of a run now. */
record Obstacles(RunView view) {
    static final String READ_ONLY = "another process works on this run; this only follows it";
    private static final String DOUBT = "say first what became of what was under way";
    private static final Set<Deed> GOES_ON = Set.of(Deed.RETRY, Deed.CHANGE, Deed.SKIP, Deed.GO_ON, Deed.CLOSE);
    private static final String NO_FAILURE = "no step has failed";

    /** Why a deed does nothing now; empty if it does, or is none of the answers to a question. */
    Optional<String> to(Deed deed) {
        Question question = view.question();
        if (deed == Deed.QUIT || deed == Deed.LEAVE || deed == Deed.CANCEL) {
            return Optional.empty();
        }
        Optional<String> own =
                switch (deed) {
                    case CONFIRM -> unless(question instanceof Question.Confirm, "nothing is asked" + busy());
                    case CHOOSE -> unless(Questions.opening(view).isPresent(), "nothing is asked" + busy());
                    case RETRY -> unless(question instanceof Question.Failed, NO_FAILURE);
                    case CHANGE -> change();
                    case ALSO -> also();
                    case SKIP -> skip();
                    case UNDO -> undo();
                    case STOP -> stop();
                    case GO_ON -> goOn();
                    case RELEASE_ALL -> releaseAll();
                    case CLOSE -> close();
                    case NOTE -> Optional.empty();
                    default -> {
                        yield Optional.of("");
                    }
                };
        if (own.equals(Optional.of(""))) {
            return Optional.empty();
        }
        if (view.frame().readOnly()) {
            return Optional.of(READ_ONLY);
        }
        if (view.snapshot().loss().isPresent() && GOES_ON.contains(deed)) {
            return Optional.of("the audit cannot be written");
        }
        return question instanceof Question.Over ? Optional.of("the run is over") : own;
    }

    private static Optional<String> unless(boolean fine, String why) {
        return fine ? Optional.empty() : Optional.of(why);
    }

    private String busy() {
        return view.question() instanceof Question.Busy ? "; " + underWay() : "";
    }

    private String underWay() {
        Run run = view.run();
        return run.inFlight().isEmpty()
                ? "something is being looked at"
                : Told.names(run.inFlight().keySet(), run) + " is under way";
    }

    /** What stands in the way of most, whatever the step. */
    private Optional<String> early() {
        if (view.question() instanceof Question.Busy) {
            return Optional.of(underWay());
        }
        return view.question() instanceof Question.Doubt ? Optional.of(DOUBT) : Optional.empty();
    }

    /** The step that the question is about and whose turn it is. */
    Optional<Step> asked() {
        Question question = view.question();
        if (question instanceof Question.Failed failed) {
            return Optional.of(view.run().step(failed.step()));
        }
        return question instanceof Question.Confirm confirm && isInTurn(confirm)
                ? Optional.of(view.run().step(confirm.step()))
                : Optional.empty();
    }

    /** Whether a preview is that of the step whose turn it is. */
    private boolean isInTurn(Question.Confirm question) {
        Optional<Step> current = view.run().current();
        return !question.undo()
                && !view.snapshot().stopped()
                && current.isPresent()
                && current.get().id().equals(question.step());
    }

    private Optional<String> change() {
        if (!(view.question() instanceof Question.Failed)) {
            return Optional.of(NO_FAILURE);
        }
        return unless(!view.run().book().parameters().isEmpty(), "the runbook has no parameters");
    }

    private Optional<String> also() {
        boolean some = view.question() instanceof Question.Confirm confirm
                && !confirm.preview().choices().isEmpty();
        return unless(some, "there is nothing else to choose for this step");
    }

    private Optional<String> skip() {
        Optional<String> early = early();
        if (early.isPresent()) {
            return early;
        }
        if (view.question() instanceof Question.Confirm confirm && asked().isEmpty()) {
            return Optional.of("it is not the turn of " + confirm.step());
        }
        return asked().map(step -> view.run().skipObstacle(step)).orElse(Optional.of("no step is offered"));
    }

    private Optional<String> undo() {
        Optional<String> early = early();
        if (early.isPresent() || !view.run().undoable().isEmpty()) {
            return early;
        }
        return Optional.of(asked().flatMap(step -> view.run().undoObstacle(step))
                .map(why -> why + ", and no step before it can be taken back")
                .orElse("no step can be taken back"));
    }

    private Optional<String> stop() {
        Optional<String> early = early();
        if (early.isPresent()) {
            return early;
        }
        if (view.snapshot().stopped()) {
            return Optional.of("the procedure is stopped already");
        }
        return unless(!(view.question() instanceof Question.Release), "every step is over");
    }

    private Optional<String> goOn() {
        Question question = view.question();
        if (question instanceof Question.Confirm confirm) {
            return unless(!isInTurn(confirm), "it is the turn of this step");
        }
        boolean back = question instanceof Question.Release
                && view.snapshot().stopped()
                && view.run().current().isPresent();
        return unless(back, "the procedure was not stopped");
    }

    private Optional<String> releaseAll() {
        boolean some = view.run().holds().stream()
                .anyMatch(hold -> view.run().release(hold).isPresent());
        boolean asked = view.question() instanceof Question.Release;
        return unless(asked && some, asked ? "no step can release anything now" : "the procedure is not over");
    }

    private Optional<String> close() {
        if (!view.run().holds().isEmpty()) {
            return Optional.of("a run with open holds cannot be closed; it can be left");
        }
        return unless(view.question() instanceof Question.Release, "the procedure is not over; stop it first");
    }
}
