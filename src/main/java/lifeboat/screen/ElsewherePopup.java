package lifeboat.screen;

import java.util.List;
import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.screen.Sheet.Line;

/** Asks for a directory in which the audit goes on. */
record ElsewherePopup(Question.AuditLost question, Typing typing) implements FieldPopup {
    static ElsewherePopup of(Question.AuditLost question) {
        return new ElsewherePopup(question, Typing.of(""));
    }

    @Override
    public Popup with(Typing other) {
        return new ElsewherePopup(question, other);
    }

    @Override
    public String name() {
        return "The audit elsewhere";
    }

    @Override
    public String title(RunView view) {
        return "Go on with the audit elsewhere";
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        return new Sheet(columns)
                .prose(
                        0,
                        "A folder " + view.run().id() + " is made there. The audit goes on in it, from its last record"
                                + " that is surely on disk. After that what is held can be released; nothing else"
                                + " begins.",
                        Role.PLAIN)
                .prose(0, "The summary says how the two parts are put together again.", Role.MUTED)
                .lines();
    }

    @Override
    public String asks(RunView view) {
        return "In which directory, on another disk?";
    }

    @Override
    public String enter() {
        return "go on there";
    }

    @Override
    public boolean isOver(RunView view) {
        return !Questions.isOpen(question, view);
    }

    @Override
    public After given(RunView view) {
        return typing.text().isEmpty()
                ? wrong("name a directory that is there")
                : Questions.asking(new Wish.KeepAudit(Optional.of(typing.text())));
    }
}
