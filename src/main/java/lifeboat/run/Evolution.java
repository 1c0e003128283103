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
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Action;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** Takes one event into a run; made for one event and thrown away. */
final class Evolution {
    /** The output that says of an action that it took effect. */
    private static final String DONE = "done";

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
    private Optional<String> lost;
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
        lost = run.lost();
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
            ofGroup(event, event.attempt().get());
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
        } else if (event instanceof RunEvent.LockLost gone) {
            lost = Optional.of("the lock " + gone.name() + " was lost: " + gone.reason());
        } else if (event instanceof RunEvent.RunResumed) {
            lost = Optional.empty();
            resume();
        } else if (event instanceof RunEvent.RunClosed closed) {
            phase = Phase.CLOSED;
            result = Optional.of(closed.result());
        } else if (!(event instanceof RunEvent.LockTaken
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
            // What is over stays so: it was to be taken back, or to be done out of its turn.
            if (draft.status.isOver()) {
                draft.unshow();
            } else {
                draft.fail(refused.reason(), "", true);
            }
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

    /** A group's preview was for one go; its own state says whether it is under way. */
    private void ofGroup(RunEvent event, Attempt attempt) {
        Optional<Step> group = Together.group(before, attempt.step());
        if (group.isEmpty()) {
            return;
        }
        StepDraft draft = draft(group.get().id());
        if (event instanceof RunEvent.ActionBegun) {
            draft.unshow();
            draft.status = attempt.undo() ? Status.WAITING : Status.RUNNING;
            draft.because("", "", false);
        } else if (!state(attempt.step()).isBusy() && state(attempt.step()) != Status.DONE) {
            draft.status = Status.WAITING;
        }
        put(group.get().id(), draft);
    }

    private Status state(StepId step) {
        return draft(step).status;
    }

    /** The first recording wins as long as an attempt may have changed what it recorded. */
    private void record(Attempt attempt, StepDraft draft, Map<String, List<String>> recorded) {
        if (!attempt.undo() && !draft.isTouched(attempt.part())) {
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
        Part part = part(attempt, draft).touchedBy(outcome.effectSeen() != EffectSeen.NONE);
        draft.endedAt = Optional.of(at);
        if (outcome instanceof Outcome.Succeeded succeeded) {
            if (attempt.undo()) {
                takenBack(attempt, draft);
                return;
            }
            register(attempt, withoutRecorded(attempt, draft, succeeded.outputs()));
            part = part.done(succeeded.summary(), at);
            draft.parts.put(attempt.part(), isChecked(attempt) ? part.in(Part.State.CHECKING) : part);
        } else if (outcome instanceof Outcome.Failed failed) {
            draft.parts.put(attempt.part(), part.failed(failed.reason(), failed.hint(), failed.guard(), at));
        } else {
            draft.parts.put(attempt.part(), part.failed(((Outcome.Cancelled) outcome).reason(), "", false, at));
        }
        settleDown(attempt.step(), draft);
    }

    private Part part(Attempt attempt, StepDraft draft) {
        Part part = draft.parts.get(attempt.part());
        return part == null ? Part.begun(attempt, false, at) : part;
    }

    private boolean isChecked(Attempt attempt) {
        return !step(attempt).verify().isEmpty();
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

    /** Something of a step ended: it goes on, fails with the last of its parts, is checked, or is done. */
    private void settleDown(StepId id, StepDraft draft) {
        boolean failed = draft.has(Part.State.FAILED);
        boolean refused = draft.status == Status.FAILED;
        if (refused && !failed) {
            // What was under way when the next part was refused goes on to its end.
            draft.unshow();
        } else if (draft.has(Part.State.UNDOING)) {
            draft.status = Status.UNDOING;
        } else if (draft.has(Part.State.RUNNING)) {
            draft.status = Status.RUNNING;
        } else if (draft.has(Part.State.IN_DOUBT)) {
            draft.status = Status.IN_DOUBT;
        } else if (draft.has(Part.State.CHECKING)) {
            boolean goesOn = draft.status == Status.RUNNING && !failed && !isWhole(id, draft, Part.State.CHECKING);
            draft.status = goesOn ? Status.RUNNING : Status.CHECKING;
        } else if (failed) {
            draft.failWithParts();
        } else if (isWhole(id, draft, Part.State.DONE)) {
            done(id, draft);
        } else if (draft.status != Status.RUNNING || before.step(id).action() instanceof Action.Manual) {
            // The next element of what is done by hand is shown and asked for by itself.
            draft.status = Status.WAITING;
            draft.unshow();
        }
    }

    /** Whether every part is done, or at least in that state. */
    private boolean isWhole(StepId id, StepDraft draft, Part.State least) {
        return before.units(before.step(id)).stream()
                .filter(unit -> unit.step().equals(id))
                .map(unit -> Optional.ofNullable(draft.parts.get(unit.part())))
                .allMatch(part -> part.map(Part::state)
                        .filter(state -> state == Part.State.DONE || state == least)
                        .isPresent());
    }

    private void done(StepId id, StepDraft draft) {
        draft.status = Status.DONE;
        draft.because("", "", false);
        draft.endedAt = Optional.of(at);
        if (before.step(id).downtime() == Step.Downtime.END && downtime.began().isPresent()) {
            downtime = new Downtime(downtime.began(), Optional.of(at));
        }
    }

    /** One part is as it was before; the step is, when that was the last that had changed something. */
    private void takenBack(Attempt attempt, StepDraft draft) {
        draft.parts.remove(attempt.part());
        boolean failed = draft.parts.values().stream()
                .anyMatch(part ->
                        part.state() == Part.State.FAILED && part.attempt().undo());
        if (!draft.isTouched()) {
            draft.startOver();
        } else if (draft.has(Part.State.UNDOING) || !failed) {
            draft.status = Status.UNDOING;
        } else {
            draft.failWithParts();
        }
    }

    private void settle(Attempt attempt, StepDraft draft, Verdict verdict) {
        Part part = part(attempt, draft).touchedBy(verdict != Verdict.DID_NOT);
        draft.status = Status.WAITING;
        if (attempt.undo()) {
            if (verdict == Verdict.TOOK_EFFECT) {
                draft.parts.remove(attempt.part());
                if (!draft.isTouched() && !draft.has(Part.State.IN_DOUBT)) {
                    draft.startOver();
                    return;
                }
            } else {
                draft.parts.put(attempt.part(), part.failed("the undo was interrupted", "", false, at));
            }
        } else if (verdict == Verdict.TOOK_EFFECT) {
            if (before.step(attempt.step()).action().outputs().contains(DONE)) {
                // The rest of what it would have told is lost, but this is what was settled; later steps wait for it.
                register(attempt, Map.of(DONE, List.of("true")));
            }
            draft.parts.put(attempt.part(), isChecked(attempt) ? part.in(Part.State.CHECKING) : part.done("", at));
        } else if (part.touched()) {
            draft.parts.put(attempt.part(), part.in(Part.State.WAITING));
        } else {
            draft.parts.remove(attempt.part());
        }
        settleDown(attempt.step(), draft);
        if (draft.status == Status.IN_DOUBT) {
            draft.unshow();
        }
    }

    private void observe(StepDraft draft, RunEvent.CheckObserved check) {
        draft.checks.add(new StepState.CheckSeen(check.part(), check.name(), check.severity(), check.detail()));
        Part part = draft.parts.get(check.part());
        if (part == null || part.state() != Part.State.CHECKING) {
            return;
        }
        if (check.severity() == Severity.FAIL) {
            // Trying again means doing the action again: a check that fails says nothing about why.
            draft.parts.put(check.part(), part.failed(check.name() + ": " + check.detail(), "", false, at));
        } else if (check.last()) {
            draft.parts.put(check.part(), part.done(part.summary(), at));
        } else {
            return;
        }
        settleDown(check.stepId(), draft);
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
            draft.parts.put(attempt.part(), part(attempt, draft).in(Part.State.IN_DOUBT));
            draft.status = Status.IN_DOUBT;
            draft.unshow();
            put(attempt.step(), draft);
        }
        // A preview belongs to the moment at which it was shown.
        for (StepId id : List.copyOf(steps.keySet())) {
            StepDraft draft = draft(id);
            draft.unshow();
            if (draft.status == Status.RUNNING || draft.status == Status.UNDOING) {
                draft.status = draft.has(Part.State.CHECKING) ? Status.CHECKING : Status.WAITING;
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
                interruption,
                lost);
    }
}
