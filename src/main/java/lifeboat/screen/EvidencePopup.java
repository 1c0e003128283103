package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Wording;
import lifeboat.runbook.Action;
import lifeboat.runbook.Step;
import lifeboat.screen.Sheet.Line;

/**
 * Asks what an operator did or saw who did a step by hand.
 *
 * @param question the preview that is answered by it
 */
record EvidencePopup(Question.Confirm question, Typing typing) implements FieldPopup {
    static EvidencePopup of(Question.Confirm question) {
        return new EvidencePopup(question, Typing.of(""));
    }

    @Override
    public Popup with(Typing other) {
        return new EvidencePopup(question, other);
    }

    @Override
    public String name() {
        return "Evidence";
    }

    @Override
    public String title(RunView view) {
        return Wording.heading(view.run(), question.step());
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Sheet sheet = new Sheet(columns).prose(0, Wording.byHand(view.run(), step(view)) + ":", Role.TITLE);
        manual(view)
                .ifPresent(action ->
                        sheet.prose(2, Wording.resolved(action.instruction(), view.run(), step(view)), Role.PLAIN));
        question.preview().warnings().forEach(warning -> sheet.labelled("! ", Role.WARNING, warning, Role.WARNING));
        return sheet.lines();
    }

    private Step step(RunView view) {
        return view.run().step(question.step());
    }

    private Optional<Action.Manual> manual(RunView view) {
        return step(view).action() instanceof Action.Manual action ? Optional.of(action) : Optional.empty();
    }

    @Override
    public String asks(RunView view) {
        return manual(view)
                .map(action -> Wording.resolved(action.evidence(), view.run(), step(view)))
                .filter(asked -> !asked.isBlank())
                .orElse("What did you do or see?");
    }

    @Override
    public String enter() {
        return "done";
    }

    @Override
    public boolean isOver(RunView view) {
        return !Questions.isAsked(question, view);
    }

    @Override
    public After given(RunView view) {
        return typing.text().isEmpty()
                ? wrong("write down what you did or saw; it goes into the audit")
                : Questions.asking(new Wish.Confirm(question.step(), false, typing.text()));
    }
}
