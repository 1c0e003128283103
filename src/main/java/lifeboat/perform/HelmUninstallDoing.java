package lifeboat.perform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.HelmRelease;
import lifeboat.cluster.OwnedObject;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Deploying;

/** Uninstalls a release; what it owns goes, what it does not own stays, and both are shown before. */
final class HelmUninstallDoing implements Doing<Deploying.HelmUninstall> {
    private static final Duration WAIT = Duration.ofMinutes(10);

    private static List<String> argv(Call<Deploying.HelmUninstall> call) throws PerformException {
        try {
            return HelmRun.commands(call, call.text(call.action().program()))
                    .uninstall(call.text(call.action().release()), HelmRun.note(call), WAIT);
        } catch (IllegalArgumentException e) {
            throw new PerformException(Reasons.message(e), "Correct the name of the release.", e);
        }
    }

    @Override
    public Preview preview(Call<Deploying.HelmUninstall> call) throws PerformException {
        String release = call.text(call.action().release());
        call.world().checkProgram(call.text(call.action().program()));
        Optional<HelmRelease> there = HelmRun.release(call, release);
        if (there.isEmpty()) {
            return Preview.ofDetails(List.of("there is no deployed release " + release + "; nothing to do"));
        }
        try {
            List<OwnedObject> objects = call.world().cluster(call.run()).installed(release);
            return new Preview(
                    List.of(new Preview.Change(
                            "release " + release,
                            "status",
                            "deployed, " + there.get().chart() + " "
                                    + there.get().chartVersion(),
                            "(uninstalled)")),
                    List.of(),
                    List.of(argv(call)),
                    List.of(
                            "goes: " + words(objects, true),
                            "stays: " + words(objects, false),
                            "databases and bucket are outside of it and stay"),
                    List.of("it cannot be undone: an install brings back the objects, not their state"));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    private static String words(List<OwnedObject> objects, boolean owned) {
        List<String> names = objects.stream()
                .filter(object -> object.owned() == owned)
                .map(OwnedObject::toString)
                .toList();
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    @Override
    public Outcome act(Call<Deploying.HelmUninstall> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        String release = call.text(call.action().release());
        if (HelmRun.release(call, release).isEmpty()) {
            return Doing.done("there is no deployed release " + release);
        }
        return new HelmRun(call, listener).run(argv(call), attempt, List.of(), release + " is uninstalled");
    }

    @Override
    public Performer.Finding probe(Call<Deploying.HelmUninstall> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        String release = call.text(call.action().release());
        Optional<HelmRelease> there = HelmRun.release(call, release);
        return there.isEmpty()
                ? new Performer.Finding(
                        Optional.of(Verdict.TOOK_EFFECT), "there is no deployed release " + release, true)
                : new Performer.Finding(Optional.of(Verdict.DID_NOT), there.get() + " is there", false);
    }
}
