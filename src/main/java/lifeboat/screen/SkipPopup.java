package lifeboat.screen;

import java.util.List;
import lifeboat.perform.Wish;
import lifeboat.run.Wording;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.screen.Sheet.Line;

/**
 * Skips a step, with a reason.
 *
 * @param step the one to skip
 */
record SkipPopup(StepId step, Typing typing) implements FieldPopup {
    static SkipPopup of(StepId step) {
        return new SkipPopup(step, Typing.of(""));
    }

    @Override
    public Popup with(Typing other) {
        return new SkipPopup(step, other);
    }

    @Override
    public String name() {
        return "Skipping";
    }

    @Override
    public String title(RunView view) {
        return "Skip: " + Wording.heading(view.run(), step);
    }

    @Override
    public List<Line> text(RunView view, int columns) {
        Step skipped = view.run().step(step);
        Sheet sheet = new Sheet(columns);
        sheet.prose(
                0, "It will not be done, and the next step is offered. The reason goes into the audit.", Role.PLAIN);
        if (!skipped.why().isBlank()) {
            sheet.gap().labelled("Why it is there: ", Role.MUTED, skipped.why(), Role.PLAIN);
        }
        skipped.releases().stream()
                .filter(view.run()::isHeld)
                .forEach(hold -> sheet.labelled(
                        "! ", Role.WARNING, "it would release " + hold + ", which then stays open", Role.WARNING));
        return sheet.lines();
    }

    @Override
    public String asks(RunView view) {
        return "Why is it skipped?";
    }

    @Override
    public String enter() {
        return "skip";
    }

    @Override
    public boolean isOver(RunView view) {
        return view.run().skipObstacle(view.run().step(step)).isPresent();
    }

    @Override
    public After given(RunView view) {
        return typing.text().isEmpty()
                ? wrong("skipping needs a reason")
                : Questions.asking(new Wish.Skip(step, typing.text()));
    }
}
