package lifeboat.perform;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.HelmRelease;
import lifeboat.cluster.helm.HelmCommands;
import lifeboat.process.Command;
import lifeboat.process.Exit;
import lifeboat.process.Masker;
import lifeboat.process.ProcessException;
import lifeboat.process.Programs;
import lifeboat.process.Running;
import lifeboat.process.Secret;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;

/** Runs {@code helm} with an argument list that was shown before; what may be a secret in the values is masked in its output. */
record HelmRun(Call<?> call, Performer.Listener listener) {

    /** The program and its cluster, named in full. */
    static HelmCommands commands(Call<?> call, String program) throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        return new HelmCommands(
                program,
                cluster.location().kubeconfig(),
                cluster.context(),
                cluster.location().namespace());
    }

    /** The note by which a release tells which run made it. */
    static String note(Call<?> call) {
        return "lifeboat run " + call.run().id();
    }

    Outcome run(List<String> argv, Attempt attempt, List<String> secrets, String done)
            throws PerformException, InterruptedException {
        call.world().checkProgram(argv.get(0));
        Path folder = call.world().artifacts();
        String name = attempt.step() + "-" + attempt.number();
        Command command = Command.of(argv)
                .inherit("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME", "HTTPS_PROXY", "NO_PROXY")
                .outputTo(folder.resolve(name + ".out"), folder.resolve(name + ".err"));
        Programs programs = call.world().programs();
        Masker masker = programs.masker().plus(secrets.stream().map(Secret::of).toList());
        try {
            Running running = programs.masking(masker).start(command, (stream, line) -> listener.line(line));
            listener.started(running.pid(), running.startTicks(), running.argv());
            Exit exit = Patience.await(running, call.timeout(), listener.cancelled());
            if (exit.succeeded()) {
                return Doing.done(done);
            }
            if (exit.stopped() && !exit.timedOut()) {
                return new Outcome.Cancelled(argv.get(1) + " was stopped", EffectSeen.UNKNOWN);
            }
            // Where several objects are refused, helm ends with blank lines.
            String tail = exit.stderrTail().stream()
                    .filter(line -> !line.isBlank())
                    .reduce((before, last) -> last)
                    .map(last -> ": " + last.strip())
                    .orElse("");
            return new Outcome.Failed(
                    false,
                    "helm " + argv.get(1) + " failed, " + exit.words() + tail,
                    "Its whole output is kept in the run's folder under artifacts. `helm list --all` shows where it"
                            + " stands.",
                    EffectSeen.UNKNOWN);
        } catch (ProcessException e) {
            throw Reasons.of(e);
        }
    }

    /** What Helm has of a release that is not deployed, which keeps its name in use, as {@code 1 (failed)}; none if it is. */
    static List<String> leftOver(Call<?> call, String name) throws PerformException {
        try {
            Cluster cluster = call.world().cluster(call.run());
            return cluster.helmRelease(Optional.of(name)).isPresent() ? List.of() : cluster.helmRecords(name);
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    /** The deployed release of that name. */
    static Optional<HelmRelease> release(Call<?> call, String name) throws PerformException {
        try {
            return call.world().cluster(call.run()).helmRelease(Optional.of(name));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }
}
