package lifeboat.perform;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.backup.BackupFolder;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ObjectKind;
import lifeboat.cluster.Workload;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;
import lifeboat.runbook.Template;

/** Keeps Kubernetes objects as they are, one JSON file each. */
final class KeepObjectsDoing implements Doing<Action.KeepObjects> {
    @Override
    public Preview preview(Call<Action.KeepObjects> call) {
        return Preview.ofDetails(List.of("one JSON file each goes into kubernetes/ of the backup"));
    }

    @Override
    public Outcome act(Call<Action.KeepObjects> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        BackupFolder folder = Folders.of(call);
        List<String> names = new ArrayList<>();
        for (Template object : call.action().objects()) {
            names.add(call.text(object));
        }
        List<String> kept = new ArrayList<>();
        try {
            Optional<String> selector = call.optional(call.action().selector());
            if (selector.isPresent()) {
                for (Workload workload : cluster.replicationControllers(selector.get())) {
                    names.add("replicationcontroller/" + workload.name());
                }
            }
            for (String name : names) {
                if (keep(cluster, folder, name)) {
                    kept.add(name);
                } else {
                    listener.line(name + " is not there");
                }
            }
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        return Doing.done(Map.of(), kept.size() + " objects: " + String.join(", ", kept));
    }

    private static boolean keep(Cluster cluster, BackupFolder folder, String name)
            throws ClusterException, PerformException {
        int slash = name.indexOf('/');
        Optional<ObjectKind> kind = ObjectKind.named(name.substring(0, Math.max(0, slash)));
        if (kind.isEmpty()) {
            throw new PerformException(
                    "\"" + name + "\" is not kind/name of an object that Lifeboat knows",
                    "Write deployment/pachd, service/pachd, configmap/pachd-config and the like.");
        }
        Optional<String> json = cluster.object(kind.get(), name.substring(slash + 1));
        if (json.isPresent()) {
            Folders.write(
                    folder,
                    folder.kubernetes(kind.get().kubectlName(), name.substring(slash + 1)),
                    json.get().getBytes(StandardCharsets.UTF_8));
        }
        return json.isPresent();
    }
}
