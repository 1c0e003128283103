package lifeboat.perform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lifeboat.backup.SavedBackup;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.HelmRelease;
import lifeboat.cluster.Workload;
import lifeboat.cluster.helm.HelmCommands;
import lifeboat.pachyderm.Migrations;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.pachyderm.PachydermVersion;
import lifeboat.run.Wording;
import lifeboat.runbook.Restoring;

/** The rows of a restore's preflight that look at where the restored cluster is to be. */
record PreflightTarget(Call<Restoring.PreflightRestore> call, Sheet sheet, SavedBackup backup) {
    private static final Duration WAIT = Duration.ofMinutes(10);

    /** Whether something serves there now, and whether it is to be taken down. */
    void serving() throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        String app = call.text(call.action().app());
        if (!backup.server().isEmpty() && !backup.server().equals(app)) {
            sheet.fail(
                    "target",
                    "the backup is one of " + backup.server() + ", and " + app + " is to be restored",
                    "Use a backup of " + app + ", or the runbook that restores " + backup.server() + ".");
            return;
        }
        try {
            Optional<Workload> server = cluster.deployment(app);
            Optional<HelmRelease> release = cluster.helmRelease(Optional.empty());
            boolean helpers = !new ServerApp(app).isEnterprise()
                    && cluster.deployment("pachw").isPresent();
            sheet.output("pachw", Boolean.toString(helpers));
            release.ifPresent(there -> sheet.output("release", there.name()));
            sheet.output("serving", Boolean.toString(server.isPresent()));
            leftOver();
            String where = cluster.location().namespace() + " of " + cluster.context();
            if (server.isEmpty()) {
                if (sourceKnown() && !isSource()) {
                    sheet.pass("target", where + " is not where the backup was made; nothing is installed there");
                } else {
                    sheet.pass("target", "nothing is installed in " + where);
                }
                return;
            }
            there(app, server.get(), release, where);
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    /** An install that failed once keeps its name in use. */
    private void leftOver() throws PerformException {
        String name = call.text(call.action().release());
        List<String> left =
                call.text(call.action().deployment()).equals("keep") ? List.of() : HelmRun.leftOver(call, name);
        if (!left.isEmpty()) {
            sheet.fail(
                    "target",
                    "Helm has " + name + " in revision " + String.join(", ", left)
                            + ", which is not deployed: it refuses to install under a name that is in use",
                    "Look what is left of it, and take it away: "
                            + Wording.command(
                                    HelmRun.commands(call, "helm").uninstall(name, HelmRun.note(call), WAIT)));
        }
    }

    private void there(String app, Workload server, Optional<HelmRelease> release, String where) {
        String deployment = call.text(call.action().deployment());
        String standing = app + " in " + where + " has " + server.ready() + " of " + server.wanted() + " pods ready"
                + release.map(there -> ", release " + there).orElse("") + origin();
        sheet.output("standing", standing);
        sheet.output("live", Boolean.toString(server.ready() > 0));
        if (deployment.equals("new")) {
            sheet.fail(
                    "target",
                    "something is installed already: " + standing,
                    "Restore into another cluster or namespace, or choose that this one is taken down.");
            return;
        }
        if (deployment.equals("keep")) {
            sheet.warn("target", standing + "; it is left as it is: see that nothing writes meanwhile");
            return;
        }
        release.ifPresent(this::story);
        sheet.warn("target", standing + "; it will be taken down");
        if (release.isEmpty()) {
            sheet.fail(
                    "target",
                    app + " is there, but no Helm release that owns it",
                    "Remove that installation by hand, as it was made; then retry.");
        }
    }

    private String origin() {
        if (!sourceKnown()) {
            return "; the backup does not say where it was made";
        }
        return isSource() ? "; it is where the backup was made" : "; it is NOT where the backup was made";
    }

    private boolean sourceKnown() {
        return backup.source().getOrDefault("cluster", Map.of()).containsKey("uid");
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
        String kept = Versions.ofChart(backup.helm().getOrDefault("chart", "")).orElse(backup.pachydermVersion());
        boolean keeps = call.text(call.action().deployment()).equals("keep");
        String chosen = keeps ? running().orElse(chosen(kept)) : chosen(kept);
        if (chosen.isEmpty()) {
            sheet.fail(
                    "versions",
                    "the backup does not say which version it is of",
                    "Name the version to install with the parameter version.");
            return;
        }
        sheet.output("version", chosen);
        if (!keeps) {
            helm(chosen);
        }
        PachydermVersion version = Versions.of(chosen);
        String does = keeps ? " is kept" : " will be installed";
        Optional<PachydermVersion> source = PachydermVersion.parse(kept);
        if (source.isEmpty()) {
            sheet.warn("versions", "the backup does not say which version it is of; " + version + does);
        } else {
            compare(version, source.get());
        }
        if (!call.text(call.action().databasesBy()).equals("keep")) {
            backup.database("pachyderm").ifPresent(saved -> new MigrationsRow(sheet)
                    .look("the backup's database pachyderm", saved.migrationsMax(), chosen));
        }
        pachctl(version);
        if (version.keepsEnterpriseInEtcd()) {
            sheet.warn("versions", "2.0 keeps its enterprise registration in etcd: register again after the restore");
        }
        sheet.output("enterprise_in_etcd", Boolean.toString(version.keepsEnterpriseInEtcd()));
        sheet.pass("versions", "Pachyderm " + version + does);
    }

    /** Where the migrations of the version are known they decide, in a row of their own; else the version does. */
    private void compare(PachydermVersion version, PachydermVersion source) {
        boolean decided = Migrations.last(version).isPresent();
        if (version.compareTo(source) < 0) {
            String older = "Pachyderm " + version + " is older than the backup's " + source;
            if (decided) {
                sheet.warn("versions", older);
            } else {
                sheet.fail(
                        "versions",
                        older + ": it may refuse a database that is newer than it expects",
                        "Install " + source + ", or restore an older backup.");
            }
        } else if (version.compareTo(source) > 0) {
            sheet.warn(
                    "versions",
                    "Pachyderm " + version + " is newer than the backup's " + source
                            + (decided
                                    ? ""
                                    : ": it may migrate the databases when it starts, and there is no way back"));
        }
    }

    private String chosen(String kept) {
        String named = call.text(call.action().version());
        return named.isEmpty() ? kept : named;
    }

    /** The version of a deployment that is left alone, as its image says it. */
    private Optional<String> running() throws PerformException {
        try {
            return call
                    .world()
                    .cluster(call.run())
                    .images(call.text(call.action().app()))
                    .stream()
                    .flatMap(image -> Installation.version(image).stream())
                    .findFirst()
                    .map(PachydermVersion::toString);
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    private void helm(String chosen) throws PerformException {
        String helm = call.text(call.action().helm());
        boolean there = call.world().programs().find(helm).isPresent();
        sheet.output("helm", Boolean.toString(there));
        if (there) {
            return;
        }
        sheet.warn("versions", "there is no " + helm + " on this machine: install and uninstall are done by hand");
        HelmCommands commands = HelmRun.commands(call, "helm");
        Restoring.PreflightRestore action = call.action();
        try {
            String release = sheet.text("release");
            if (!release.isEmpty()) {
                sheet.output(
                        "uninstall_command", Wording.command(commands.uninstall(release, HelmRun.note(call), WAIT)));
            }
            sheet.output(
                    "install_command",
                    Wording.command(commands.install(
                            call.text(action.release()),
                            new HelmCommands.Chart(
                                    call.text(action.chart()), chosen, call.optional(action.repository())),
                            EditValuesDoing.file(call),
                            HelmRun.note(call),
                            WAIT)));
        } catch (IllegalArgumentException e) {
            throw new PerformException(Reasons.message(e), "Correct the parameter.", e);
        }
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
