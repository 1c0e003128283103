package lifeboat.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.Run.Downtime;
import lifeboat.run.Run.OpenHold;
import lifeboat.run.Run.Phase;
import lifeboat.run.Run.Program;
import lifeboat.run.StepState.PartState;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Action;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** Takes one event into a run; made for one event and thrown away. */
final class Evolution {
    private final Run before;
    private final Map<String, String> parameters;
    private final Map<String, Map<String, String>> identities;
    private final Map<String, List<String>> facts;
    private final Map<StepId, StepState> steps;
    private final List<OpenHold> holds;
    private final Map<Attempt, Optional<Program>> inFlight;
    private final Map<Attempt, Optional<Program>> doubts;
    private final List<String> notes;
    private Mode mode;
    private Phase phase;
    private Optional<String> result;
    private Optional<Instant> openedAt;
    private Downtime downtime;
    private Optional<Run.Interruption> interruption;
    private Instant at = Instant.EPOCH;

    Evolution(Run run) {
        before = run;
        parameters = new LinkedHashMap<>(run.parameters());
        identities = new LinkedHashMap<>(run.identities());
        facts = new LinkedHashMap<>(run.facts());
        steps = new LinkedHashMap<>(run.steps());
        holds = new ArrayList<>(run.holds());
        inFlight = new LinkedHashMap<>(run.inFlight());
        doubts = new LinkedHashMap<>(run.doubts());
        notes = new ArrayList<>(run.notes());
        mode = run.mode();
        phase = run.phase();
        result = run.result();
        openedAt = run.openedAt();
        downtime = run.downtime();
        interruption = run.interruption();
    }

    Run take(Recorded recorded) {
        at = recorded.at();
        RunEvent event = recorded.event();
        if (event.step().isPresent() && !steps.containsKey(event.step().get())) {
            throw new IllegalArgumentException("the journal names a step that its runbook does not have: "
                    + event.step().get());
        }
        if (event.attempt().isPresent()) {
            ofAttempt(event, event.attempt().get());
        } else if (event.step().isPresent()) {
            ofStep(event, event.step().get());
        } else {
            ofRun(event);
        }
        return freeze();
    }

    private void ofRun(RunEvent event) {
        if (event instanceof RunEvent.RunOpened opened) {
            mode = opened.mode();
            openedAt = Optional.of(at);
        } else if (event instanceof RunEvent.ParameterGiven given) {
            parameters.put(given.name(), given.value());
        } else if (event instanceof RunEvent.IdentityObserved observed) {
            identities.put(observed.target(), observed.facts());
        } else if (event instanceof RunEvent.NoteAdded note) {
            notes.add(note.text());
        } else if (event instanceof RunEvent.RunLeft left) {
            phase = Phase.LEFT;
            interruption = Optional.of(new Run.Interruption(at, true, left.reason()));
        } else if (event instanceof RunEvent.RunResumed) {
            resume();
        } else if (event instanceof RunEvent.RunClosed closed) {
            phase = Phase.CLOSED;
            result = Optional.of(closed.result());
        } else if (!(event instanceof RunEvent.LockTaken
                || event instanceof RunEvent.LockLost
                || event instanceof RunEvent.LockReleased
                || event instanceof RunEvent.ClockJumped
                || event instanceof RunEvent.AuditDegraded
                || event instanceof RunEvent.JournalRecovered
                || event instanceof RunEvent.Sealed)) {
            throw new IllegalArgumentException("no rule for " + event.action());
        }
    }

    private void ofStep(RunEvent event, StepId id) {
        StepDraft draft = draft(id);
        if (event instanceof RunEvent.PreviewShown shown) {
            draft.previewed |= !shown.undo();
            draft.undoPreviewed |= shown.undo();
        } else if (event instanceof RunEvent.StepRefused refused) {
            draft.fail(refused.reason(), "", true);
        } else if (event instanceof RunEvent.StepSkipped skipped) {
            draft.status = skipped.byCondition() ? Status.LEFT_OUT : Status.SKIPPED;
            draft.because(skipped.reason(), "", false);
        } else if (event instanceof RunEvent.CheckObserved check) {
            observe(draft, check);
        } else if (event instanceof RunEvent.HoldOpened opened) {
            if (!before.isHeld(opened.hold())) {
                holds.add(new OpenHold(opened.hold(), id, at));
            }
            owe(opened.hold());
        } else if (event instanceof RunEvent.HoldReleased released) {
            holds.removeIf(open -> open.id().equals(released.hold()));
        } else if (!(event instanceof RunEvent.StepConfirmed)) {
            throw new IllegalArgumentException("no rule for " + event.action());
        }
        put(id, draft);
    }

