package lifeboat.screen;

import java.util.List;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Verdict;
import lifeboat.run.Wording;
import lifeboat.screen.Sheet.Line;

/**
 * Asks an operator who settles a doubt otherwise than it looks how they know.
 *
 * @param question the attempt that never ended
 * @param verdict what the operator says became of it
 */
record VerdictPopup(Question.Doubt question, Verdict verdict, Typing typing) implements FieldPopup {
    static VerdictPopup of(Question.Doubt question, Verdict verdict) {
        return new VerdictPopup(question, verdict, Typing.of(""));
    }

    @Override
    public Popup with(Typing other) {
        return new VerdictPopup(question, verdict, other);
    }

    @Override
    public boolean isOver(RunView view) {
        return !Questions.isOpen(question, view);
    }

    @Override
    public String name() {
        return "A step in doubt";
    }

    @Override
    public String title(RunView view) {
        return Wording.heading(view.run(), question.attempt().step());
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Sheet sheet = new Sheet(columns);
        sheet.labelled("Looked just now: ", Role.MUTED, question.finding().evidence(), Role.PLAIN);
        sheet.labelled("You say: ", Role.MUTED, "it " + Wording.verdict(verdict), Role.TITLE);
        return sheet.lines();
    }

    @Override
    public String asks(RunView view) {
        return "How do you know? It goes into the audit.";
    }

    @Override
    public String enter() {
        return "settle it";
    }

    @Override
    public After given(RunView view) {
        return typing.text().isEmpty()
                ? wrong("write down what you saw")
                : Questions.asking(new Wish.Settle(question.attempt(), verdict, typing.text()));
    }
}
