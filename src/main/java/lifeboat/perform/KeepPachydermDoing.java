package lifeboat.perform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import lifeboat.pachyderm.Inventory;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.PachydermVersion;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Restoring;

/** Records what users see of the cluster while it still runs: what a restored one is compared with. */
final class KeepPachydermDoing implements Doing<Restoring.KeepPachyderm> {
    private static final Duration QUICK = Duration.ofSeconds(10);

    @Override
    public Preview preview(Call<Restoring.KeepPachyderm> call) {
        return Preview.ofDetails(List.of("names of repos and pipelines go into pachyderm.json of the backup"));
    }

    @Override
    public Outcome act(Call<Restoring.KeepPachyderm> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Pachctl pachctl = call.world().pachctl(call.run(), call.action().target());
        String file = call.text(call.action().file());
        try {
            Inventory inventory = pachctl.inventory();
            String version = pachctl.versions(QUICK)
                    .server()
                    .map(PachydermVersion::toString)
                    .orElse("");
            String sha256 = file.isEmpty() ? "" : PachydermRecord.digest(call, pachctl, file);
            new PachydermRecord(version, inventory, file, sha256).write(Folders.of(call));
            return Doing.done(
                    Map.of(
                            "repos", List.of(Integer.toString(inventory.repos().size())),
                            "pipelines",
                                    List.of(Integer.toString(
                                            inventory.pipelines().size())),
                            "file", List.of(file)),
                    inventory.repos().size() + " repos, "
                            + inventory.pipelines().size() + " pipelines" + (file.isEmpty() ? "" : ", " + file));
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }
}
