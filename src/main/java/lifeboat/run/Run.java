package lifeboat.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.Scope;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import lifeboat.runbook.Template;

/**
 * All that has happened in one run, and so what is allowed next. Immutable and pure: the same events give the same run.
 *
 * @param book the run's own copy of the runbook
 * @param id the run
 * @param mode run or rehearsal
 * @param phase whether it is open, left or closed
 * @param parameters by name; a secret's value is its HMAC
 * @param identities what each target is, pinned when the run opened
 * @param facts what steps registered, under their full names
 * @param steps every step, children of {@code together} included
 * @param holds the open holds, oldest first
 * @param inFlight the attempts that began and have not ended, with the program they run if there is one
 * @param doubts the attempts that were in flight when the run was resumed
 * @param notes what the operator wrote down
 * @param result {@code done}, {@code failed} or {@code refused} once it is closed
 * @param openedAt when it was opened
 * @param downtime when the outage began and ended
 * @param last when the last event happened; the epoch before the first
 * @param interruption how it was interrupted last; stays when the run was taken up again
 * @param lost which lock was lost and how, as long as it is: nothing new may begin
 */
public record Run(
        Runbook book,
        String id,
        Mode mode,
        Phase phase,
        Map<String, String> parameters,
        Map<String, Map<String, String>> identities,
        Map<String, List<String>> facts,
        Map<StepId, StepState> steps,
        List<OpenHold> holds,
        Map<Attempt, Optional<Program>> inFlight,
        Map<Attempt, Optional<Program>> doubts,
        List<String> notes,
        Optional<String> result,
        Optional<Instant> openedAt,
        Downtime downtime,
        Instant last,
        Optional<Interruption> interruption,
        Optional<String> lost) {

    /** Whether anything can still happen. */
    public enum Phase {
        OPEN,
        LEFT,
        CLOSED
    }

    /** A hold that nobody has released yet. */
    public record OpenHold(String id, StepId step, Instant since) {}

    /** The program that an attempt runs. */
    public record Program(long pid, String startTicks, List<String> argv) {}

    /** When the outage began and ended, if it did. */
    public record Downtime(Optional<Instant> began, Optional<Instant> ended) {}

    /**
     * How a run was interrupted.
     *
     * @param at when it was left, or when the last thing before a crash was recorded
     * @param left false if its process ended without a word: a kill, power, a lost machine
     * @param reason why it was left; empty after a crash
     */
    public record Interruption(Instant at, boolean left, String reason) {}

    /** What releases a hold now: a step, or the undo of one. */
    public record Release(StepId step, boolean undo) {}

    /** A run of which nothing is known yet but its runbook. */
    public static Run fresh(Runbook book, String id) {
        Map<StepId, StepState> steps = new LinkedHashMap<>();
        for (Step step : book.steps()) {
            steps.put(step.id(), StepState.fresh());
            step.together().forEach(child -> steps.put(child.id(), StepState.fresh()));
        }
        return new Run(
                book,
                id,
                Mode.RUN,
                Phase.OPEN,
                Map.of(),
                Map.of(),
                Map.of(),
                steps,
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                new Downtime(Optional.empty(), Optional.empty()),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }

    /** The run after these events. */
    public static Run replay(Runbook book, String id, List<Recorded> events) {
        Run run = fresh(book, id);
        for (Recorded event : events) {
            run = run.evolve(event);
        }
        return run;
    }

    /** The run after one more event; total: no event is refused here. */
    public Run evolve(Recorded recorded) {
        return new Evolution(this).take(recorded);
    }

    /** What becomes of an intent. */
    public Decision decide(Intent intent) {
        return new Decider(this).decide(intent);
    }

    /** The state of a step of this runbook. */
    public StepState state(StepId step) {
        StepState state = steps.get(step);
        if (state == null) {
            throw new IllegalArgumentException("no such step: " + step);
        }
        return state;
    }

    /** The step of that name; an {@link IllegalArgumentException} if there is none. */
    public Step step(StepId step) {
        return book.step(step).orElseThrow(() -> new IllegalArgumentException("no such step: " + step));
    }

    /** The first step that is not over, if there is one. */
    public Optional<Step> current() {
        return book.steps().stream().filter(step -> !status(step).isOver()).findFirst();
    }

    /** Where a step stands; a step that holds others stands where they do. */
    public StepState.Status status(Step step) {
        return step.together().isEmpty() ? state(step.id()).status() : Together.status(this, step);
    }

    /** Whether a hold is open. */
    public boolean isHeld(String hold) {
        return holds.stream().anyMatch(open -> open.id().equals(hold));
    }

    /**
     * The step that releases a hold: the first in order whose condition holds.
     */
    public Optional<Step> releaser(String hold) {
        return book.steps().stream()
                .filter(step -> step.releases().contains(hold))
                .filter(step -> applies(step).orElse(false))
                .findFirst();
    }

    /** What releases a hold now: its releaser if that may begin, or else the undo of the step that opened it. */
    public Optional<Release> release(OpenHold hold) {
        Optional<Release> step = releaser(hold.id())
                .filter(releaser -> obstacle(releaser).isEmpty())
                .map(releaser -> new Release(releaser.id(), false));
        return step.or(() -> Optional.of(step(hold.step()))
                .filter(opener -> undoObstacle(opener).isEmpty())
                .map(opener -> new Release(opener.id(), true)));
    }

    /** Whether the step's {@code when} holds, and it is about something that was done; empty while that cannot be known. */
    public Optional<Boolean> applies(Step step) {
        try {
            return Optional.of(
                    step.when().map(condition -> condition.holds(scope())).orElse(true)
                            && !new Rules(this).isMoot(step));
        } catch (Template.UnknownVariable unknown) {
            return Optional.empty();
        }
    }

    /**
     * The units of a step, in order.
     *
     * @throws Template.UnknownVariable if its {@code foreach} is not known yet
     */
    public List<Unit> units(Step step) {
        return Together.units(this, step);
    }

    /** The units of a step that may begin now; none if it is over, or while one of its parts has failed. */
    public List<Unit> ready(Step step) {
        return new Rules(this).ready(step);
    }

    /** The units that one yes to a step would begin, or to its undo would take back, those included that have to wait. */
    public List<Unit> pending(Step step, boolean undo) {
        return undo ? new Rules(this).undoPending(step) : new Rules(this).pending(step);
    }

    /** The units of a step that may be taken back now, the latest first: each that changed something, or may have. */
    public List<Unit> undoReady(Step step) {
        return new Rules(this).undoReady(step);
    }

    /** Why a step may not begin now, in lower case; empty if it may. */
    public Optional<String> obstacle(Step step) {
        return new Rules(this).obstacle(step);
    }

    /** Why a step may not be taken back now, in lower case; empty if it may. */
    public Optional<String> undoObstacle(Step step) {
        return new Rules(this).undoObstacle(step);
    }

    /** The steps that may be taken back now, the latest first. */
    public List<Step> undoable() {
        List<Step> steps = new ArrayList<>(book.steps().stream()
                .flatMap(step -> Stream.concat(Stream.of(step), step.together().stream()))
                .filter(step -> undoObstacle(step).isEmpty())
                .toList());
        Collections.reverse(steps);
        return List.copyOf(steps);
    }

    /** Why a step may not be skipped now, in lower case; empty if it may. */
    public Optional<String> skipObstacle(Step step) {
        return new Rules(this).skipObstacle(step);
    }

    /** Why a parameter of that name may not get another value now, in lower case; empty if it may. */
    public Optional<String> changeObstacle(String parameter) {
        return new Rules(this).changeObstacle(parameter);
    }

    /** The strongest effect of a step and of the steps that it holds. */
    public static Effect effect(Step step) {
        return Rules.effect(step);
    }

    /** Whether a name has to be typed before a step, or its undo, is done, since it destroys and a yes is not enough. */
    public boolean wantsName(Step step, boolean undo) {
        return new Rules(this).wantsName(step, undo);
    }

    /** That name: of what is destroyed; the step's id if nobody says what that is. */
    public String confirmation(Step step, boolean undo) {
        return new Rules(this).name(step, undo);
    }

    /** The checks that are owed after a crash between an action's end and its last check. */
    public List<Order> owedChecks() {
        return steps.entrySet().stream()
                .flatMap(entry -> entry.getValue().parts().values().stream()
                        .filter(part -> part.state() == Part.State.CHECKING)
                        .map(part -> new Order(id, Order.Kind.VERIFY, part.attempt(), step(entry.getKey()))))
                .toList();
    }

    /**
     * The openings and releases of holds that a crash tore off behind the end of the attempt or check that they belong to:
     * to be recorded before anything else when a run is resumed.
     */
    public List<RunEvent> owedHolds() {
        return OwedHolds.of(this);
    }

    /** The variables of the runbook as this run knows them; {@code item} is not among them. */
    public Scope scope() {
        return new Variables(this);
    }

    /** Whether anything in the world was changed, or may have been. */
    public boolean hasTouched() {
        return book.steps().stream()
                .flatMap(step -> step.together().isEmpty() ? Stream.of(step) : step.together().stream())
                .anyMatch(
                        step -> step.effect() != Effect.READ && state(step.id()).touched());
    }

    /** Whether every step is over and nothing is in flight or in doubt. */
    public boolean isComplete() {
        return current().isEmpty() && inFlight.isEmpty() && doubts.isEmpty();
    }
}
