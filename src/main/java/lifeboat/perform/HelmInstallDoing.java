package lifeboat.perform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.cluster.HelmRelease;
import lifeboat.cluster.helm.HelmCommands;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Deploying;

/** Installs the chart with the edited values. The release is marked with the run, so that it is recognised after a crash. */
final class HelmInstallDoing implements Doing<Deploying.HelmInstall> {
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final String UNDO =
            "Take this step back first: that uninstalls what is left of the failed install, and shows it before.";

    private static List<String> argv(Call<Deploying.HelmInstall> call) throws PerformException {
        Deploying.HelmInstall action = call.action();
        try {
            return HelmRun.commands(call, call.text(action.program()))
                    .install(
                            call.text(action.release()),
                            new HelmCommands.Chart(
                                    call.text(action.chart()),
                                    call.text(action.version()),
                                    call.optional(action.repository())),
                            Path.of(call.text(action.values())),
                            HelmRun.note(call),
                            WAIT);
        } catch (IllegalArgumentException e) {
            throw new PerformException(Reasons.message(e), "Correct the parameter.", e);
        }
    }

    @Override
    public Preview preview(Call<Deploying.HelmInstall> call) throws PerformException {
        String release = call.text(call.action().release());
        call.world().checkProgram(call.text(call.action().program()));
        Optional<HelmRelease> there = HelmRun.release(call, release);
        List<String> warnings = new ArrayList<>();
        there.ifPresent(found -> warnings.add(found
                + (isOurs(call, found)
                        ? " is there already, installed by this run; nothing is installed again"
                        : " is there already; helm will refuse")));
        inUse(call, release).ifPresent(reason -> warnings.add(reason + ". " + UNDO));
        return new Preview(
                List.of(new Preview.Change(
                        "release " + release,
                        "status",
                        there.map(HelmRelease::toString).orElse("(not installed)"),
                        "deployed, " + call.text(call.action().chart()) + " "
                                + call.text(call.action().version()))),
                List.of(),
                List.of(argv(call)),
                List.of("the values are those that were edited and shown before: "
                        + call.text(call.action().values())),
                warnings);
    }

    @Override
    public Outcome act(Call<Deploying.HelmInstall> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        String release = call.text(call.action().release());
        Optional<HelmRelease> earlier = HelmRun.release(call, release).filter(there -> isOurs(call, there));
        if (earlier.isPresent()) {
            return done(earlier.get(), " was installed by an earlier attempt of this run");
        }
        Optional<String> obstacle = inUse(call, release);
        if (obstacle.isPresent()) {
            return new Outcome.Failed(true, obstacle.get(), UNDO, EffectSeen.NONE);
        }
        List<String> secrets =
                EditValuesDoing.read(Path.of(call.text(call.action().values()))).secrets();
        Outcome outcome = new HelmRun(call, listener).run(argv(call), attempt, secrets, release + " is installed");
        if (!(outcome instanceof Outcome.Succeeded)) {
            return outcome;
        }
        return HelmRun.release(call, release)
                .map(there -> done(there, " is installed"))
                .orElseGet(() -> new Outcome.Failed(
                        false,
                        "helm said that it had installed " + release + ", and no such release is deployed",
                        "Look with `helm list --all` at what it left.",
                        EffectSeen.UNKNOWN));
    }

    /** An install that failed keeps the name in use, until it is uninstalled. */
    private static Optional<String> inUse(Call<Deploying.HelmInstall> call, String release) throws PerformException {
        List<String> left = HelmRun.leftOver(call, release);
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of("Helm has " + release + " in revision " + String.join(", ", left)
                        + " and refuses to install under a name that is in use");
    }

    private static boolean isOurs(Call<Deploying.HelmInstall> call, HelmRelease there) {
        return there.description().equals(HelmRun.note(call));
    }

    private static Outcome done(HelmRelease there, String how) {
        return Doing.done(Map.of("revision", List.of(Integer.toString(there.revision()))), there + how);
    }

    @Override
    public Performer.Finding probe(Call<Deploying.HelmInstall> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        String release = call.text(call.action().release());
        Optional<HelmRelease> there = HelmRun.release(call, release);
        if (there.isEmpty()) {
            return new Performer.Finding(
                    Optional.empty(),
                    "no release " + release + " is deployed, but helm may have begun: look with `helm list --all`, and"
                            + " uninstall what is pending",
                    false);
        }
        boolean ours = isOurs(call, there.get());
        return new Performer.Finding(
                Optional.of(ours ? Verdict.TOOK_EFFECT : Verdict.DID_NOT),
                there.get() + (ours ? ", installed by this run" : ", not installed by this run"),
                ours);
    }
}
