package lifeboat.screen;

import java.util.List;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Preview;
import lifeboat.screen.Sheet.Line;

/**
 * What else a step could do; after each choice its preview is made anew.
 *
 * @param question what is asked
 */
record AlsoMenu(Question.Confirm question, Picking picking) implements MenuPopup {
    static AlsoMenu of(Question.Confirm question) {
        return new AlsoMenu(question, Picking.on(0));
    }

    @Override
    public Popup with(Picking other) {
        return new AlsoMenu(question, other);
    }

    @Override
    public boolean isOver(RunView view) {
        return !Questions.isAsked(question, view);
    }

    @Override
    public String name() {
        return "What else";
    }

    @Override
    public String title(RunView view) {
        return "What else shall it do?";
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        return new Sheet(columns)
                .prose(0, "Nothing is done yet: the preview is made anew, and needs your Enter.", Role.MUTED)
                .lines();
    }

    @Override
    public List<Pick> picks(RunView view) {
        return question.preview().choices().stream()
                .map(choice -> Pick.of(choice.say(), choice.what()))
                .toList();
    }

    @Override
    public After chosen(int pick, RunView view, long nanos) {
        Preview.Choice choice = question.preview().choices().get(pick);
        return Questions.asking(new Wish.Change(choice.parameter(), choice.value()));
    }
}
