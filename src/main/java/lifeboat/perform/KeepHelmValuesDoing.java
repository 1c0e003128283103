package lifeboat.perform;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lifeboat.backup.BackupFolder;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.HelmRelease;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;

/** Keeps the values of the Helm release, as {@code helm get values} would show them. */
final class KeepHelmValuesDoing implements Doing<Action.KeepHelmValues> {
    @Override
    public Preview preview(Call<Action.KeepHelmValues> call) {
        return Preview.ofDetails(List.of("the values go into helm-values.yaml of the backup, mode 0600"));
    }

    @Override
    public Outcome act(Call<Action.KeepHelmValues> call, Attempt attempt, Performer.Listener listener)
            throws PerformException {
        HelmRelease release;
        try {
            release = call.world()
                    .cluster(call.run())
                    .helmRelease(call.optional(call.action().release()))
                    .orElseThrow(() -> new PerformException(
                            "there is no deployed Helm release "
                                    + call.optional(call.action().release()).orElse("of the chart pachyderm"),
                            "Name it with the parameter helm_release, or keep the values by hand and skip this step."));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        BackupFolder folder = Folders.of(call);
        Folders.write(folder, folder.helmValues(), release.valuesYaml().getBytes(StandardCharsets.UTF_8));
        release.laterAttempt().ifPresent(later -> listener.line("a later revision is not deployed: " + later));
        return Doing.done(
                Map.of(
                        "file", List.of("helm-values.yaml"),
                        "release", List.of(release.name()),
                        "chart", List.of(release.chart() + "-" + release.chartVersion()),
                        "sha256", List.of(release.valuesSha256())),
                release + ", sha256 " + release.valuesSha256());
    }
}