    private void ofAttempt(RunEvent event, Attempt attempt) {
        StepDraft draft = draft(attempt.step());
        if (event instanceof RunEvent.ActionBegun begun) {
            record(attempt, draft, begun.recorded());
            draft.begin(attempt, at);
            inFlight.put(attempt, Optional.empty());
            if (step(attempt).downtime() == Step.Downtime.BEGIN
                    && downtime.began().isEmpty()) {
                downtime = new Downtime(Optional.of(at), Optional.empty());
            }
        } else if (event instanceof RunEvent.ActionStarted started) {
            inFlight.put(attempt, Optional.of(new Program(started.pid(), started.startTicks(), started.argv())));
        } else if (event instanceof RunEvent.ActionEnded ended) {
            inFlight.remove(attempt);
            end(attempt, draft, ended.outcome());
        } else if (event instanceof RunEvent.DoubtSettled settled) {
            doubts.remove(attempt);
            settle(attempt, draft, settled.verdict());
        } else {
            throw new IllegalArgumentException("no rule for " + event.action());
        }
        put(attempt.step(), draft);
    }

    /** The first recording wins as long as an attempt may have changed what it recorded. */
    private void record(Attempt attempt, StepDraft draft, Map<String, List<String>> recorded) {
        if (!attempt.undo() && !draft.touched) {
            register(attempt, recorded);
        }
    }

    private void register(Attempt attempt, Map<String, List<String>> outputs) {
        step(attempt)
                .register()
                .ifPresent(name -> outputs.forEach((output, values) -> {
                    String variable = name + "." + output;
                    if (attempt.part().isEmpty()) {
                        facts.put(variable, List.copyOf(values));
                    } else {
                        List<String> all = new ArrayList<>(facts.getOrDefault(variable, List.of()));
                        values.stream().filter(value -> !all.contains(value)).forEach(all::add);
                        facts.put(variable, List.copyOf(all));
                    }
                }));
    }

    private void end(Attempt attempt, StepDraft draft, Outcome outcome) {
        draft.touched |= !attempt.undo() && outcome.effectSeen() != EffectSeen.NONE;
        draft.endedAt = Optional.of(at);
        if (outcome instanceof Outcome.Succeeded succeeded) {
            if (attempt.undo()) {
                takenBack(draft);
                return;
            }
            draft.parts.put(attempt.part(), PartState.DONE);
            register(attempt, withoutRecorded(attempt, draft, succeeded.outputs()));
            settleDown(attempt, draft);
        } else if (outcome instanceof Outcome.Failed failed) {
            ill(attempt, draft, failed.reason(), failed.hint(), failed.guard());
        } else {
            ill(attempt, draft, ((Outcome.Cancelled) outcome).reason(), "", false);
        }
    }

    /**
     * What was recorded before the first change stays; anything else that the action reports is taken, and what the elements of
     * a list report is collected.
     */
    private Map<String, List<String>> withoutRecorded(
            Attempt attempt, StepDraft draft, Map<String, List<String>> outputs) {
        if (step(attempt).action().repeat() != lifeboat.runbook.Repeat.SET
                || !attempt.part().isEmpty()) {
            return outputs;
        }
        Map<String, List<String>> rest = new LinkedHashMap<>(outputs);
        step(attempt).register().ifPresent(name -> rest.keySet()
                .removeIf(output -> facts.containsKey(name + "." + output)));
        return rest;
    }

    private void ill(Attempt attempt, StepDraft draft, String reason, String hint, boolean guard) {
        if (!attempt.undo()) {
            draft.parts.put(attempt.part(), PartState.FAILED);
        }
        draft.because(reason, hint, guard);
        if (attempt.undo() || !isBusy(draft)) {
            draft.fail(reason, hint, guard);
        }
    }

    /** A unit ended well: the step fails with the last of its units, is checked, or is done. */
    private void settleDown(Attempt attempt, StepDraft draft) {
        if (isBusy(draft)) {
            return;
        }
        if (draft.parts.containsValue(PartState.FAILED)) {
            draft.fail(draft.reason, draft.hint, draft.guard);
        } else if (isWhole(attempt, draft)) {
            if (step(attempt).verify().isEmpty()) {
                done(attempt.step(), draft);
            } else {
                draft.status = Status.CHECKING;
            }
        } else if (step(attempt).action() instanceof Action.Manual) {
            // The next element is shown and asked for by itself.
            draft.status = Status.WAITING;
            draft.unshow();
        }
    }

