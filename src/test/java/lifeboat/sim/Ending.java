package lifeboat.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lifeboat.run.Part;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.run.StepState;
import lifeboat.run.StepState.Status;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Repeat;
import lifeboat.runbook.Step;

/** Compares a closed run with the world that it left. */
record Ending(Run run, ModelWorld world, List<Recorded> records, Promises promises) {
    void judge() {
        mustBe(run.holds().isEmpty(), "it was closed and holds " + run.holds());
        mustBe(run.doubts().isEmpty() && run.inFlight().isEmpty(), "it was closed with something open");
        if (run.result().filter("done"::equals).isPresent()) {
            for (Step step : run.book().steps()) {
                Status status = run.status(step);
                mustBe(status.isOver(), "it is done, and " + step.id() + " is " + status);
                mustBe(!step.required() || status != Status.SKIPPED, step.id() + " was skipped");
            }
        }
        if (!promises.isBlind()) {
            steps().forEach(this::step);
        }
        verified();
        steps().forEach(this::broughtBack);
        if (!promises.isBlind()) {
            world.held.forEach(
                    (hold, by) -> mustBe(by.isEmpty(), hold + " is held by " + by + ", and the run is closed"));
        }
        Backup.verify(run, world, promises);
    }

    /** Whoever takes the run up knows of everything in the world that it did. */
    void known() {
        Set<String> open = Stream.concat(run.inFlight().keySet().stream(), run.doubts().keySet().stream())
                .map(ModelWorld::unit)
                .collect(Collectors.toSet());
        steps().filter(step -> changesForGood(step))
                .forEach(step -> world.facts.forEach((unit, fact) -> {
                    Optional<String> part = part(step, unit);
                    boolean told = open.contains(unit)
                            || part.flatMap(run.state(step.id())::part)
                                    .map(Part::touched)
                                    .orElse(false);
                    mustBe(part.isEmpty() || told || !fact.isTouched(), unit + " is not as it was, and nobody knows");
                }));
    }

    /** What a half-made file or a look leaves counts for nothing. */
    private static boolean changesForGood(Step step) {
        return !(step.action() instanceof Action.Scale)
                && step.action().repeat() != Repeat.READ
                && step.action().repeat() != Repeat.ARTIFACT
                && step.effect() != Effect.READ;
    }

    /** Which part of the step that is, if it is one of its. */
    private static Optional<String> part(Step step, String unit) {
        String id = step.id().value();
        if (unit.equals(id)) {
            return Optional.of("");
        }
        return unit.startsWith(id + "[")
                ? Optional.of(unit.substring(id.length() + 1, unit.length() - 1))
                : Optional.empty();
    }

    private Stream<Step> steps() {
        return run.book().steps().stream()
                .flatMap(step -> step.together().isEmpty() ? Stream.of(step) : step.together().stream());
    }

    /** What the record says of a step is what the world shows. */
    private void step(Step step) {
        if (step.action() instanceof Action.Scale || step.action().repeat() == Repeat.READ) {
            return;
        }
        StepState state = run.state(step.id());
        for (Map.Entry<String, ModelWorld.Fact> entry : world.facts.entrySet()) {
            String unit = entry.getKey();
            Optional<String> part = part(step, unit);
            boolean touched = part.flatMap(state::part).map(Part::touched).orElse(false);
            mustBe(
                    part.isEmpty()
                            || !changesForGood(step)
                            || touched
                            || !entry.getValue().isTouched(),
                    unit + " changed the world, and the record says that it did not");
        }
        if (state.status() == Status.DONE) {
            for (Map.Entry<String, Part> part : state.parts().entrySet()) {
                String unit = step.id() + (part.getKey().isEmpty() ? "" : "[" + part.getKey() + "]");
                ModelWorld.Fact fact = world.facts.get(unit);
                mustBe(fact != null && fact.there && !fact.half, unit + " is done, and it is not there");
            }
        }
    }

    /** Whatever was done had its checks, and they held. */
    private void verified() {
        Map<String, Long> ended = new HashMap<>();
        Map<String, Long> held = new HashMap<>();
        for (Recorded recorded : records) {
            RunEvent event = recorded.event();
            if (event instanceof RunEvent.ActionEnded end && !end.of().undo()) {
                ended.put(ModelWorld.unit(end.of()), recorded.sequence());
            } else if (event instanceof RunEvent.DoubtSettled settled
                    && settled.verdict() == Verdict.TOOK_EFFECT
                    && !settled.of().undo()) {
                ended.put(ModelWorld.unit(settled.of()), recorded.sequence());
            } else if (event instanceof RunEvent.CheckObserved seen
                    && seen.last()
                    && seen.severity() != Severity.FAIL) {
                String part = seen.part().isEmpty() ? "" : "[" + seen.part() + "]";
                held.put(seen.stepId() + part, recorded.sequence());
            }
        }
        steps().filter(step -> run.state(step.id()).status() == Status.DONE
                        && !step.verify().isEmpty())
                .flatMap(step -> run.state(step.id()).parts().values().stream())
                .map(part -> ModelWorld.unit(part.attempt()))
                .forEach(unit -> mustBe(
                        held.getOrDefault(unit, 0L) > ended.getOrDefault(unit, Long.MAX_VALUE),
                        unit + " is done, and it was not verified"));
    }

    /** What was scaled down under a hold has what it had, now that nothing is held. */
    private void broughtBack(Step down) {
        if (!(down.action() instanceof Action.Scale scale) || down.holds().isEmpty()) {
            return;
        }
        boolean hasOwnWayBack = steps().anyMatch(up -> up.action() instanceof Action.Scale back
                && back.which().equals(scale.which())
                && up.releases().stream().anyMatch(down.holds()::contains));
        ModelWorld.Deployment deployment = world.deployment(scale.which().resolve(run.scope()));
        mustBe(
                !hasOwnWayBack || deployment.foreign || deployment.replicas == deployment.before,
                scale.which() + " had " + deployment.before + " and was left with " + deployment.replicas);
    }

    private void mustBe(boolean so, String what) {
        if (!so) {
            promises.break_(what);
        }
    }
}
