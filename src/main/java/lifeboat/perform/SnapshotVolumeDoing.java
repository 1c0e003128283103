package lifeboat.perform;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import lifeboat.cluster.Change;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.VolumeSnapshot;
import lifeboat.process.Captured;
import lifeboat.process.Command;
import lifeboat.process.ProcessException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Snapshots the volume of etcd, by the cluster's own driver or by the provider's program, and waits until it is ready. */
final class SnapshotVolumeDoing implements Doing<ClassicAction> {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration ASKING = Duration.ofMinutes(5);

    private final ClassicTask.SnapshotVolume task;

    SnapshotVolumeDoing(ClassicTask.SnapshotVolume task) {
        this.task = task;
    }

    /** The same name for every attempt of a run, so that one that was made is found again. */
    private static String name(Call<?> call) {
        return ("lifeboat-" + call.run().id()).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    private boolean isCsi(Call<ClassicAction> call) {
        return call.text(task.by()).equals("csi");
    }

    private DiskProvider provider(Call<ClassicAction> call) throws PerformException {
        DiskProvider provider =
                DiskProvider.of(call.text(task.by()), call.text(task.program()), call.text(task.place()));
        call.world().checkProgram(provider.program());
        return provider;
    }

    private String volume(Call<ClassicAction> call) throws PerformException {
        return call.optional(task.volume())
                .orElseThrow(() -> new PerformException(
                        "no volume is named", "Give the claim of etcd, or the provider's name of its disk."));
    }

    @Override
    public Preview preview(Call<ClassicAction> call) throws PerformException {
        String volume = volume(call);
        if (!isCsi(call)) {
            return new Preview(
                    List.of(),
                    List.of(),
                    List.of(provider(call).create(volume, name(call))),
                    List.of(
                            "runs: " + Command.display(provider(call).create(volume, name(call))),
                            "then its state is asked for until it is ready"),
                    List.of("these arguments were never run against the provider itself: read them"));
        }
        return new Preview(
                List.of(new Preview.Change(
                        "volumesnapshot/" + name(call),
                        "spec.source.persistentVolumeClaimName",
                        "(not there)",
                        volume)),
                List.of(),
                List.of(),
                List.of("the storage driver makes it; status.readyToUse is waited for"),
                List.of());
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        return isCsi(call) ? byDriver(call, listener) : byProvider(call, listener);
    }

    private Outcome byDriver(Call<ClassicAction> call, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Cluster cluster = call.world().cluster(call.run(), task.in());
        String name = name(call);
        try {
            if (cluster.volumeSnapshot(name).isEmpty()) {
                Change change =
                        cluster.createVolumeSnapshot(name, volume(call), call.optional(task.place()), call.marks());
                if (!(change instanceof Change.Applied)) {
                    return Changes.failed("volumesnapshot/" + name + " was not made", change, false);
                }
                listener.line("made volumesnapshot/" + name);
            }
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        Optional<VolumeSnapshot> ready = Patience.until(patience(call), EVERY, listener.cancelled(), () -> {
            VolumeSnapshot now = find(cluster, name).orElseThrow(() -> new PerformException(
                            "volumesnapshot/" + name + " is gone", "Look who deleted it, then retry.")
                    .after(EffectSeen.HAPPENED));
            if (now.trouble().isPresent()) {
                throw new PerformException(
                                "volumesnapshot/" + name + ": " + now.trouble().get(),
                                "Delete it, correct what is wrong, then retry.")
                        .after(EffectSeen.HAPPENED);
            }
            listener.progress("volumesnapshot/" + name + (now.ready() ? " is ready" : " is not ready yet"));
            return now.ready() ? Optional.of(now) : Optional.empty();
        });
        return ready.map(snapshot -> done(
                        call,
                        "volumesnapshot/" + name,
                        listener,
                        snapshot.content().orElse("") + ", " + snapshot.size().orElse("size not known")))
                .orElseGet(() -> late("volumesnapshot/" + name));
    }

    private static Optional<VolumeSnapshot> find(Cluster cluster, String name) throws PerformException {
        try {
            return cluster.volumeSnapshot(name);
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    private Outcome byProvider(Call<ClassicAction> call, Performer.Listener listener)
            throws PerformException, InterruptedException {
        DiskProvider provider = provider(call);
        Captured made = run(call, provider.create(volume(call), name(call)));
        if (!made.exit().succeeded()) {
            return new Outcome.Failed(
                    false,
                    provider.program() + " failed, " + made.exit().words() + ": "
                            + String.join(" ", made.exit().stderrTail()),
                    "Look at the provider whether a snapshot was begun.",
                    EffectSeen.UNKNOWN);
        }
        String id = provider.id(name(call), made.text());
        listener.line("begun: " + id);
        Optional<Boolean> ready = Patience.until(patience(call), EVERY, listener.cancelled(), () -> {
            Captured said = run(call, provider.look(id));
            listener.progress(id + " is " + said.text());
            return said.exit().succeeded() ? provider.done(said.text()) : Optional.empty();
        });
        return ready.isPresent() ? done(call, id, listener, "of " + volume(call)) : late(id);
    }

    private static Captured run(Call<?> call, List<String> argv) throws PerformException, InterruptedException {
        try {
            // The provider's program finds its login by variables of its own, of which there are many.
            return call.world().programs().run(Command.of(argv).inheritAll(), ASKING);
        } catch (ProcessException e) {
            throw Reasons.of(e);
        }
    }

    private static Duration patience(Call<?> call) {
        return call.timeout().minus(call.timeout().dividedBy(10));
    }

    private Outcome done(Call<ClassicAction> call, String id, Performer.Listener listener, String words) {
        listener.checked(id, Severity.PASS, "ready, " + words);
        return Doing.done(Map.of("id", List.of(id), "by", List.of(call.text(task.by()))), id + " is ready");
    }

    private static Outcome late(String id) {
        return new Outcome.Failed(
                false,
                id + " is not ready yet",
                "It goes on at the provider; retry waits for it again, or makes another.",
                EffectSeen.HAPPENED);
    }

    @Override
    public Performer.Finding probe(Call<ClassicAction> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        if (!isCsi(call)) {
            return new Performer.Finding(
                    Optional.empty(), "look at the provider for a snapshot named " + name(call), false);
        }
        boolean there =
                find(call.world().cluster(call.run(), task.in()), name(call)).isPresent();
        return new Performer.Finding(
                Optional.of(there ? Verdict.PARTLY : Verdict.DID_NOT),
                "volumesnapshot/" + name(call) + (there ? " is there" : " is not there"),
                true);
    }
}
