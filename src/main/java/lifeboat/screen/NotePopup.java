package lifeboat.screen;

import java.util.List;
import lifeboat.perform.Wish;
import lifeboat.screen.Sheet.Line;

/** Writes a note into the audit. */
record NotePopup(Typing typing) implements FieldPopup {
    static NotePopup open() {
        return new NotePopup(Typing.of(""));
    }

    @Override
    public Popup with(Typing other) {
        return new NotePopup(other);
    }

    @Override
    public String name() {
        return "A note";
    }

    @Override
    public String title(RunView view) {
        return "A note for the audit";
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        return new Sheet(columns)
                .prose(0, "It is kept with the time and your name. It changes nothing.", Role.MUTED)
                .lines();
    }

    @Override
    public String asks(RunView view) {
        return "What shall be noted?";
    }

    @Override
    public String enter() {
        return "note it";
    }

    @Override
    public After given(RunView view) {
        return typing.text().isEmpty()
                ? wrong("a note needs a text")
                : Questions.adding(new Wish.Note(typing.text()), view);
    }
}
