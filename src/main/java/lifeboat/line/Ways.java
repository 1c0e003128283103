package lifeboat.line;

import java.util.Optional;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** The words {@code skip} and {@code undo}, which are offered at more than one question. */
final class Ways {
    private Ways() {}

    static void skip(Menu menu, Talk talk, Run run, Step step) {
        Optional<String> obstacle = run.skipObstacle(step);
        if (obstacle.isPresent()) {
            menu.refuse("skip", obstacle.get());
            return;
        }
        menu.offerMore("skip", given -> {
            Optional<String> reason = given.isEmpty() ? talk.text("Why is it skipped?", "") : Optional.of(given);
            if (reason.isEmpty() && !talk.ended()) {
                talk.page().line("  Not skipped: skipping needs a reason.");
            }
            return reason.map(why -> new Wish.Skip(step.id(), why));
        });
    }

    /** {@code undo} takes back this step, {@code undo STEP} another, {@code undo to STEP} the later ones before it as well. */
    static void undo(Menu menu, Run run, Step step) {
        run.undoable()
                .forEach(other -> menu.understand(
                        "undo to " + other.id(), nothing -> Optional.of(new Wish.TakeBack(other.id()))));
        Optional<String> obstacle = run.undoObstacle(step);
        if (obstacle.isEmpty()) {
            menu.offerMore("undo", given -> undo(run, step, given));
            return;
        }
        menu.refuse("undo", obstacle.get());
        for (Step other : run.undoable()) {
            menu.understand("undo " + other.id(), nothing -> Optional.of(new Wish.Preview(other.id(), true)));
        }
    }

    private static Optional<Wish> undo(Run run, Step step, String given) {
        if (given.isEmpty()) {
            return Optional.of(new Wish.Preview(step.id(), true));
        }
        return StepId.isSlug(given) && run.book().step(new StepId(given)).isPresent()
                ? Optional.of(new Wish.Preview(new StepId(given), true))
                : Optional.empty();
    }
}
