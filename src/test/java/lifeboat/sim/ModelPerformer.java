package lifeboat.sim;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.Performer;
import lifeboat.perform.ResumeTable;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Unit;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;
import lifeboat.runbook.Check;
import lifeboat.runbook.Repeat;
import lifeboat.runbook.Step;

/**
 * Does in the model what the actions do in the world, each class in its way, and as unreliably as the dice want. It belongs
 * to one process: when that is killed, it does nothing more.
 */
final class ModelPerformer implements Performer {
    private final ModelWorld world;
    private final Chaos chaos;
    private final Promises promises;
    private final String runId;
    private final long fence;

    ModelPerformer(ModelWorld world, Chaos chaos, Promises promises, String runId, long fence) {
        this.world = world;
        this.chaos = chaos;
        this.promises = promises;
        this.runId = runId;
        this.fence = fence;
    }

    @Override
    public Preview preview(Run run, Step step, boolean undo) {
        chaos.interlude();
        return Preview.ofDetails(List.of("what " + step.id() + (undo ? " takes back" : " does")));
    }

    @Override
    public Map<Unit, Map<String, List<String>>> record(Run run, Step step, List<Unit> units) {
        Map<Unit, Map<String, List<String>>> recorded = new LinkedHashMap<>();
        for (Unit unit : units) {
            if (run.step(unit.step()).action() instanceof Action.Scale scale) {
                String name = scale.which().resolve(run.scope());
                String had = Integer.toString(world.deployment(name).replicas);
                recorded.put(unit, Map.of("replicas", List.of(had), "workloads", List.of(name + "=" + had)));
            }
        }
        return recorded;
    }

    @Override
    public Optional<String> guard(Run run) {
        chaos.interlude();
        Optional<String> trouble = world.fence != fence
                ? Optional.of("another operator has taken the lease")
                : Optional.of("the cluster is another").filter(moved -> world.moved);
        if (trouble.isEmpty()) {
            promises.guarded();
        }
        return trouble;
    }

    @Override
    public Outcome act(Run run, Step step, Attempt attempt, String answer, Listener listener) {
        chaos.interlude();
        Action action = attempt.undo() ? step.undo().orElseThrow() : step.action();
        Chaos.Trouble trouble = chaos.trouble();
        if (trouble == Chaos.Trouble.BEFORE) {
            return new Outcome.Failed(false, "it broke before", "", EffectSeen.NONE);
        } else if (trouble == Chaos.Trouble.ERROR_BEFORE) {
            throw chaos.error();
        }
        if (action instanceof Action.RunProgram || action instanceof Action.Dump) {
            listener.started(4711, "99", List.of("program"));
        }
        Optional<Outcome> ended = new Doer(run, step, attempt, listener).act(action, trouble == Chaos.Trouble.HALF);
        chaos.interlude();
        if (ended.isPresent()) {
            return ended.get();
        } else if (trouble == Chaos.Trouble.ANSWER_LOST) {
            return new Outcome.Failed(false, "the answer was lost", "", EffectSeen.UNKNOWN);
        } else if (trouble == Chaos.Trouble.ERROR_AFTER) {
            throw chaos.error();
        }
        return new Outcome.Succeeded(outputs(step.action()), "done");
    }

    /** Everything that a later step may want to know, and yes to every question. */
    private static Map<String, List<String>> outputs(Action action) {
        Map<String, List<String>> outputs = new HashMap<>();
        for (String output : action.outputs()) {
            if (!(action instanceof Action.Scale)) {
                outputs.put(output, output.equals("databases") ? List.of("a", "b") : List.of("true"));
            }
        }
        return outputs;
    }

    /** One attempt. */
    private final class Doer {
        private final Run run;
        private final Step step;
        private final Attempt attempt;
        private final Listener listener;

        Doer(Run run, Step step, Attempt attempt, Listener listener) {
            this.run = run;
            this.step = step;
            this.attempt = attempt;
            this.listener = listener;
        }

        /** Nothing if it went well. */
        Optional<Outcome> act(Action action, boolean half) {
            if (listener.cancelled().getAsBoolean()) {
                return Optional.of(new Outcome.Cancelled("stopped", EffectSeen.NONE));
            } else if (action instanceof Action.Scale scale) {
                return scale(scale);
            } else if (attempt.undo()) {
                takeBack();
                return Optional.empty();
            }
            return switch (action.repeat()) {
                case READ -> {
                    world.holds(step, attempt);
                    yield Optional.empty();
                }
                case RESUMABLE -> copy(half);
                case ARTIFACT -> write(half);
                case SET, ONCE, DESTRUCTIVE -> simply(action);
            };
        }

