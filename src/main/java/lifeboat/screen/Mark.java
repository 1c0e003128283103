package lifeboat.screen;

import java.util.Optional;
import lifeboat.run.Part;
import lifeboat.run.Run;
import lifeboat.run.StepState;
import lifeboat.run.Unit;
import lifeboat.runbook.Step;

/**
 * How the state of a step reads: a sign, a word, and a role, of which each is enough by itself.
 *
 * @param sign one column
 * @param word empty for a step that just waits
 */
record Mark(String sign, String word, Role role) {
    private static final Mark WAITING = new Mark("·", "", Role.PLAIN);

    /** Of a step in its run. */
    static Mark of(Run run, Step step) {
        StepState.Status status = run.status(step);
        if (status != StepState.Status.WAITING) {
            return of(status);
        }
        if (run.applies(step).equals(Optional.of(false))) {
            return of(StepState.Status.LEFT_OUT);
        }
        Optional<Step> current = run.current();
        if (current.isPresent() && holds(current.get(), step)) {
            return new Mark("▶", "now", Role.NOW);
        }
        return follows(run, step) ? new Mark("·", "next", Role.PLAIN) : WAITING;
    }

    private static boolean holds(Step group, Step step) {
        return group.id().equals(step.id());
    }

    private static boolean follows(Run run, Step step) {
        return run.book().steps().stream()
                .filter(other -> !run.status(other).isOver())
                .filter(other -> !run.applies(other).equals(Optional.of(false)))
                .skip(1)
                .findFirst()
                .filter(next -> next.id().equals(step.id()))
                .isPresent();
    }

    static Mark of(StepState.Status status) {
        return switch (status) {
            case WAITING -> WAITING;
            case RUNNING -> new Mark("▶", "now", Role.NOW);
            case CHECKING -> new Mark("▶", "checks", Role.NOW);
            case UNDOING -> new Mark("▶", "undoing", Role.NOW);
            case DONE -> new Mark("✓", "done", Role.OK);
            case FAILED -> new Mark("✗", "failed", Role.DANGER);
            case SKIPPED -> new Mark("–", "skipped", Role.WARNING);
            case LEFT_OUT -> new Mark("–", "left out", Role.MUTED);
            case IN_DOUBT -> new Mark("?", "in doubt", Role.WARNING);
        };
    }

    static Mark of(Part.State part) {
        return switch (part) {
            case WAITING -> of(StepState.Status.WAITING);
            case RUNNING -> of(StepState.Status.RUNNING);
            case CHECKING -> of(StepState.Status.CHECKING);
            case UNDOING -> of(StepState.Status.UNDOING);
            case DONE -> of(StepState.Status.DONE);
            case FAILED -> of(StepState.Status.FAILED);
            case IN_DOUBT -> of(StepState.Status.IN_DOUBT);
        };
    }

    /** Of a unit in its run: a child of {@code together}, or a part of a {@code foreach}. */
    static Mark of(Run run, Unit unit) {
        StepState state = run.state(unit.step());
        return unit.part().isEmpty()
                ? of(state.status())
                : state.part(unit.part()).map(part -> of(part.state())).orElseGet(() -> of(StepState.Status.WAITING));
    }
}
