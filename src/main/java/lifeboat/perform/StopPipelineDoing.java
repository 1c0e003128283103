package lifeboat.perform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.cluster.Cluster;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.ClassicPipeline;
import lifeboat.pachyderm.ClassicRules;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;
import org.jspecify.annotations.Nullable;

/**
 * Stops one pipeline. A job that is running when its pipeline is stopped never ends, and what it has open is lost from the
 * extract; so what the pipeline reads from is let stop first, and its own jobs are let end.
 */
final class StopPipelineDoing implements Doing<ClassicAction> {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Which part of the time is left for a stop to be recorded, as 1 out of so many. */
    private static final int UNRECORDED = 50;

    private final ClassicTask.StopPipeline task;

    StopPipelineDoing(ClassicTask.StopPipeline task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) throws PerformException {
        String name = call.text(task.pipeline());
        ClassicPipeline now = find(call, name);
        return new Preview(
                List.of(new Preview.Change("pipeline/" + name, "stopped", Boolean.toString(now.stopped()), "true")),
                List.of(),
                List.of(ClassicPlace.pachctl(call, task.place().target()).argv("stop", "pipeline", name)),
                List.of(name + " is " + now.state() + "; its running job is let end first"),
                List.of());
    }

    private ClassicPipeline find(Call<ClassicAction> call, String name) throws PerformException {
        try {
            return listed(ClassicPlace.pachctl(call, task.place().target()), name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at " + name + " was interrupted", "Try again.", e);
        }
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        String name = call.text(task.pipeline());
        String target = task.place().target();
        ClassicPachctl pachctl = ClassicPlace.pachctl(call, target);
        ClassicRules rules = ClassicPlace.rules(call, target);
        Cluster cluster = call.world().cluster(call.run(), task.place().in());
        Duration patience = call.timeout().minus(call.timeout().dividedBy(10));
        long deadline = System.nanoTime() + patience.toNanos();
        PipelineSight before = sight(pachctl, rules, cluster, name);
        List<String> together = call.step()
                .forEach()
                .map(list -> list.resolveList(call.scope()))
                .orElse(List.of());
        boolean asked = false;
        if (!before.isDone()) {
            try {
                if (before.pipeline().stopped() && !before.isIdle()) {
                    // Its job began just before it was stopped; only a pipeline that runs lets it end.
                    listener.line(
                            name + " has a job that was running when it was stopped: it is started to let it end");
                    pachctl.start(name);
                    asked = true;
                }
                Optional<Outcome> waited = letEnd(pachctl, rules, cluster, name, together, deadline, listener, asked);
                if (waited.isPresent()) {
                    return waited.get();
                }
                pachctl.stop(name);
                asked = true;
            } catch (PachctlException e) {
                return new Outcome.Failed(
                        false, Reasons.message(e), e.hint(), asked ? EffectSeen.HAPPENED : EffectSeen.UNKNOWN);
            }
        }
        return awaitQuiet(pachctl, rules, cluster, name, deadline, listener);
    }

    /** Waits until what it reads is stopped and its own jobs are over; an answer is why that does not come. */
    private Optional<Outcome> letEnd(
            ClassicPachctl pachctl,
            ClassicRules rules,
            Cluster cluster,
            String name,
            List<String> together,
            long deadline,
            Performer.Listener listener,
            boolean changed)
            throws PerformException, InterruptedException {
        String[] last = {""};
        long[] worked = {System.nanoTime()};
        long hopeless = left(deadline).dividedBy(UNRECORDED / 2).toNanos();
        Optional<Boolean> idle = Patience.until(left(deadline), EVERY, listener.cancelled(), () -> {
            try {
                Map<String, ClassicPipeline> all = new LinkedHashMap<>();
                pachctl.pipelines().forEach(pipeline -> all.put(pipeline.name(), pipeline));
                ClassicPipeline own = all.get(name);
                // Those that are left running by choice are not waited for.
                List<String> above = own == null
                        ? List.of()
                        : own.reads().stream()
                                .filter(repo -> together.contains(repo)
                                        && all.containsKey(repo)
                                        && !all.getOrDefault(repo, own).stopped())
                                .toList();
                if (!above.isEmpty()) {
                    last[0] = "waits for " + String.join(", ", above) + " to be stopped";
                    listener.progress(last[0]);
                    Set<String> upstream = upstream(all, above, together);
                    if (pachctl.runningJobs().stream().anyMatch(job -> upstream.contains(job.pipeline()))) {
                        worked[0] = System.nanoTime();
                    }
                    // With no job to let end, whoever was to stop them has failed.
                    return System.nanoTime() - worked[0] > hopeless ? Optional.of(false) : Optional.empty();
                }
                PipelineSight now = PipelineSight.of(pachctl, rules, cluster, there(own, name));
                last[0] = now.words();
                listener.progress(last[0]);
                return now.isIdle() ? Optional.of(true) : Optional.empty();
            } catch (PachctlException e) {
                throw Reasons.of(e);
            }
        });
        if (idle.orElse(false)) {
            return Optional.empty();
        }
        EffectSeen seen = changed ? EffectSeen.HAPPENED : EffectSeen.NONE;
        return Optional.of(
                listener.cancelled().getAsBoolean()
                        ? new Outcome.Cancelled("stopping " + name + " was given up", seen)
                        : new Outcome.Failed(
                                false,
                                name + " does not come to rest: " + last[0],
                                idle.isPresent()
                                        ? "Nothing of it works, and it was not stopped: retry, which begins with it."
                                        : "Let its job end, or end it with `pachctl stop job`, then retry this one alone.",
                                seen));
    }

    /** Whatever it reads, and what that reads, as far as it is to be stopped and is not yet. */
    private static Set<String> upstream(Map<String, ClassicPipeline> all, List<String> above, List<String> together) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>(above);
        while (!left.isEmpty()) {
            String repo = left.pop();
            ClassicPipeline pipeline = all.get(repo);
            if (pipeline != null && together.contains(repo) && !pipeline.stopped() && found.add(repo)) {
                left.addAll(pipeline.reads());
            }
        }
        return found;
    }

