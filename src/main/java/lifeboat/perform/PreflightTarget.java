package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lifeboat.backup.SavedBackup;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.HelmRelease;
import lifeboat.cluster.Workload;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.PachydermVersion;
import lifeboat.runbook.Restoring;

/** The rows of a restore's preflight that look at where the restored cluster is to be. */
record PreflightTarget(Call<Restoring.PreflightRestore> call, Sheet sheet, SavedBackup backup) {

    /** Whether something serves there now, and whether it is to be taken down. */
    void serving() throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        String app = call.text(call.action().app());
        String deployment = call.text(call.action().deployment());
        try {
            Optional<Workload> server = cluster.deployment(app);
            Optional<HelmRelease> release = cluster.helmRelease(Optional.empty());
            boolean helpers = !new ServerApp(app).isEnterprise()
                    && cluster.deployment("pachw").isPresent();
            sheet.output("pachw", Boolean.toString(helpers));
            release.ifPresent(there -> sheet.output("release", there.name()));
            sheet.output("serving", Boolean.toString(server.isPresent()));
            String where = cluster.location().namespace() + " of " + cluster.context();
            if (server.isPresent() && deployment.equals("new")) {
                sheet.fail(
                        "target",
                        app + " is installed in " + where + " (" + server.get().wanted() + " replicas)"
                                + (isSource() ? "; it is where the backup was made" : ""),
                        "Restore into another cluster or namespace, or choose that this one is taken down.");
                return;
            }
            if (server.isEmpty()) {
                sheet.pass("target", "nothing is installed in " + where);
                return;
            }
            if (deployment.equals("keep")) {
                sheet.warn("target", app + " in " + where + " is left as it is; see that nothing writes meanwhile");
                return;
            }
            release.ifPresent(this::story);
            sheet.warn(
                    "target",
                    app + " in " + where + " will be taken down"
                            + release.map(there -> ": release " + there).orElse("")
                            + (isSource() ? "; it is where the backup was made" : ""));
            if (release.isEmpty()) {
                sheet.fail(
                        "target",
                        app + " is there, but no Helm release that owns it",
                        "Remove that installation by hand, as it was made; then retry.");
            }
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    /** Whether what is installed fits what the operator says has happened. */
    private void story(HelmRelease release) {
        String kept = Versions.ofChart(backup.helm().getOrDefault("chart", "")).orElse(backup.pachydermVersion());
        boolean rollBack = call.text(call.action().story()).equals("roll_back");
        boolean same = release.chartVersion().equals(kept);
        if (!rollBack && !same && !kept.isEmpty()) {
            sheet.fail(
                    "target",
                    "installed is " + release.chartVersion() + ", and the backup is of " + kept,
                    "That is a roll-back after an upgrade: choose the case roll_back if you mean it.");
        } else if (rollBack && same) {
            sheet.warn("target", "installed is " + kept + ", the version of the backup: there is nothing to roll back");
        }
    }

    private boolean isSource() {
        Map<String, String> source = backup.source().getOrDefault("cluster", Map.of());
        Map<String, String> now = call.run().identities().getOrDefault("cluster", Map.of());
        return source.containsKey("uid")
                && Objects.equals(source.get("uid"), now.get("uid"))
                && Objects.equals(source.get("namespace"), now.get("namespace"));
    }

    /** Older pachd on a newer database does not start; a newer one migrates it, and there is no way back. */
    void versions() throws PerformException, InterruptedException {
        String named = call.text(call.action().version());
        String kept = Versions.ofChart(backup.helm().getOrDefault("chart", "")).orElse(backup.pachydermVersion());
        String chosen = named.isEmpty() ? kept : named;
        String helm = call.text(call.action().helm());
        boolean there = call.world().programs().find(helm).isPresent();
        sheet.output("helm", Boolean.toString(there));
        if (!there) {
            sheet.warn("versions", "there is no " + helm + " on this machine: install and uninstall are done by hand");
        }
        if (chosen.isEmpty()) {
            sheet.fail(
                    "versions",
                    "the backup does not say which version it is of",
                    "Name the version to install with the parameter version.");
            return;
        }
        sheet.output("version", chosen);
        PachydermVersion version = Versions.of(chosen);
        Optional<PachydermVersion> source = PachydermVersion.parse(kept);
        if (source.isEmpty()) {
            sheet.warn("versions", "the backup does not say which version it is of; " + version + " will be installed");
        } else if (version.compareTo(source.get()) < 0) {
            sheet.fail(
                    "versions",
                    "Pachyderm " + version + " is older than the backup's " + source.get()
                            + ": it refuses a database that is newer than it expects",
                    "Install " + source.get() + ", or restore an older backup.");
            return;
        } else if (version.compareTo(source.get()) > 0) {
            sheet.warn(
                    "versions",
                    "Pachyderm " + version + " is newer than the backup's " + source.get()
                            + ": it migrates the databases when it starts, and there is no way back");
        }
        pachctl(version);
        if (version.keepsEnterpriseInEtcd()) {
            sheet.warn("versions", "2.0 keeps its enterprise registration in etcd: register again after the restore");
        }
        sheet.pass("versions", "Pachyderm " + version + " will be installed");
    }

    private void pachctl(PachydermVersion version) throws PerformException, InterruptedException {
        List<String> targets = World.targets(call.run(), lifeboat.runbook.Target.Pachctl.class);
        if (targets.isEmpty()) {
            return;
        }
        Pachctl pachctl = call.world().pachctl(call.run(), targets.get(0));
        sheet.output("pachctl", Boolean.toString(pachctl.isThere()));
        if (!pachctl.isThere()) {
            sheet.warn("versions", "there is no pachctl on this machine: the restored cluster cannot be asked");
            return;
        }
        try {
            PachydermVersion client = pachctl.clientVersion();
            if (!client.line().equals(version.line())) {
                sheet.warn("versions", "pachctl is " + client + " and pachd will be " + version);
            }
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }
}
