package lifeboat.perform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.cluster.Change;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ScalePreview;
import lifeboat.cluster.Workload;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;

/** Scales deployments and replication controllers, and remembers what they had. */
final class ScaleDoing implements Doing<Action.Scale> {
    @Override
    public Preview preview(Call<Action.Scale> call) throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        int replicas = call.number(call.action().replicas());
        List<Preview.Change> changes = new ArrayList<>();
        List<List<String>> commands = new ArrayList<>();
        List<String> details = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Workload workload : workloads(call)) {
            String name = name(workload);
            if (workload.wanted() == replicas) {
                details.add(name + " has " + replicas + " already");
                continue;
            }
            ScalePreview preview = cluster.previewScale(workload, replicas, call.foreseen());
            for (ScalePreview.FieldChange row : preview.rows()) {
                // Our marks go into the same patch; the patch itself stands among the details.
                if (!row.path().startsWith("metadata.annotations")) {
                    changes.add(new Preview.Change(name, row.path(), row.before(), row.after()));
                }
            }
            commands.add(preview.kubectl());
            details.add("patch of " + name + ": " + preview.patchJson());
            for (Workload.Manager manager : workload.managers()) {
                if (manager.tool() != Workload.Manager.Tool.HELM) {
                    warnings.add(name + " is also managed by " + manager.tool() + " " + manager.name() + " "
                            + manager.detail() + ": it may scale it back");
                }
            }
            workload.autoscalersUnseen().ifPresent(why -> warnings.add("autoscalers cannot be seen: " + why));
        }
        if (changes.isEmpty()) {
            details.add("nothing has to change");
        }
        return new Preview(
                changes,
                List.of(),
                commands,
                details,
                warnings.stream().distinct().toList());
    }

    @Override
    public Map<String, List<String>> record(Call<Action.Scale> call) throws PerformException {
        List<Workload> workloads = workloads(call);
        Map<String, List<String>> recorded = new LinkedHashMap<>();
        recorded.put(
                "workloads",
                workloads.stream()
                        .map(workload -> name(workload) + "=" + workload.wanted())
                        .toList());
        recorded.put(
                "replicas",
                workloads.stream()
                        .map(workload -> Integer.toString(workload.wanted()))
                        .toList());
        return recorded;
    }

    @Override
    public Outcome act(Call<Action.Scale> call, Attempt attempt, Performer.Listener listener) throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        int replicas = call.number(call.action().replicas());
        int changed = 0;
        List<String> generations = new ArrayList<>();
        for (Workload workload : workloads(call)) {
            if (workload.wanted() == replicas) {
                generations.add(name(workload) + "=" + workload.generation());
                listener.line(name(workload) + " has " + replicas + " already");
                continue;
            }
            Optional<Outcome> trouble;
            try {
                trouble = scale(call, cluster, workload, replicas, changed > 0, generations);
            } catch (PerformException e) {
                throw changed > 0 ? e.after(EffectSeen.HAPPENED) : e;
            }
            if (trouble.isPresent()) {
                return trouble.get();
            }
            changed++;
            listener.line(name(workload) + " scaled from " + workload.wanted() + " to " + replicas);
        }
        return Doing.done(Map.of("generations", generations), changed + " scaled to " + replicas);
    }

    /** One workload; something is wrong if there is an answer. A version that only moved is read again. */
    private static Optional<Outcome> scale(
            Call<Action.Scale> call,
            Cluster cluster,
            Workload first,
            int replicas,
            boolean others,
            List<String> generations)
            throws PerformException {
        Workload workload = first;
        for (int look = 0; look < 5; look++) {
            Change change = cluster.scale(workload, replicas, call.marks());
            if (change instanceof Change.Applied applied) {
                generations.add(name(first) + "=" + applied.now().generation());
                return Optional.empty();
            }
            if (change instanceof Change.PreconditionFailed failed) {
                Optional<Workload> now = failed.onlyVersionMoved() ? again(cluster, workload) : Optional.empty();
                if (now.isPresent() && now.get().wanted() == workload.wanted()) {
                    workload = now.get();
                    continue;
                }
                return Optional.of(failed(
                        name(first) + " is not what it was when this was previewed: "
                                + String.join("; ", failed.differences()),
                        "Somebody else changed it. Look who, then retry for a new preview.",
                        others ? EffectSeen.HAPPENED : EffectSeen.NONE));
            }
            return Optional.of(trouble(change, first, others));
        }
        return Optional.of(failed(
                name(first) + " keeps changing while it is to be scaled",
                "Look what writes to it, then retry.",
                others ? EffectSeen.HAPPENED : EffectSeen.NONE));
    }

    private static Outcome trouble(Change change, Workload workload, boolean others) {
        EffectSeen seen = others ? EffectSeen.HAPPENED : EffectSeen.NONE;
        String name = name(workload);
        if (change instanceof Change.Denied denied) {
            return failed(
                    name + " may not be scaled: " + denied.message(), "Ask for the permission, then retry.", seen);
        }
        if (change instanceof Change.Missing missing) {
            return failed(name + " is gone: " + missing.message(), "Look what deleted it.", seen);
        }
        if (change instanceof Change.Refused refused) {
            return failed(name + " was not scaled: " + refused.message(), refused.hint(), seen);
        }
        String message = change instanceof Change.Unknown unknown ? unknown.message() : change.toString();
        return failed(
                "it is not known whether " + name + " was scaled: " + message,
                "Retry looks first: what was done already is not done twice.",
                EffectSeen.UNKNOWN);
    }

    private static Outcome failed(String reason, String hint, EffectSeen seen) {
        return new Outcome.Failed(false, reason, hint, seen);
    }

    private static Optional<Workload> again(Cluster cluster, Workload workload) throws PerformException {
        try {
            return switch (workload.kind()) {
                case DEPLOYMENT -> cluster.deployment(workload.name());
                default ->
                    cluster.replicationControllers("").stream()
                            .filter(other -> other.name().equals(workload.name()))
                            .findFirst();
            };
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Performer.Finding probe(Call<Action.Scale> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        String register = call.step().register().orElse("");
        return found(
                workloads(call),
                call.number(call.action().replicas()),
                call.run().id(),
                call.step().id().value(),
                call.run().facts().getOrDefault(register + ".workloads", List.of()));
    }

    /**
     * What became of a scale, as the objects tell: all as wanted, it took effect; all as they were recorded, it did not. Marks
     * tell whose change it was; where it was somebody else's, or the count is neither, the operator is asked.
     *
     * @param recorded what they had before, as {@code kind/name=count}; empty if that was not recorded
     */
    static Performer.Finding found(
            List<Workload> workloads, int replicas, String run, String step, List<String> recorded) {
        List<String> seen = new ArrayList<>();
        int there = 0;
        boolean foreign = false;
        for (Workload workload : workloads) {
            boolean scaled = workload.wanted() == replicas;
            boolean ours = workload.marks()
                    .filter(marks -> marks.run().equals(run) && marks.step().equals(step))
                    .isPresent();
            Optional<String> before = recorded.stream()
                    .filter(entry -> entry.startsWith(name(workload) + "="))
                    .findFirst();
            boolean asBefore = before.isEmpty() || before.get().equals(name(workload) + "=" + workload.wanted());
            seen.add(name(workload) + " asks for " + workload.wanted() + (ours ? ", changed by this step" : ""));
            there += scaled ? 1 : 0;
            foreign |= !asBefore && !(scaled && ours);
        }
        String evidence = seen.isEmpty() ? "there is nothing to scale" : String.join("; ", seen);
        if (there == workloads.size()) {
            return new Performer.Finding(Optional.of(Verdict.TOOK_EFFECT), evidence, !foreign);
        }
        return new Performer.Finding(
                Optional.of(there == 0 ? Verdict.DID_NOT : Verdict.PARTLY), evidence, there == 0 && !foreign);
    }

    private static List<Workload> workloads(Call<Action.Scale> call) throws PerformException {
        return workloads(
                call.world().cluster(call.run()),
                call.action().kind(),
                call.text(call.action().which()),
                call.action().optional());
    }

    /** The workloads that a scale or a check names. */
    static List<Workload> workloads(Cluster cluster, Action.Scale.Kind kind, String which, boolean optional)
            throws PerformException {
        try {
            List<Workload> found = kind == Action.Scale.Kind.DEPLOYMENT
                    ? cluster.deployment(which).map(List::of).orElse(List.of())
                    : cluster.replicationControllers(which);
            if (found.isEmpty() && !optional) {
                throw new PerformException(
                        "there is no " + (kind == Action.Scale.Kind.DEPLOYMENT ? "deployment " : "controller with ")
                                + which + " in namespace "
                                + cluster.location().namespace(),
                        "Check the namespace and the context.");
            }
            return found;
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    private static String name(Workload workload) {
        return workload.kind().kubectlName() + "/" + workload.name();
    }
}