    private static Outcome awaitQuiet(
            ClassicPachctl pachctl,
            ClassicRules rules,
            Cluster cluster,
            String name,
            long deadline,
            Performer.Listener listener)
            throws PerformException, InterruptedException {
        String[] last = {""};
        // What is recorded is recorded at once; what is not never will be.
        long recorded = System.nanoTime() + Math.max(0, deadline - System.nanoTime()) / UNRECORDED;
        Optional<PipelineSight> done = Patience.until(left(deadline), EVERY, listener.cancelled(), () -> {
            ClassicPipeline own = listed(pachctl, name);
            PipelineSight glance = PipelineSight.atGlance(rules, cluster, own);
            last[0] = glance.words();
            listener.progress(last[0]);
            if (!own.stopped() && System.nanoTime() > recorded) {
                return Optional.of(glance);
            }
            if (!glance.quiet() || glance.pods() > 0) {
                return Optional.empty();
            }
            // Jobs and commits are asked for once, now that nothing begins any more.
            PipelineSight now = PipelineSight.of(pachctl, rules, cluster, own);
            last[0] = now.words();
            return Optional.of(now);
        });
        if (done.isEmpty() || !done.get().pipeline().stopped()) {
            return new Outcome.Failed(
                    false,
                    name + " was asked to stop and is still " + last[0],
                    "1.x may say yes and record nothing: retry asks again.",
                    EffectSeen.UNKNOWN);
        }
        if (!done.get().isIdle()) {
            return new Outcome.Failed(
                    false,
                    name + " was stopped while a job began: " + last[0],
                    "Retry this one alone: it is started, its job is let end, and it is stopped again.",
                    EffectSeen.HAPPENED);
        }
        listener.checked(name, Severity.PASS, last[0]);
        return Doing.done(Map.of("names", List.of(name)), name + " is " + last[0]);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private static PipelineSight sight(ClassicPachctl pachctl, ClassicRules rules, Cluster cluster, String name)
            throws PerformException, InterruptedException {
        return PipelineSight.of(pachctl, rules, cluster, listed(pachctl, name));
    }

    private static ClassicPipeline listed(ClassicPachctl pachctl, String name)
            throws PerformException, InterruptedException {
        try {
            return there(
                    pachctl.pipelines().stream()
                            .filter(pipeline -> pipeline.name().equals(name))
                            .findFirst()
                            .orElse(null),
                    name);
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }

    private static ClassicPipeline there(@Nullable ClassicPipeline pipeline, String name) throws PerformException {
        if (pipeline == null) {
            throw new PerformException("there is no pipeline " + name, "Record the pipelines again.");
        }
        return pipeline;
    }

    @Override
    public Performer.Finding probe(Call<ClassicAction> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        ClassicPipeline now = find(call, call.text(task.pipeline()));
        return new Performer.Finding(
                Optional.of(now.stopped() ? Verdict.PARTLY : Verdict.DID_NOT),
                now.name() + " is " + now.state() + (now.stopped() ? ", stopped" : ", not stopped"),
                true);
    }
}
