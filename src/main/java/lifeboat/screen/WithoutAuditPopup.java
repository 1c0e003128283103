package lifeboat.screen;

import java.util.List;
import lifeboat.perform.AuditLoss;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.screen.Sheet.Line;

/** Has it typed that what is held is to be released with nothing written down. */
record WithoutAuditPopup(Question.AuditLost question, Typing typing) implements FieldPopup {
    private static final String PASTED = "type it; pasted text does not confirm";

    static WithoutAuditPopup of(Question.AuditLost question) {
        return new WithoutAuditPopup(question, Typing.of(""));
    }

    @Override
    public Popup with(Typing other) {
        return new WithoutAuditPopup(question, other);
    }

    @Override
    public After update(Message message, RunView view) {
        if (message instanceof Message.Pasted && !isOver(view)) {
            return After.saying(this, PASTED);
        }
        if (message instanceof Message.Typed typed && !typing.seen().mayAnswer(typed.nanos())) {
            return After.saying(this, Questions.TOO_SOON);
        }
        return FieldPopup.super.update(message, view);
    }

    @Override
    public String name() {
        return "Without audit";
    }

    @Override
    public String title(RunView view) {
        return "Release without audit";
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        return new Sheet(columns)
                .prose(
                        0,
                        "Only what releases a hold may begin, each step with its preview as always. What is done is"
                                + " remembered, and told when the run is left: keep that text.",
                        Role.PLAIN)
                .prose(0, "Nothing of it stands in the audit, not even that it was you.", Role.WARNING)
                .lines();
    }

    @Override
    public String asks(RunView view) {
        return "Type \"" + AuditLoss.TYPED + "\" to go on:";
    }

    @Override
    public String enter() {
        return "go on";
    }

    @Override
    public boolean isOver(RunView view) {
        return !Questions.isOpen(question, view);
    }

    @Override
    public After given(RunView view) {
        return typing.text().equals(AuditLoss.TYPED)
                ? Questions.asking(new Wish.WithoutAudit(typing.text()))
                : wrong("that is not what has to be typed");
    }
}
