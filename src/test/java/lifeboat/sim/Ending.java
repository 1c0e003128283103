package lifeboat.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            String part = unit.equals(step.id().value())
                    ? ""
                    : unit.startsWith(step.id() + "[")
                            ? unit.substring(step.id().value().length() + 1, unit.length() - 1)
                            : "?";
            if (part.equals("?")) {
                continue;
            }
            boolean touched = state.part(part).map(Part::touched).orElse(false);
            // What a half-made file or a look leaves counts for nothing.
            boolean matters = step.action().repeat() != Repeat.ARTIFACT && step.effect() != Effect.READ;
            mustBe(
                    !matters || touched || !entry.getValue().isTouched(),
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
