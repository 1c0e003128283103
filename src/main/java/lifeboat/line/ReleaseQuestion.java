package lifeboat.line;

import java.util.List;
import java.util.Optional;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.run.Wording;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** Lists what is still held, newest first, and offers to run what releases it. */
final class ReleaseQuestion {
    private static final String IN = "  ";

    private final Talk talk;
    private final Sections sections;
    private boolean allWasTried;

    ReleaseQuestion(Talk talk, Sections sections) {
        this.talk = talk;
        this.sections = sections;
    }

    void show(Snapshot now, Question.Release question) {
        talk.page().line("");
        boolean empty = question.holds().isEmpty();
        String why = now.stopped() ? "The procedure is stopped." : "Every step is over.";
        talk.page()
                .prose(
                        "",
                        Wording.banner(now.run()) + why + (empty ? " Nothing is held." : " Still held, newest first:"));
        now.loss().ifPresent(loss -> talk.page().prose(IN, AuditQuestion.standing(loss)));
        for (Run.OpenHold hold : question.holds()) {
            talk.page()
                    .prose(
                            IN,
                            "! " + hold.id() + " since " + hold.since() + ": " + Wording.meaning(hold.id(), now.run()));
            Wording.byHand(hold.id(), now.run()).ifPresent(byHand -> talk.page().prose(IN + IN, "By hand: " + byHand));
            talk.page()
                    .prose(
                            IN + IN,
                            releasing(now.run(), hold)
                                    .map(wish -> "Released by: " + title(now.run(), wish))
                                    .orElse("No step of the runbook can release it now."));
        }
    }

    private static String title(Run run, Wish wish) {
        Wish.Preview preview = (Wish.Preview) wish;
        return (preview.undo() ? "taking back \"" : "\"")
                + run.step(preview.step()).title() + "\"";
    }

    Optional<Wish> ask(Snapshot now, Question.Release question) {
        Run run = now.run();
        List<Run.OpenHold> holds = question.holds();
        boolean releasable =
                holds.stream().anyMatch(hold -> releasing(run, hold).isPresent());
        Menu menu = new Menu(holds.isEmpty() ? "Close the run?" : "Release what?");
        if (releasable) {
            menu.offer("all", nothing -> {
                allWasTried = true;
                return Optional.of(new Wish.ReleaseAll());
            });
        }
        for (Run.OpenHold hold : holds) {
            releasing(run, hold)
                    .ifPresentOrElse(
                            wish -> menu.offer(hold.id(), nothing -> Optional.of(wish)),
                            () -> menu.refuse(hold.id(), "no step of the runbook can release it now"));
        }
        if (holds.isEmpty()) {
            menu.offer("close", nothing -> Optional.of(new Wish.Close("stopped by the operator")));
        } else {
            menu.refuse("close", "a run with open holds cannot be closed; it can be left");
        }
        Optional<StepId> current = run.current().map(Step::id);
        if (now.stopped() && now.loss().isEmpty() && current.isPresent()) {
            menu.offer("go on", nothing -> Optional.of(new Wish.GoOn()));
        }
        sections.addTo(menu, run);
        String automatic = releasable && !allWasTried ? "all" : "leave";
        return menu.put(talk, holds.isEmpty() ? "close" : automatic);
    }

    private static Optional<Wish> releasing(Run run, Run.OpenHold hold) {
        return run.release(hold).map(release -> new Wish.Preview(release.step(), release.undo()));
    }
}
