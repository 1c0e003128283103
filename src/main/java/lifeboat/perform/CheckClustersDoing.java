package lifeboat.perform;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.pachyderm.EnterpriseServer;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.RegisteredCluster;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.runbook.Deploying;
import lifeboat.runbook.EnterpriseAction;
import lifeboat.runbook.EnterpriseTask;
import lifeboat.runbook.Step;

/**
 * Waits until every cluster of the backup is registered again and was heard since the install. A registration that is missing
 * does not come by waiting, so that fails at once.
 */
final class CheckClustersDoing implements Doing<EnterpriseAction> {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String FORCE =
            "heartbeats come every hour; `pachctl enterprise heartbeat` on a cluster's own pachd forces one";

    private final EnterpriseTask.CheckClusters task;

    CheckClustersDoing(EnterpriseTask.CheckClusters task) {
        this.task = task;
    }

    /** What the server tells, beside what it told when it was backed up. */
    private record Roll(List<RegisteredCluster> wanted, Map<String, RegisteredCluster> there, Instant since) {
        List<String> missing() {
            return wanted.stream()
                    .map(RegisteredCluster::id)
                    .filter(id -> !there.containsKey(id))
                    .toList();
        }

        boolean isHeard(RegisteredCluster cluster) {
            return cluster.lastHeartbeat().filter(since::isBefore).isPresent();
        }

        List<String> silent() {
            return wanted.stream()
                    .map(RegisteredCluster::id)
                    .filter(id -> Optional.ofNullable(there.get(id))
                            .filter(now -> !isHeard(now))
                            .isPresent())
                    .toList();
        }

        boolean isSettled() {
            return !missing().isEmpty() || silent().isEmpty();
        }

        String words() {
            return wanted.size() - missing().size() - silent().size() + " of " + wanted.size() + " heard since "
                    + since.truncatedTo(ChronoUnit.SECONDS)
                    + (silent().isEmpty() ? "" : ", waiting for " + String.join(", ", silent()));
        }
    }

    @Override
    public Preview preview(Call<EnterpriseAction> call) throws PerformException {
        List<String> ids = EnterpriseRecord.read(Folders.of(call))
                .map(record ->
                        record.clusters().stream().map(RegisteredCluster::id).toList())
                .orElse(List.of());
        return Preview.ofDetails(List.of(
                ids.isEmpty()
                        ? "the backup did not record which clusters were registered"
                        : "waits for a heartbeat of each of: " + String.join(", ", ids),
                FORCE));
    }

    /** From when on a heartbeat proves something: those in the restored database are older than the run. */
    private static Instant since(Run run) {
        for (Step step : run.book().steps()) {
            Optional<Instant> begun = run.state(step.id()).begunAt();
            if (step.action() instanceof Deploying.HelmInstall && begun.isPresent()) {
                return begun.get();
            }
        }
        return run.downtime().began().or(run::openedAt).orElse(Instant.EPOCH);
    }

    @Override
    public Outcome act(Call<EnterpriseAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        EnterpriseServer server =
                call.world().pachctl(call.run(), task.target()).enterpriseServer();
        Optional<EnterpriseRecord> record = EnterpriseRecord.read(Folders.of(call));
        if (record.isEmpty()) {
            return unrecorded(server, listener);
        }
        List<RegisteredCluster> wanted = record.get().clusters();
        Instant since = since(call.run());
        Roll[] last = {new Roll(wanted, Map.of(), since)};
        String[] trouble = {""};
        boolean[] told = {false};
        Optional<Roll> settled = Patience.until(call.timeout(), EVERY, listener.cancelled(), () -> {
            Optional<Roll> now = call(server, wanted, since, trouble);
            now.ifPresent(roll -> last[0] = roll);
            listener.progress(now.map(Roll::words).orElse("the enterprise server does not answer yet: " + trouble[0]));
            if (now.isPresent() && !now.get().isSettled() && !told[0]) {
                listener.line(FORCE);
                told[0] = true;
            }
            return now.filter(Roll::isSettled);
        });
        if (settled.isEmpty() && listener.cancelled().getAsBoolean()) {
            return new Outcome.Cancelled("waiting was stopped", EffectSeen.NONE);
        }
        if (settled.isEmpty() && !trouble[0].isEmpty()) {
            throw new PerformException(
                    "the enterprise server does not answer: " + trouble[0],
                    "Look at the pod of pach-enterprise, and at the address of the enterprise context.");
        }
        rows(last[0], listener);
        licence(server, record.get().licence(), listener);
        return outcome(call, last[0]);
    }