    private boolean isBusy(StepDraft draft) {
        return draft.parts.containsValue(PartState.RUNNING);
    }

    private boolean isWhole(Attempt attempt, StepDraft draft) {
        return before.units(step(attempt)).stream()
                .filter(unit -> unit.step().equals(attempt.step()))
                .allMatch(unit -> draft.parts.get(unit.part()) == PartState.DONE);
    }

    private void done(StepId id, StepDraft draft) {
        draft.status = Status.DONE;
        draft.endedAt = Optional.of(at);
        if (before.step(id).downtime() == Step.Downtime.END && downtime.began().isPresent()) {
            downtime = new Downtime(downtime.began(), Optional.of(at));
        }
    }

    private void takenBack(StepDraft draft) {
        draft.startOver();
        draft.touched = false;
    }

    private void settle(Attempt attempt, StepDraft draft, Verdict verdict) {
        draft.touched |= !attempt.undo() && verdict != Verdict.DID_NOT;
        if (attempt.undo()) {
            if (verdict == Verdict.TOOK_EFFECT) {
                takenBack(draft);
            } else {
                draft.fail("the undo was interrupted", "", false);
            }
            return;
        }
        if (verdict == Verdict.TOOK_EFFECT) {
            draft.parts.put(attempt.part(), PartState.DONE);
            draft.status = Status.RUNNING;
            settleDown(attempt, draft);
        } else {
            draft.parts.remove(attempt.part());
        }
        if (!draft.status.isOver() && draft.status != Status.CHECKING) {
            boolean stillInDoubt = draft.parts.containsValue(PartState.IN_DOUBT);
            draft.status = stillInDoubt ? Status.IN_DOUBT : Status.WAITING;
            draft.unshow();
        }
    }

    private void observe(StepDraft draft, RunEvent.CheckObserved check) {
        draft.checks.add(new StepState.CheckSeen(check.name(), check.severity(), check.detail()));
        if (draft.status != Status.CHECKING) {
            return;
        }
        if (check.severity() == Severity.FAIL) {
            // Trying again means doing the action again: a check that fails says nothing about why.
            draft.parts.clear();
            draft.fail(check.name() + ": " + check.detail(), "", false);
        } else if (check.last()) {
            done(check.stepId(), draft);
        }
    }

    /** A hold that is open again is owed again, even by a step that had released it before. */
    private void owe(String hold) {
        for (Step step : before.book().steps()) {
            StepState state = steps.get(step.id());
            if (step.releases().contains(hold) && state != null && state.status() == Status.DONE) {
                StepDraft draft = new StepDraft(state);
                draft.startOver();
                put(step.id(), draft);
            }
        }
    }

    private void resume() {
        if (phase != Phase.LEFT) {
            interruption = Optional.of(new Run.Interruption(before.last(), false, ""));
        }
        phase = Phase.OPEN;
        doubts.putAll(inFlight);
        inFlight.clear();
        for (Attempt attempt : doubts.keySet()) {
            StepDraft draft = draft(attempt.step());
            if (!attempt.undo()) {
                draft.parts.put(attempt.part(), PartState.IN_DOUBT);
            }
            draft.status = Status.IN_DOUBT;
            draft.unshow();
            put(attempt.step(), draft);
        }
        // A preview belongs to the moment at which it was shown.
        for (StepId id : List.copyOf(steps.keySet())) {
            StepDraft draft = draft(id);
            draft.unshow();
            if (draft.status == Status.RUNNING) {
                draft.status = Status.WAITING;
            }
            put(id, draft);
        }
    }

    private Step step(Attempt attempt) {
        return before.step(attempt.step());
    }

    private StepDraft draft(StepId id) {
        StepState state = steps.get(id);
        return new StepDraft(state == null ? StepState.fresh() : state);
    }

    private void put(StepId id, StepDraft draft) {
        steps.put(id, draft.freeze());
    }

    private Run freeze() {
        return new Run(
                before.book(),
                before.id(),
                mode,
                phase,
                Collections.unmodifiableMap(parameters),
                Collections.unmodifiableMap(identities),
                Collections.unmodifiableMap(facts),
                Collections.unmodifiableMap(steps),
                List.copyOf(holds),
                Collections.unmodifiableMap(inFlight),
                Collections.unmodifiableMap(doubts),
                List.copyOf(notes),
                result,
                openedAt,
                downtime,
                at,
                interruption);
    }
}
