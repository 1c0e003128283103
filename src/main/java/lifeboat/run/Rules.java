package lifeboat.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Run.Phase;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Action;
import lifeboat.runbook.Deploying;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Restoring;
import lifeboat.runbook.Step;
import lifeboat.runbook.Template;

/** Why something may not happen now in a run, and which units of a step may. */
record Rules(Run run) {
    /**
     * The units that may begin now: not done, not in flight, and no more than may be in flight together. None while one of a
     * running step has failed: what is under way goes on to its end, and then somebody decides.
     */
    List<Unit> ready(Step step) {
        return ready(step, atOnce(step));
    }

    /**
     * Whether a step whose turn it is would release something that is not held, and needs for that what a step that was
     * skipped would have registered: there is nothing to take back, and nobody can say to what.
     */
    boolean isMoot(Step step) {
        return step.together().isEmpty()
                && !step.releases().isEmpty()
                && step.releases().stream().noneMatch(run::isHeld)
                && run.current()
                        .filter(current -> current.id().equals(step.id()))
                        .isPresent()
                && step.action().templates().stream()
                        .flatMap(template -> template.variables().stream())
                        .anyMatch(this::wasSkipped);
    }

    private boolean wasSkipped(String variable) {
        return run.scope().lookup(variable).filter(values -> !values.isEmpty()).isEmpty()
                && run.book().steps().stream()
                        .filter(step -> run.status(step) == Status.SKIPPED)
                        .flatMap(step -> step.register().stream())
                        .anyMatch(register -> variable.startsWith(register + "."));
    }

    /** The units that one yes would begin, those included that have to wait for others. */
    List<Unit> pending(Step step) {
        return isByHand(step) ? ready(step) : ready(step, Integer.MAX_VALUE);
    }

    private List<Unit> ready(Step step, int most) {
        boolean again = run.status(step) != Status.RUNNING;
        int room = most;
        List<Unit> units = new ArrayList<>();
        for (Unit unit : run.units(step)) {
            StepState owner = run.state(unit.step());
            Optional<Part.State> state = owner.part(unit.part()).map(Part::state);
            boolean failed = state.equals(Optional.of(Part.State.FAILED));
            if (failed && !again) {
                return List.of();
            } else if (state.filter(Part.State::isBusy).isPresent()) {
                room--;
            } else if (!isLeftAlone(step, unit) && (state.isEmpty() || failed || isWaiting(state))) {
                units.add(unit);
            }
        }
        return first(units, room);
    }

    /** The units that may be taken back now, the latest first; each that changed something is one. */
    List<Unit> undoReady(Step step) {
        return undoReady(step, atOnce(step));
    }

    /** The units that one yes would take back, those included that have to wait for others. */
    List<Unit> undoPending(Step step) {
        return undoReady(step, Integer.MAX_VALUE);
    }

    private List<Unit> undoReady(Step step, int most) {
        boolean again = run.status(step) != Status.UNDOING;
        int room = most;
        List<Unit> units = new ArrayList<>();
        for (Step owner : owners(step)) {
            for (Map.Entry<String, Part> entry : run.state(owner.id()).parts().entrySet()) {
                Part part = entry.getValue();
                if (part.state() == Part.State.FAILED && part.attempt().undo() && !again) {
                    return List.of();
                } else if (part.state() == Part.State.UNDOING) {
                    room--;
                } else if (part.touched() && owner.undo().isPresent()) {
                    units.add(0, new Unit(owner.id(), entry.getKey()));
                }
            }
        }
        return first(units, room);
    }

    /** Whether it is a step of a group that was skipped by itself. */
    private boolean isLeftAlone(Step step, Unit unit) {
        return !unit.step().equals(step.id()) && run.state(unit.step()).status().isOver();
    }

    private static List<Step> owners(Step step) {
        return step.together().isEmpty() ? List.of(step) : step.together();
    }

    private static boolean isWaiting(Optional<Part.State> state) {
        return state.equals(Optional.of(Part.State.WAITING));
    }

    private static List<Unit> first(List<Unit> units, int room) {
        return List.copyOf(units.subList(0, Math.max(0, Math.min(room, units.size()))));
    }

    /** What is done by hand has evidence of its own for each element, so they are asked for one after the other. */
    private static int atOnce(Step step) {
        return isByHand(step) ? 1 : step.parallel();
    }

    private static boolean isByHand(Step step) {
        return step.together().isEmpty() && step.action() instanceof Action.Manual;
    }

