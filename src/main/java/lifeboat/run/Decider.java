package lifeboat.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Run.Phase;
import lifeboat.run.StepState.PartState;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.runbook.Template;

/** The rules: what may happen next in a run, and why not otherwise. */
record Decider(Run run) {

    Decision decide(Intent intent) {
        if (run.phase() == Phase.CLOSED) {
            return refuse("the run is closed");
        }
        if (intent instanceof Intent.Begin begin) {
            return begin(begin);
        } else if (intent instanceof Intent.Continue go) {
            return goOn(go);
        } else if (intent instanceof Intent.Show show) {
            return Decision.events(List.of(new RunEvent.PreviewShown(show.step(), show.undo(), show.preview())));
        } else if (intent instanceof Intent.Refuse no) {
            return Decision.events(List.of(new RunEvent.StepRefused(no.step(), no.reason())));
        } else if (intent instanceof Intent.Started started) {
            return started(started);
        } else if (intent instanceof Intent.Ended ended) {
            return ended(ended);
        } else if (intent instanceof Intent.Checked checked) {
            return checked(checked);
        } else if (intent instanceof Intent.LeaveOut leaveOut) {
            return leaveOut(leaveOut);
        } else if (intent instanceof Intent.Skip skip) {
            return skip(skip);
        } else if (intent instanceof Intent.Change change) {
            return change(change);
        } else if (intent instanceof Intent.Note note) {
            return note.text().isBlank()
                    ? refuse("a note needs a text")
                    : Decision.events(List.of(new RunEvent.NoteAdded(note.text().strip())));
        } else if (intent instanceof Intent.Settle settle) {
            return settle(settle);
        } else if (intent instanceof Intent.Leave leave) {
            return leave(leave);
        } else if (intent instanceof Intent.Close close) {
            return close(close);
        }
        throw new IllegalArgumentException("no rule for " + intent);
    }

    private Decision begin(Intent.Begin begin) {
        Step step = run.step(begin.step());
        Optional<String> obstacle = begin.undo() ? undoObstacle(step) : obstacle(step);
        if (obstacle.isPresent()) {
            return refuse(obstacle.get());
        }
        Optional<String> unconfirmed = unconfirmed(step, begin);
        if (unconfirmed.isPresent()) {
            return refuse(unconfirmed.get());
        }
        List<Unit> units = begin.undo() ? List.of(new Unit(step.id(), "")) : ready(step);
        if (units.isEmpty()) {
            return nothingToDo(step);
        }
        List<RunEvent> events = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        if (needsAnswer(step) || begin.undo()) {
            events.add(new RunEvent.StepConfirmed(step.id(), begin.undo(), begin.answer()));
        }
        start(step, units, begin.undo(), begin.recorded(), events, orders);
        return new Decision.Accepted(List.copyOf(events), List.copyOf(orders));
    }

    /** A {@code foreach} over nothing. */
    private Decision nothingToDo(Step step) {
        return Decision.events(List.of(new RunEvent.StepSkipped(step.id(), "there is nothing to do it for", true)));
    }

    private Decision goOn(Intent.Continue go) {
        Step step = run.step(go.step());
        List<Unit> units = ready(step);
        if (run.status(step) != Status.RUNNING || units.isEmpty()) {
            return refuse("nothing of " + step.id() + " is waiting");
        }
        List<RunEvent> events = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        start(step, units, false, go.recorded(), events, orders);
        return new Decision.Accepted(List.copyOf(events), List.copyOf(orders));
    }

    private void start(
            Step step,
            List<Unit> units,
            boolean undo,
            Map<Unit, Map<String, List<String>>> recorded,
            List<RunEvent> events,
            List<Order> orders) {
        int number = run.state(step.id()).attempts();
        for (Unit unit : units) {
            Step actual = run.step(unit.step());
            number = unit.step().equals(step.id())
                    ? number + 1
                    : run.state(unit.step()).attempts() + 1;
            Attempt attempt = new Attempt(unit.step(), unit.part(), undo, number);
            events.add(new RunEvent.ActionBegun(attempt, recorded.getOrDefault(unit, Map.of())));
            orders.add(new Order(run.id(), undo ? Order.Kind.UNDO : Order.Kind.ACT, attempt, actual));
        }
    }

