package lifeboat.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Run.Phase;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** What comes of an intent: events and orders, or why not ({@link Rules}). */
record Decider(Run run) {
    private Rules rules() {
        return new Rules(run);
    }

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
        } else if (intent instanceof Intent.Lose lose) {
            return run.lost().isPresent()
                    ? refuse("the lock was lost before")
                    : Decision.events(List.of(new RunEvent.LockLost(lose.lock(), lose.reason())));
        } else if (intent instanceof Intent.Leave leave) {
            return leave(leave);
        } else if (intent instanceof Intent.Close close) {
            return close(close);
        }
        throw new IllegalArgumentException("no rule for " + intent);
    }

    private Decision begin(Intent.Begin begin) {
        Step step = run.step(begin.step());
        Optional<String> obstacle = begin.undo() ? rules().undoObstacle(step) : rules().obstacle(step);
        if (obstacle.isPresent()) {
            return refuse(obstacle.get());
        }
        Optional<String> unconfirmed = rules().unconfirmed(step, begin);
        if (unconfirmed.isPresent()) {
            return refuse(unconfirmed.get());
        }
        List<Unit> units = begin.undo() ? rules().undoReady(step) : rules().ready(step);
        if (units.isEmpty()) {
            return nothingToDo(step);
        }
        List<RunEvent> events = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        if (Rules.needsAnswer(step) || begin.undo()) {
            events.add(new RunEvent.StepConfirmed(step.id(), begin.undo(), begin.answer()));
        }
        start(units, begin.undo(), begin.recorded(), events, orders);
        return new Decision.Accepted(List.copyOf(events), List.copyOf(orders));
    }

    /** A {@code foreach} over nothing. */
    private Decision nothingToDo(Step step) {
        return Decision.events(List.of(new RunEvent.StepSkipped(step.id(), "there is nothing to do it for", true)));
    }

    private Decision goOn(Intent.Continue go) {
        Step step = run.step(go.step());
        if (run.lost().isPresent()) {
            return refuse(run.lost().get());
        }
        boolean undo = run.status(step) == Status.UNDOING;
        List<Unit> units = undo ? rules().undoReady(step) : rules().ready(step);
        if (!(undo || run.status(step) == Status.RUNNING) || units.isEmpty()) {
            return refuse("nothing of " + step.id() + " is waiting");
        }
        List<RunEvent> events = new ArrayList<>();
        List<Order> orders = new ArrayList<>();
        start(units, undo, go.recorded(), events, orders);
        return new Decision.Accepted(List.copyOf(events), List.copyOf(orders));
    }

    private void start(
            List<Unit> units,
            boolean undo,
            Map<Unit, Map<String, List<String>>> recorded,
            List<RunEvent> events,
            List<Order> orders) {
        Map<StepId, Integer> numbers = new HashMap<>();
        for (Unit unit : units) {
            int before =
                    numbers.getOrDefault(unit.step(), run.state(unit.step()).attempts());
            numbers.put(unit.step(), before + 1);
            Attempt attempt = new Attempt(unit.step(), unit.part(), undo, before + 1);
            events.add(new RunEvent.ActionBegun(attempt, recorded.getOrDefault(unit, Map.of())));
            orders.add(new Order(run.id(), undo ? Order.Kind.UNDO : Order.Kind.ACT, attempt, run.step(unit.step())));
        }
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
        if (!attempt.undo() && effect) {
            open(step, events);
        }
        return afterwards(step, attempt, events);
    }

    /**
     * When the step is done by these events its holds are released, when it is taken back those that it opened; when the
     * checks of its part are due they are ordered.
     */
    private Decision afterwards(Step step, Attempt attempt, List<RunEvent> events) {
        StepState then = after(events).state(step.id());
        if (then.status() == Status.DONE) {
            release(step.releases(), step.id(), events);
        } else if (attempt.undo() && !then.touched()) {
            release(heldByNoOther(step), step.id(), events);
            events.addAll(OwedHolds.reopened(after(events), step));
        }
        boolean due = then.part(attempt.part())
                .filter(part -> part.state() == Part.State.CHECKING)
                .isPresent();
        List<Order> orders = due ? List.of(new Order(run.id(), Order.Kind.VERIFY, attempt, step)) : List.of();
        return new Decision.Accepted(List.copyOf(events), orders);
    }

    private Run after(List<RunEvent> events) {
        Run then = run;
        for (RunEvent event : events) {
            then = then.evolve(new Recorded(0, java.time.Instant.EPOCH, event));
        }
        return then;
    }

    /** The holds of a step that none of the steps beside it has opened as well. */
    private List<String> heldByNoOther(Step step) {
        List<Step> beside = Together.group(run, step.id())
                .map(group -> group.together().stream()
                        .filter(other -> !other.id().equals(step.id()))
                        .filter(other -> run.state(other.id()).touched())
                        .toList())
                .orElse(List.of());
        return step.holds().stream()
                .filter(hold -> beside.stream().noneMatch(other -> other.holds().contains(hold)))
                .toList();
    }

    private Decision checked(Intent.Checked checked) {
        Step step = run.step(checked.step());
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.CheckObserved(
                checked.step(), checked.part(), checked.name(), checked.severity(), checked.detail(), checked.last()));
        boolean completes = run.state(checked.step()).status() != Status.DONE
                && after(events).state(checked.step()).status() == Status.DONE;
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
        String reason = rules().isMoot(step)
                ? "what it would release is not held, and the step that would have recorded how was skipped"
                : step.when().map(when -> when.unmet(run.scope())).orElse("");
        return Decision.events(List.of(new RunEvent.StepSkipped(step.id(), reason, true)));
    }

    private Decision skip(Intent.Skip skip) {
        Step step = run.step(skip.step());
        Optional<String> obstacle = rules().skipObstacle(step).or(() -> Optional.of("skipping needs a reason")
                .filter(none -> skip.reason().isBlank()));
        return obstacle.map(Decider::refuse)
                .orElseGet(() -> Decision.events(List.of(
                        new RunEvent.StepSkipped(step.id(), skip.reason().strip(), false))));
    }

    private Decision change(Intent.Change change) {
        return rules().changeObstacle(change.parameter())
                .map(Decider::refuse)
                .orElseGet(() -> Decision.events(List.of(
                        new RunEvent.ParameterGiven(change.parameter(), change.value(), change.secret(), "operator"))));
    }

    private Decision settle(Intent.Settle settle) {
        Attempt attempt = settle.attempt();
        if (!run.doubts().containsKey(attempt)) {
            return refuse(attempt + " is not in doubt");
        }
        Step step = run.step(attempt.step());
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunEvent.DoubtSettled(attempt, settle.verdict(), settle.evidence(), settle.by()));
        if (!attempt.undo() && settle.verdict() != Verdict.DID_NOT) {
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
            // Where nothing failed, the next step did not get its yes, or not the name that it wants.
            boolean guard = run.current()
                    .map(step -> run.state(step.id()).guard() || run.status(step) != Status.FAILED)
                    .orElse(false);
            result = guard ? "refused" : "failed";
        }
        return Decision.events(List.of(new RunEvent.RunClosed(result, close.reason())));
    }

    private static Decision refuse(String reason) {
        return new Decision.Refused(reason);
    }
}
