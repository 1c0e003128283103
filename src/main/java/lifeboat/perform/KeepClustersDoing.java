package lifeboat.perform;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.pachyderm.EnterpriseServer;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.RegisteredCluster;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.EnterpriseAction;
import lifeboat.runbook.EnterpriseTask;

/** Records which clusters are registered while the enterprise server still runs: what a restored one is compared with. */
final class KeepClustersDoing implements Doing<EnterpriseAction> {
    /** Heartbeats come every hour; one that is two hours old was missed. */
    private static final Duration SILENT = Duration.ofHours(2);

    private final EnterpriseTask.KeepClusters task;

    KeepClustersDoing(EnterpriseTask.KeepClusters task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<EnterpriseAction> call) {
        return Preview.ofDetails(List.of("the registered clusters go into enterprise.json of the backup"));
    }

    @Override
    public Outcome act(Call<EnterpriseAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        EnterpriseServer server =
                call.world().pachctl(call.run(), task.target()).enterpriseServer();
        List<RegisteredCluster> clusters;
        EnterpriseServer.LicenceState licence;
        try {
            // The server lists them in no order of their own.
            clusters = server.clusters().stream()
                    .sorted(Comparator.comparing(RegisteredCluster::id))
                    .toList();
            licence = server.licence();
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
        Instant now = call.world().surroundings().clock().instant();
        clusters.forEach(cluster -> tell(cluster, now, listener));
        if (!licence.isActive()) {
            listener.checked("licence", Severity.WARN, "its state is " + licence.state());
        }
        new EnterpriseRecord(licence.state(), clusters).write(Folders.of(call));
        List<String> members = EnterpriseRecord.members(clusters);
        return Doing.done(
                Map.of(
                        // One text: it stands in sentences.
                        "names", List.of(String.join(", ", members)),
                        "count", List.of(Integer.toString(members.size())),
                        "licence", List.of(licence.state())),
                members.isEmpty()
                        ? "no cluster is registered"
                        : members.size() + " registered: " + String.join(", ", members) + "; licence "
                                + licence.state());
    }

    private static void tell(RegisteredCluster cluster, Instant now, Performer.Listener listener) {
        Optional<Instant> heard = cluster.lastHeartbeat();
        boolean silent = heard.isEmpty() || heard.get().isBefore(now.minus(SILENT));
        String words = cluster.address() + ", "
                + (cluster.version().isEmpty() ? "version not told" : cluster.version())
                + (heard.isEmpty() ? ", never heard" : ", heard " + heard.get());
        listener.checked(
                cluster.id(),
                silent ? Severity.WARN : Severity.PASS,
                words + (silent ? "; heartbeats come every hour" : ""));
    }
}
