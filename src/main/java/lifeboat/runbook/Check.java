package lifeboat.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Something that can be looked at and either holds or not: a step's {@code verify} and {@code probe}. */
public sealed interface Check {
    /** One handler for each check. */
    interface Cases<R> {
        R replicas(Replicas check);

        R ready(Ready check);

        R back(Back check);

        R drained(Drained check);

        R paused(Paused check);

        R dumped(Dumped check);

        R answers(Answers check);

        R installed(Installed check);

        R uninstalled(Uninstalled check);

        R reachable(Reachable check);
    }

    <R> R accept(Cases<R> cases);

    /** The key under which it stands in the runbook. */
    String key();

    /** Every template in it. */
    default List<Template> templates() {
        return List.of();
    }

    /** The targets that it names. */
    default Set<String> targets() {
        return Set.of();
    }

    /** The workloads ask for exactly so many replicas; looked at once. */
    record Replicas(Action.Scale.Kind kind, Template which, Template equals) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.replicas(this);
        }

        @Override
        public String key() {
            return "replicas";
        }

        @Override
        public List<Template> templates() {
            return List.of(which, equals);
        }
    }

    /** The deployment has all its wanted pods ready and its generation observed; waited for. */
    record Ready(Template deployment) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.ready(this);
        }

        @Override
        public String key() {
            return "ready";
        }

        @Override
        public List<Template> templates() {
            return List.of(deployment);
        }
    }

    /**
     * Workloads that had replicas have some again; waited for.
     *
     * @param workloads {@code kind/name=replicas}, as a {@code scale} registers them; empty lists are fine
     * @param observed when true a workload that stays away is said so but does not fail the check, for those that scale
     *     by load ({@code pachw})
     */
    record Back(List<Template> workloads, boolean observed) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.back(this);
        }

        @Override
        public String key() {
            return "back";
        }

        @Override
        public List<Template> templates() {
            return new ArrayList<>(workloads);
        }
    }

    /** No pod of the server, of the workers or of pachw is left; looked at once. */
    record Drained(Template app) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.drained(this);
        }

        @Override
        public String key() {
            return "drained";
        }

        @Override
        public List<Template> templates() {
            return List.of(app);
        }
    }

    /** The cluster's mode is paused, or is not; waited for. */
    record Paused(boolean expected) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.paused(this);
        }

        @Override
        public String key() {
            return "paused";
        }
    }

    /** The dump of a database is complete in the backup's folder and its files have the recorded digests. */
    record Dumped(Template database) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.dumped(this);
        }

        @Override
        public String key() {
            return "dumped";
        }

        @Override
        public List<Template> templates() {
            return List.of(database);
        }
    }

    /**
     * {@code pachctl version} names the server's version; waited for. Passes with a remark where there is no pachctl.
     *
     * @param enterprise whether the enterprise server is asked and not pachd
     */
    record Answers(String target, boolean enterprise) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.answers(this);
        }

        @Override
        public String key() {
            return "answers";
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /**
     * A Helm release is deployed with this version of its chart, and every pod of the deployment runs an image of this version;
     * waited for.
     *
     * @param release the release
     * @param deployment its server
     * @param version of chart and image
     */
    record Installed(Template release, Template deployment, Template version) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.installed(this);
        }

        @Override
        public String key() {
            return "installed";
        }

        @Override
        public List<Template> templates() {
            return List.of(release, deployment, version);
        }
    }

    /**
     * Helm has no record of a release, and neither the deployment nor a pod of it is left; waited for.
     *
     * @param release the release
     * @param deployment its server
     */
    record Uninstalled(Template release, Template deployment) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.uninstalled(this);
        }

        @Override
        public String key() {
            return "uninstalled";
        }

        @Override
        public List<Template> templates() {
            return List.of(release, deployment);
        }
    }

    /**
     * A server answers on an address, or nothing does; waited for. Nothing else is asked of it than its version.
     *
     * @param address where, whatever the context of pachctl says
     * @param expected whether it is to answer
     */
    record Reachable(String target, Template address, boolean expected) implements Check {
        @Override
        public <R> R accept(Cases<R> cases) {
            return cases.reachable(this);
        }

        @Override
        public String key() {
            return "reachable";
        }

        @Override
        public List<Template> templates() {
            return List.of(address);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }
}
