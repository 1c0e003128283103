package lifeboat.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Run.Phase;
import lifeboat.run.StepState.PartState;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Action;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;
import lifeboat.runbook.Template;

/** Why something may not happen now in a run, and which units of a step may. */
record Rules(Run run) {
    /** The units that may begin now: not done, not in flight, and no more than may be in flight together. */
    List<Unit> ready(Step step) {
        int room = step.together().isEmpty() ? atOnce(step) : Integer.MAX_VALUE;
        List<Unit> units = new ArrayList<>();
        boolean again = run.status(step) != Status.RUNNING;
        if (!again && run.state(step.id()).parts().containsValue(PartState.FAILED)) {
            return List.of();
        }
        for (Unit unit : run.units(step)) {
            PartState state = run.state(unit.step()).parts().get(unit.part());
            if (state == PartState.RUNNING) {
                room--;
            } else if (state == null || (state == PartState.FAILED && again)) {
                units.add(unit);
            }
        }
        return List.copyOf(units.subList(0, Math.max(0, Math.min(room, units.size()))));
    }

    /** What is done by hand has evidence of its own for each element, so they are asked for one after the other. */
    private static int atOnce(Step step) {
        return step.action() instanceof Action.Manual ? 1 : step.parallel();
    }

    /** Why a step may not begin, if it may not. */
    Optional<String> obstacle(Step step) {
        if (run.phase() != Phase.OPEN) {
            return Optional.of("the run was left; resume it first");
        }
        if (!run.doubts().isEmpty()) {
            return Optional.of("it is not known yet whether "
                    + run.doubts().keySet().iterator().next() + " took effect; settle that first");
        }
        Status status = run.status(step);
        if (status.isBusy() || !run.inFlight().isEmpty()) {
            return Optional.of(
                    status.isBusy()
                            ? step.id() + " is under way"
                            : run.inFlight().keySet().iterator().next() + " is under way");
        }
        boolean owed = status == Status.SKIPPED && step.releases().stream().anyMatch(run::isHeld);
        if (status.isOver() && !owed) {
            return Optional.of(step.id() + " is over");
        }
        Optional<Step> current = run.current();
        boolean isCurrent = current.isPresent() && current.get().id().equals(step.id());
        if (!isCurrent && step.releases().stream().noneMatch(run::isHeld)) {
            return Optional.of("it is not the turn of " + step.id() + "; next is "
                    + current.map(Step::id).orElse(step.id()));
        }
        try {
            if (!step.when().map(condition -> condition.holds(run.scope())).orElse(true)) {
                return Optional.of(step.id() + " does not apply: "
                        + step.when().map(Object::toString).orElse(""));
            }
        } catch (Template.UnknownVariable unknown) {
            return Optional.of("it is not known whether " + step.id() + " applies: " + unknown.getMessage());
        }
        return Optional.empty();
    }

    /** Why a step may not be taken back, if it may not. */
    Optional<String> undoObstacle(Step step) {
        if (step.undo().isEmpty()) {
            return Optional.of(step.id() + " has no undo");
        }
        if (!run.inFlight().isEmpty() || run.status(step).isBusy()) {
            return Optional.of("something is under way");
        }
        return run.state(step.id()).touched() ? Optional.empty() : Optional.of(step.id() + " has changed nothing");
    }

    /** What of a confirmation is missing, if anything is. */
    Optional<String> unconfirmed(Step step, Intent.Begin begin) {
        StepState state = run.state(step.id());
        if (begin.undo()) {
            return state.undoPreviewed() ? Optional.empty() : Optional.of("its undo was not previewed");
        }
        if (!needsAnswer(step)) {
            return Optional.empty();
        }
        if (!state.previewed()) {
            return Optional.of(step.id() + " was not previewed");
        }
        if (effect(step) == Effect.DESTROY) {
            String name = step.confirm()
                    .map(template -> template.resolve(run.scope()))
                    .orElse(step.id().value());
            if (!begin.answer().equals(name)) {
                return Optional.of("what was typed is not the name of what would be destroyed");
            }
        }
        return Optional.empty();
    }

    /** Whether the operator has to say yes to it. */
    static boolean needsAnswer(Step step) {
        return effect(step) != Effect.READ;
    }

    /** The strongest effect of a step and of the steps that it holds. */
    static Effect effect(Step step) {
        Effect strongest = step.effect();
        for (Step child : step.together()) {
            strongest = child.effect().compareTo(strongest) > 0 ? child.effect() : strongest;
        }
        return strongest;
    }

    /** Why a step may not be skipped, whatever the reason. */
    Optional<String> skipObstacle(Step step) {
        Status status = run.status(step);
        if (step.required()) {
            return Optional.of(step.id() + " is required and cannot be skipped");
        }
        boolean late = status.isBusy() || status == Status.IN_DOUBT || status.isOver();
        return late ? Optional.of(step.id() + " cannot be skipped now") : Optional.empty();
    }

    /** Why a parameter may not get another value, whatever the value. */
    Optional<String> changeObstacle(String parameter) {
        if (run.book().parameter(parameter).isEmpty()) {
            return Optional.of("the runbook has no parameter " + parameter);
        }
        if (!run.inFlight().isEmpty()) {
            return Optional.of("a parameter cannot change while something is under way");
        }
        boolean pinned = run.book().targets().values().stream()
                .flatMap(target -> target.templates().stream())
                .anyMatch(template -> template.variables().contains(parameter));
        return pinned && run.hasTouched()
                ? Optional.of(parameter + " says what the run works on, and the run has changed something already")
                : Optional.empty();
    }
}
