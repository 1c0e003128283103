package lifeboat.perform;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lifeboat.cluster.Access;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ClusterIdentity;
import lifeboat.cluster.Permission;
import lifeboat.cluster.Workload;
import lifeboat.pachyderm.Pachctl;
import lifeboat.runbook.Action;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;
import lifeboat.runbook.Deploying;
import lifeboat.runbook.RouteAction;
import lifeboat.runbook.RouteTask;
import lifeboat.runbook.Step;
import lifeboat.runbook.Target;

/** The rows of the preflight that look at the cluster. */
record PreflightCluster(Call<? extends Action> call, Sheet sheet) {

    void cluster() throws PerformException {
        try {
            ClusterIdentity identity = call.world().cluster(call.run()).identify();
            sheet.pass(
                    "cluster",
                    identity.server() + ", context " + identity.context() + ", Kubernetes "
                            + identity.serverVersion().orElse("(version not told)") + ", uid "
                            + identity.uid().orElse("(not told)") + ", as "
                            + identity.user().orElse("(not told)"));
            if (identity.uid().isEmpty()) {
                sheet.warn(
                        "cluster", "the namespace kube-system may not be read: the cluster is pinned by its CA only");
            }
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    /** Every verb that the steps which apply need, their undo included, asked for before the first step. */
    void permissions() throws PerformException {
        Set<Permission> needed = new LinkedHashSet<>();
        needed.add(Permission.of("list", "", "pods"));
        needed.add(Permission.of("watch", "", "pods"));
        for (Step step : call.run().book().steps()) {
            if (call.run().applies(step).orElse(true)) {
                needs(step, needed);
                step.together().forEach(child -> needs(child, needed));
            }
        }
        leases();
        try {
            List<Access> answers = call.world().cluster(call.run()).can(new ArrayList<>(needed));
            List<String> denied = answers.stream()
                    .filter(access -> !access.allowed())
                    .map(access ->
                            access.permission() + (access.reason().isEmpty() ? "" : " (" + access.reason() + ")"))
                    .toList();
            if (denied.isEmpty()) {
                sheet.pass("permissions", needed.size() + " asked for, all granted");
            } else {
                sheet.fail(
                        "permissions",
                        "not allowed: " + String.join(", ", denied),
                        "Ask whoever runs the cluster for these permissions in this namespace, or use another context.");
            }
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    /** Without leases a run works, but nobody at another machine is kept out. */
    private void leases() throws PerformException {
        List<Permission> wanted = List.of(
                Permission.of("get", "coordination.k8s.io", "leases"),
                Permission.of("create", "coordination.k8s.io", "leases"),
                Permission.of("update", "coordination.k8s.io", "leases"));
        try {
            List<String> denied = call.world().cluster(call.run()).can(wanted).stream()
                    .filter(access -> !access.allowed())
                    .map(access -> access.permission().toString())
                    .toList();
            if (!denied.isEmpty()) {
                sheet.warn(
                        "permissions",
                        "not allowed: " + String.join(", ", denied)
                                + "; an operator at another machine is not kept out by the cluster");
            }
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    private static void needs(Step step, Set<Permission> needed) {
        needs(step.action(), needed);
        step.undo().ifPresent(undo -> needs(undo, needed));
    }

    private static void needs(Action action, Set<Permission> needed) {
        if (action instanceof Action.Scale scale) {
            if (scale.kind() == Action.Scale.Kind.DEPLOYMENT) {
                needed.add(Permission.of("get", "apps", "deployments"));
                needed.add(Permission.of("patch", "apps", "deployments"));
            } else {
                needed.add(Permission.of("list", "", "replicationcontrollers"));
                needed.add(Permission.of("patch", "", "replicationcontrollers"));
            }
        } else if (action instanceof Action.KeepHelmValues || action instanceof Action.KeepSecrets) {
            needed.add(Permission.of("get", "", "secrets"));
            needed.add(Permission.of("list", "", "secrets"));
        } else if (action instanceof Action.KeepObjects) {
            needed.add(Permission.of("get", "", "services"));
            needed.add(Permission.of("get", "", "configmaps"));
            needed.add(Permission.of("get", "", "replicationcontrollers"));
            needed.add(Permission.of("get", "apps", "deployments"));
        } else if (action instanceof Action.Pause || action instanceof Action.Unpause) {
            needed.add(Permission.of("get", "", "configmaps"));
            needed.add(Permission.of("get", "apps", "deployments"));
        } else if (action instanceof Deploying.RecreateSecrets) {
            needed.add(Permission.of("get", "", "secrets"));
            needed.add(Permission.of("create", "", "secrets"));
        } else if (action instanceof Deploying.RemoveConfigMap) {
            needed.add(Permission.of("get", "", "configmaps"));
            needed.add(Permission.of("delete", "", "configmaps"));
        } else if (action instanceof RouteAction route && route.task() instanceof RouteTask.SwitchPorts) {
            needed.add(Permission.of("get", "", "services"));
            needed.add(Permission.of("patch", "", "services"));
            needed.add(Permission.of("get", "", "endpoints"));
        } else if (action instanceof ClassicAction classic && classic.task() instanceof ClassicTask.SnapshotVolume) {
            needed.add(Permission.of("get", "snapshot.storage.k8s.io", "volumesnapshots"));
            needed.add(Permission.of("create", "snapshot.storage.k8s.io", "volumesnapshots"));
        } else if (action instanceof Deploying.HelmInstall) {
            needsToInstall("create", needed);
            needed.add(Permission.of("get", "", "pods"));
        } else if (action instanceof Deploying.HelmUninstall) {
            needsToInstall("delete", needed);
            needsToInstall("list", needed);
            needed.add(Permission.of("list", "", "replicationcontrollers"));
            needed.add(Permission.of("list", "", "persistentvolumeclaims"));
        }
    }

    /** The kinds that the chart's objects are of, and the secrets in which Helm keeps its records. */
    private static void needsToInstall(String verb, Set<Permission> needed) {
        needed.add(Permission.of(verb, "apps", "deployments"));
        needed.add(Permission.of(verb, "apps", "statefulsets"));
        needed.add(Permission.of(verb, "", "services"));
        needed.add(Permission.of(verb, "", "configmaps"));
        needed.add(Permission.of(verb, "", "secrets"));
    }

    void workloads(String app) throws PerformException {
        Cluster cluster = call.world().cluster(call.run());
        try {
            Optional<Workload> server = cluster.deployment(app);
            if (server.isEmpty()) {
                sheet.fail(
                        "workloads",
                        "there is no deployment " + app + " in namespace "
                                + cluster.location().namespace(),
                        "Check the namespace and the context.");
                return;
            }
            Workload pachd = server.get();
            if (pachd.wanted() == 0) {
                sheet.fail(
                        "workloads",
                        app + " is scaled to zero already",
                        "An earlier backup may have been left: look at `lifeboat runs`, bring it up, then retry.");
            } else if (!pachd.settled()) {
                sheet.warn("workloads", app + ": " + pachd.ready() + " of " + pachd.wanted() + " ready");
            }
            for (Workload.Manager manager : pachd.managers()) {
                if (manager.tool() != Workload.Manager.Tool.HELM) {
                    sheet.warn(
                            "workloads",
                            app + " is managed by " + manager.tool() + " " + manager.name()
                                    + ": it may scale it up in the middle of the backup");
                }
            }
            if (new ServerApp(app).isEnterprise()) {
                sheet.pass("workloads", app + " " + pachd.wanted() + "; it has no workers and no pachw");
                return;
            }
            List<Workload> workers = cluster.replicationControllers(Drainage.WORKERS);
            Optional<Workload> pachw = cluster.deployment("pachw");
            sheet.output("pachw", Boolean.toString(pachw.isPresent()));
            sheet.pass(
                    "workloads",
                    app + " " + pachd.wanted() + ", workers " + workers.size() + " ("
                            + workers.stream().filter(rc -> rc.wanted() == 0).count() + " in standby), pachw "
                            + pachw.map(workload -> Integer.toString(workload.wanted()))
                                    .orElse("none"));
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    void pachctl(String app) throws PerformException, InterruptedException {
        boolean pauses = call.run().book().steps().stream()
                .anyMatch(step -> step.action() instanceof Action.Pause
                        && call.run().applies(step).orElse(false));
        List<String> targets = World.targets(call.run(), Target.Pachctl.class);
        if (targets.isEmpty()) {
            sheet.pass("pachctl", "not used");
            return;
        }
        Pachctl pachctl = call.world().pachctl(call.run(), targets.get(0));
        PachctlAnswers.Facts facts = PachctlAnswers.facts(pachctl, new ServerApp(app).isEnterprise());
        sheet.output("pachctl", Boolean.toString(facts.found()));
        sheet.output("pachyderm_version", facts.serverVersion());
        sheet.output("can_pause", Boolean.toString(facts.cannotPause().isEmpty()));
        facts.warnings().forEach(warning -> sheet.warn("pachctl", warning));
        if (pauses && facts.cannotPause().isPresent()) {
            sheet.fail(
                    "pachctl",
                    facts.cannotPause().get(),
                    "Choose to stop Pachyderm by scaling instead: change quiesce to scale.");
        } else if (facts.found()) {
            sheet.pass("pachctl", facts.words());
        } else {
            sheet.warn(
                    "pachctl",
                    "there is no pachctl on this machine: versions are not asked for, and pausing is not offered");
        }
    }
}