    /** Why a step may not begin, if it may not. */
    Optional<String> obstacle(Step step) {
        if (run.phase() != Phase.OPEN) {
            return Optional.of("the run was left; resume it first");
        }
        if (run.lost().isPresent()) {
            return run.lost();
        }
        if (!run.doubts().isEmpty()) {
            return Optional.of("it is not known yet whether "
                    + run.doubts().keySet().iterator().next() + " took effect; settle that first");
        }
        Status status = run.status(step);
        boolean busy = status.isBusy()
                || run.state(step.id()).parts().values().stream()
                        .anyMatch(part -> part.state().isBusy());
        if (busy || !run.inFlight().isEmpty()) {
            return Optional.of(
                    busy
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
        if (run.lost().isPresent()) {
            return run.lost();
        }
        if (owners(step).stream().allMatch(owner -> owner.undo().isEmpty())) {
            return Optional.of(step.id() + " has no undo");
        }
        if (!run.inFlight().isEmpty() || run.status(step).isBusy()) {
            return Optional.of("something is under way");
        }
        return undoReady(step).isEmpty() ? Optional.of(step.id() + " has changed nothing") : Optional.empty();
    }

    /** What of a confirmation is missing, if anything is. */
    Optional<String> unconfirmed(Step step, Intent.Begin begin) {
        StepState state = run.state(step.id());
        if (begin.undo()) {
            return state.undoPreviewed() ? unnamed(step, begin) : Optional.of("its undo was not previewed");
        }
        if (!needsAnswer(step)) {
            return Optional.empty();
        }
        if (!state.previewed()) {
            return Optional.of(step.id() + " was not previewed");
        }
        return unnamed(step, begin);
    }

    private Optional<String> unnamed(Step step, Intent.Begin begin) {
        return wantsName(step, begin.undo()) && !begin.answer().equals(name(step, begin.undo()))
                ? Optional.of("what was typed is not the name of what would be destroyed")
                : Optional.empty();
    }

    /**
     * Whether a yes is not enough: for what destroys, also where it takes a step back. What releases a hold is never asked for
     * more than that.
     */
    boolean wantsName(Step step, boolean undo) {
        if (!undo) {
            return effect(step) == Effect.DESTROY;
        }
        boolean destroys = owners(step).stream().anyMatch(owner -> owner.undo()
                .filter(action -> action.effect() == Effect.DESTROY)
                .isPresent());
        return destroys
                && owners(step).stream()
                        .flatMap(owner -> owner.holds().stream())
                        .noneMatch(run::isHeld);
    }

    /** What has to be typed then: what the runbook says, else what the undo would destroy, else the step's id. */
    String name(Step step, boolean undo) {
        Optional<Template> name = undo
                ? owners(step).stream()
                        .flatMap(owner -> owner.undo().stream())
                        .flatMap(action -> destroyed(action).stream())
                        .findFirst()
                : step.confirm();
        try {
            return name.map(template -> template.resolve(run.scope()))
                    .filter(text -> !text.isBlank())
                    .orElse(step.id().value());
        } catch (Template.UnknownVariable unknown) {
            return step.id().value();
        }
    }

    private static Optional<Template> destroyed(Action action) {
        if (action instanceof Restoring.SetAside aside) {
            return Optional.of(aside.database());
        }
        return action instanceof Deploying.HelmUninstall gone ? Optional.of(gone.release()) : Optional.empty();
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
                : run.holds().stream()
                        .filter(hold -> comesBackBy(hold, parameter))
                        .map(hold -> parameter + " says how " + hold.id() + " is released again")
                        .findFirst();
    }

    /** Whether a hold was opened with the value of a parameter that releases it again: it would be left half open. */
    private boolean comesBackBy(Run.OpenHold hold, String parameter) {
        Step opener = run.step(hold.step());
        return mentions(opener, parameter)
                && (run.book().steps().stream()
                                .filter(step -> step.releases().contains(hold.id()))
                                .anyMatch(step -> mentions(step, parameter))
                        || opener.undo().stream()
                                .flatMap(undo -> undo.templates().stream())
                                .anyMatch(template -> template.variables().contains(parameter)));
    }

    private static boolean mentions(Step step, String parameter) {
        return step.together().isEmpty()
                && step.action().templates().stream()
                        .anyMatch(template -> template.variables().contains(parameter));
    }
}