    private static Optional<Roll> call(
            EnterpriseServer server, List<RegisteredCluster> wanted, Instant since, String[] trouble)
            throws PerformException, InterruptedException {
        try {
            Map<String, RegisteredCluster> there = new LinkedHashMap<>();
            server.clusters().forEach(cluster -> there.put(cluster.id(), cluster));
            trouble[0] = "";
            return Optional.of(new Roll(wanted, there, since));
        } catch (PachctlException e) {
            if (e.kind() != PachctlException.Kind.UNREACHABLE && e.kind() != PachctlException.Kind.TIMEOUT) {
                throw Reasons.of(e);
            }
            trouble[0] = Reasons.message(e);
            return Optional.empty();
        }
    }

    private static Outcome unrecorded(EnterpriseServer server, Performer.Listener listener)
            throws PerformException, InterruptedException {
        try {
            List<String> members = EnterpriseRecord.members(server.clusters());
            listener.checked(
                    "clusters",
                    Severity.WARN,
                    "the backup did not record which clusters were registered; now registered: "
                            + (members.isEmpty() ? "none" : String.join(", ", members)));
            return Doing.done(
                    Map.of("registered", members, "missing", List.of()),
                    "there is nothing to compare with; look yourself whether all are there");
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }

    private static void rows(Roll roll, Performer.Listener listener) {
        for (RegisteredCluster cluster : roll.wanted()) {
            RegisteredCluster now = roll.there().get(cluster.id());
            if (now == null) {
                listener.checked(cluster.id(), Severity.FAIL, "not registered any more");
                continue;
            }
            String heard = now.lastHeartbeat()
                    .map(time -> "heard " + time.truncatedTo(ChronoUnit.SECONDS))
                    .orElse("never heard");
            listener.checked(
                    cluster.id(),
                    roll.isHeard(now) ? Severity.PASS : Severity.FAIL,
                    "registered, " + heard + (roll.isHeard(now) ? "" : ", not since the install"));
        }
        List<String> more = new ArrayList<>(roll.there().keySet());
        roll.wanted().forEach(cluster -> more.remove(cluster.id()));
        if (!more.isEmpty()) {
            listener.checked("clusters", Severity.WARN, "not there when it was backed up: " + String.join(", ", more));
        }
    }

    private static void licence(EnterpriseServer server, String before, Performer.Listener listener)
            throws PerformException, InterruptedException {
        try {
            String now = server.licence().state();
            listener.checked(
                    "licence",
                    now.equals(before) ? Severity.PASS : Severity.WARN,
                    now.equals(before) ? now : now + ", and was " + before + " when it was backed up");
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }

    private static Outcome outcome(Call<?> call, Roll roll) {
        if (!roll.missing().isEmpty()) {
            return new Outcome.Failed(
                    false,
                    "not registered any more: " + String.join(", ", roll.missing()),
                    "Is it the database of the backup? Else register each again with `pachctl enterprise register`.",
                    EffectSeen.NONE);
        }
        if (!roll.silent().isEmpty()) {
            return new Outcome.Failed(
                    false,
                    "registered but not heard for " + call.timeout().toMinutes() + " minutes: "
                            + String.join(", ", roll.silent()),
                    "Run `pachctl enterprise heartbeat` on each pachd. If the server has a new address, set"
                            + " pachd.enterpriseServerAddress there.",
                    EffectSeen.NONE);
        }
        List<String> members = EnterpriseRecord.members(roll.wanted());
        return Doing.done(
                Map.of("registered", members, "missing", List.of()),
                members.size() + " clusters are registered again and were heard: " + String.join(", ", members));
    }
}
