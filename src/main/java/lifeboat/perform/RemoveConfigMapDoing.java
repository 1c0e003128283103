package lifeboat.perform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.backup.FileNames;
import lifeboat.cluster.Change;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ConfigData;
import lifeboat.cluster.ObjectKind;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Verdict;
import lifeboat.runbook.Deploying;

/** Deletes a config map that no uninstall takes away; what it held is kept in the run's folder. */
final class RemoveConfigMapDoing implements Doing<Deploying.RemoveConfigMap> {
    @Override
    public Preview preview(Call<Deploying.RemoveConfigMap> call) throws PerformException {
        Optional<ConfigData> map = map(call);
        if (map.isEmpty()) {
            return Preview.ofDetails(List.of("configmap/" + name(call) + " is not there; nothing to do"));
        }
        return new Preview(
                List.of(new Preview.Change(
                        "configmap/" + name(call), "data", map.get().data().toString(), "(deleted)")),
                List.of(),
                List.of(List.of("kubectl", "delete", "configmap", name(call))),
                List.of("its content is kept in " + Backups.kept(call).path()),
                List.of());
    }

    private static String name(Call<Deploying.RemoveConfigMap> call) {
        return call.text(call.action().name());
    }

    private static Optional<ConfigData> map(Call<Deploying.RemoveConfigMap> call) throws PerformException {
        try {
            return call.world().cluster(call.run()).configMap(name(call));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Outcome act(Call<Deploying.RemoveConfigMap> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        Optional<ConfigData> map = map(call);
        if (map.isEmpty()) {
            return Doing.done(Map.of("file", List.of("")), "configmap/" + name(call) + " is not there");
        }
        Cluster cluster = call.world().cluster(call.run());
        Path file;
        try {
            Optional<String> image = cluster.object(ObjectKind.CONFIG_MAP, name(call));
            file = Backups.keep(
                    call,
                    "configmap." + FileNames.encode(name(call)) + ".json",
                    image.orElse("{}").getBytes(StandardCharsets.UTF_8));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        Change change = cluster.deleteConfigMap(map.get(), call.marks());
        if (change instanceof Change.Applied || change instanceof Change.Missing) {
            return Doing.done(
                    Map.of("file", List.of(file.toString())), "configmap/" + name(call) + " deleted, kept in " + file);
        }
        return Changes.failed("configmap/" + name(call) + " was not deleted", change, false);
    }

    @Override
    public Performer.Finding probe(
            Call<Deploying.RemoveConfigMap> call, Attempt attempt, Optional<lifeboat.run.Run.Program> program)
            throws PerformException {
        boolean there = map(call).isPresent();
        return new Performer.Finding(
                Optional.of(there ? Verdict.DID_NOT : Verdict.TOOK_EFFECT),
                "configmap/" + name(call) + (there ? " is there" : " is not there"),
                true);
    }
}