    /** The units that may begin now: not done, not in flight, and no more than may be in flight together. */
    List<Unit> ready(Step step) {
        int room = step.together().isEmpty() ? step.parallel() : Integer.MAX_VALUE;
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

    private Optional<String> unconfirmed(Step step, Intent.Begin begin) {
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

    private static boolean needsAnswer(Step step) {
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

    private Decision started(Intent.Started started) {
        if (!run.inFlight().containsKey(started.attempt())) {
            return refuse(started.attempt() + " is not in flight");
        }
        return Decision.events(List.of(
                new RunEvent.ActionStarted(started.attempt(), started.pid(), started.startTicks(), started.argv())));
    }

    private Decision ended(Intent.Ended ended) {
        Attempt attempt = ended.attempt();
        if (!run.inFlight().containsKey(attempt)) {
            return refuse(attempt + " is not in flight");
        }
        Step step = run.step(attempt.step());
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.ActionEnded(attempt, ended.outcome()));
        boolean effect = ended.outcome().effectSeen() != EffectSeen.NONE;
        if (attempt.undo()) {
            if (ended.outcome() instanceof Outcome.Succeeded) {
                release(step.holds(), step.id(), events);
            }
        } else if (effect) {
            open(step, events);
        }
        return afterwards(step, attempt, events);
    }

    /** When the step is done by these events its holds are released; when its checks are due they are ordered. */
    private Decision afterwards(Step step, Attempt attempt, List<RunEvent> events) {
        Run then = run;
        for (RunEvent event : events) {
            then = then.evolve(new Recorded(0, java.time.Instant.EPOCH, event));
        }
        Status status = then.state(step.id()).status();
        if (status == Status.DONE) {
            release(step.releases(), step.id(), events);
        }
        List<Order> orders =
                status == Status.CHECKING ? List.of(new Order(run.id(), Order.Kind.VERIFY, attempt, step)) : List.of();
        return new Decision.Accepted(List.copyOf(events), orders);
    }

    private Decision checked(Intent.Checked checked) {
        Step step = run.step(checked.step());
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.CheckObserved(
                checked.step(), checked.name(), checked.severity(), checked.detail(), checked.last()));
        boolean completes = run.state(checked.step()).status() == Status.CHECKING
                && checked.last()
                && checked.severity() != Severity.FAIL;
        if (completes) {
            release(step.releases(), step.id(), events);
        }
        return Decision.events(List.copyOf(events));
    }

    private void open(Step step, List<RunEvent> events) {
        for (String hold : step.holds()) {
            if (!run.isHeld(hold)) {
                events.add(new RunEvent.HoldOpened(hold, step.id()));
            }
        }
    }

    private void release(List<String> holds, StepId by, List<RunEvent> events) {
        for (String hold : holds) {
            if (run.isHeld(hold)) {
                events.add(new RunEvent.HoldReleased(hold, by));
            }
        }
    }

    private Decision leaveOut(Intent.LeaveOut leaveOut) {
        Step step = run.step(leaveOut.step());
        Optional<Boolean> applies = run.applies(step);
        if (applies.isEmpty() || applies.get()) {
            return refuse(step.id() + " applies");
        }
        String reason = step.when().map(when -> "not so: " + when).orElse("");
        return Decision.events(List.of(new RunEvent.StepSkipped(step.id(), reason, true)));
    }

    private Decision skip(Intent.Skip skip) {
        Step step = run.step(skip.step());
        Optional<String> obstacle = skipObstacle(step).or(() -> Optional.of("skipping needs a reason")
                .filter(none -> skip.reason().isBlank()));
        return obstacle.map(Decider::refuse)
                .orElseGet(() -> Decision.events(List.of(
                        new RunEvent.StepSkipped(step.id(), skip.reason().strip(), false))));
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

    private Decision change(Intent.Change change) {
        return changeObstacle(change.parameter())
                .map(Decider::refuse)
                .orElseGet(() -> Decision.events(List.of(
                        new RunEvent.ParameterGiven(change.parameter(), change.value(), change.secret(), "operator"))));
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

    private Decision settle(Intent.Settle settle) {
        Attempt attempt = settle.attempt();
        if (!run.doubts().containsKey(attempt)) {
            return refuse(attempt + " is not in doubt");
        }
        Step step = run.step(attempt.step());
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.DoubtSettled(attempt, settle.verdict(), settle.evidence(), settle.by()));
        if (attempt.undo()) {
            if (settle.verdict() == Verdict.TOOK_EFFECT) {
                release(step.holds(), step.id(), events);
            }
        } else if (settle.verdict() != Verdict.DID_NOT) {
            open(step, events);
        }
        return afterwards(step, attempt, events);
    }

    private Decision leave(Intent.Leave leave) {
        if (!run.inFlight().isEmpty()) {
            return refuse(run.inFlight().keySet().iterator().next() + " is under way");
        }
        if (run.phase() == Phase.LEFT) {
            return refuse("the run was left already");
        }
        return Decision.events(List.of(new RunEvent.RunLeft(
                leave.reason(), run.holds().stream().map(Run.OpenHold::id).toList())));
    }

    private Decision close(Intent.Close close) {
        if (!run.inFlight().isEmpty()) {
            return refuse(run.inFlight().keySet().iterator().next() + " is under way");
        }
        if (!run.doubts().isEmpty()) {
            return refuse("it is not known yet whether "
                    + run.doubts().keySet().iterator().next() + " took effect");
        }
        if (!run.holds().isEmpty()) {
            return refuse("still held: "
                    + String.join(
                            ", ", run.holds().stream().map(Run.OpenHold::id).toList()));
        }
        String result = "failed";
        if (run.isComplete()) {
            result = "done";
        } else if (!run.hasTouched()) {
            boolean guard =
                    run.current().map(step -> run.state(step.id()).guard()).orElse(false);
            result = guard ? "refused" : "failed";
        }
        return Decision.events(List.of(new RunEvent.RunClosed(result, close.reason())));
    }

    private static Decision refuse(String reason) {
        return new Decision.Refused(reason);
    }
}
