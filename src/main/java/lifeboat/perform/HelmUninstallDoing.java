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

    /** How the release stands, deployed or failed half-way; empty when Helm knows nothing of it. */
    private static Optional<String> standing(Call<?> call, String release) throws PerformException {
        Optional<HelmRelease> deployed = HelmRun.release(call, release);
        if (deployed.isPresent()) {
            return deployed.map(there -> "deployed, " + there.chart() + " " + there.chartVersion());
        }
        List<String> left = HelmRun.leftOver(call, release);
        return left.isEmpty() ? Optional.empty() : Optional.of("revision " + String.join(", ", left));
    }

    @Override
    public Preview preview(Call<Deploying.HelmUninstall> call) throws PerformException {
        String release = call.text(call.action().release());
        call.world().checkProgram(call.text(call.action().program()));
        Optional<String> standing = standing(call, release);
        if (standing.isEmpty()) {
            return Preview.ofDetails(List.of("there is no release " + release + "; nothing to do"));
        }
        try {
            List<OwnedObject> objects = call.world().cluster(call.run()).installed(release);
            return new Preview(
                    List.of(new Preview.Change("release " + release, "status", standing.get(), "(uninstalled)")),
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
        if (standing(call, release).isEmpty()) {
            return Doing.done("there is no release " + release);
        }
        return new HelmRun(call, listener).run(argv(call), attempt, List.of(), release + " is uninstalled");
    }

    @Override
    public Performer.Finding probe(Call<Deploying.HelmUninstall> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        String release = call.text(call.action().release());
        Optional<String> standing = standing(call, release);
        return standing.isEmpty()
                ? new Performer.Finding(Optional.of(Verdict.TOOK_EFFECT), "there is no release " + release, true)
                : new Performer.Finding(Optional.of(Verdict.DID_NOT), release + " is there: " + standing.get(), false);
    }
}