        /** The whole effect of the attempt, at once. */
        private void whole(Runnable effect) {
            effect(effect);
            chaos.atEffect();
        }

        private void effect(Runnable effect) {
            chaos.atEffect();
            promises.effect(run, step, attempt);
            effect.run();
        }

        private Optional<Outcome> scale(Action.Scale scale) {
            ModelWorld.Deployment deployment = world.deployment(scale.which().resolve(run.scope()));
            int wanted = Integer.parseInt(scale.replicas().resolve(run.scope()));
            if (deployment.replicas == wanted) {
                world.done(step, attempt);
                return Optional.empty();
            }
            if (world.fence != fence) {
                // Every patch tests the fence.
                return Optional.of(new Outcome.Failed(false, "the fence is another's", "", EffectSeen.NONE));
            }
            whole(() -> {
                promises.patched(attempt, world.fence == fence);
                deployment.replicas = wanted;
                deployment.mark = runId + "/" + step.id() + (attempt.undo() ? " undo" : "");
                world.done(step, attempt);
            });
            return Optional.empty();
        }

        private void takeBack() {
            ModelWorld.Fact fact = world.fact(attempt);
            whole(() -> {
                fact.there = false;
                fact.half = false;
                fact.objects = 0;
                world.done(step, attempt);
            });
        }

        private Optional<Outcome> copy(boolean half) {
            ModelWorld.Fact fact = world.fact(attempt);
            for (int copied = 0; fact.objects < ModelWorld.OBJECTS; copied++) {
                if (listener.cancelled().getAsBoolean()) {
                    return Optional.of(new Outcome.Cancelled("stopped", seen(copied)));
                } else if (half && copied == 1) {
                    return Optional.of(new Outcome.Failed(false, "503", "", seen(copied)));
                }
                effect(() -> {
                    fact.objects++;
                    world.partly.add(attempt);
                });
                listener.progress(fact.objects + " of " + ModelWorld.OBJECTS);
                chaos.interlude();
            }
            return simply(step.action());
        }

        private EffectSeen seen(int copied) {
            return copied > 0 ? EffectSeen.HAPPENED : EffectSeen.NONE;
        }

        private Optional<Outcome> write(boolean half) {
            ModelWorld.Fact fact = world.fact(attempt);
            effect(() -> {
                fact.half = true;
                world.partly.add(attempt);
            });
            chaos.interlude();
            if (listener.cancelled().getAsBoolean()) {
                return Optional.of(new Outcome.Cancelled("stopped", EffectSeen.HAPPENED));
            } else if (half) {
                return Optional.of(new Outcome.Failed(false, "it was killed", "", EffectSeen.HAPPENED));
            }
            return simply(step.action());
        }

        private Optional<Outcome> simply(Action action) {
            ModelWorld.Fact fact = world.fact(attempt);
            if (fact.there && action.repeat() == Repeat.SET) {
                world.done(step, attempt);
                return Optional.empty();
            }
            whole(() -> {
                fact.there = true;
                // A whole file takes its name at once.
                fact.half = false;
                fact.times++;
                if (action instanceof Action.WriteManifest) {
                    world.manifest = Backup.worth(run);
                }
                world.done(step, attempt);
            });
            return Optional.empty();
        }
    }

    @Override
    public Checked check(Run run, Step step, String part, Check check, Listener listener) {
        chaos.interlude();
        boolean fails = listener.cancelled().getAsBoolean() || chaos.checkFails();
        return new Checked(fails ? Severity.FAIL : Severity.PASS, fails ? "not so" : "so");
    }

    @Override
    public Finding probe(Run run, Step step, Attempt attempt, Optional<Run.Program> program) {
        chaos.interlude();
        if (chaos.unreachable()) {
            return new Finding(Optional.empty(), "it cannot be looked at now", false);
        }
        Action action = attempt.undo() ? step.undo().orElseThrow() : step.action();
        if (action instanceof Action.Scale scale) {
            ModelWorld.Deployment deployment = world.deployment(scale.which().resolve(run.scope()));
            int wanted = Integer.parseInt(scale.replicas().resolve(run.scope()));
            boolean ours = deployment.mark.startsWith(runId + "/" + step.id());
            return deployment.replicas == wanted
                    ? new Finding(Optional.of(Verdict.TOOK_EFFECT), "as wanted", ours || !deployment.foreign)
                    : new Finding(Optional.of(Verdict.DID_NOT), "not as wanted", !deployment.foreign);
        } else if (action.repeat() == Repeat.SET) {
            boolean so = world.fact(attempt).there != attempt.undo();
            return new Finding(Optional.of(so ? Verdict.TOOK_EFFECT : Verdict.DID_NOT), "it tells", true);
        }
        return ResumeTable.byClass(run, step, action, program);
    }
}
