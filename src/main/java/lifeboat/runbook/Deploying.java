package lifeboat.runbook;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The actions by which a deployment is taken down and installed again on what was restored. */
public sealed interface Deploying extends Action {

    /** One handler for each of these actions. */
    interface Cases<R> {
        R editValues(EditValues action);

        R recreateSecrets(RecreateSecrets action);

        R removeConfigMap(RemoveConfigMap action);

        R helmUninstall(HelmUninstall action);

        R helmInstall(HelmInstall action);

        R checkAccess(CheckAccess action);
    }

    /**
     * Writes a copy of the Helm values that points to the restored databases and bucket; the original stays.
     *
     * @param app the deployment of the server: {@code pachd} or {@code pach-enterprise}
     * @param version the version that will be installed
     * @param databasesBy {@code keep} when the databases are left as they are
     * @param objectsBy {@code keep} when the bucket is left as it is
     * @param host the host of the databases as pods see it
     * @param port its port
     * @param user the role pachd logs in as; resolves to empty to leave it
     * @param pachyderm the name of the database {@code pachyderm}
     * @param dex the name of the database {@code dex}
     * @param bucket the bucket; resolves to empty to leave it
     * @param endpoint the URL of its store as pods see it; resolves to empty to leave it
     * @param region its region; resolves to empty to leave it
     * @param nodePorts {@code drop} to ask for no node ports where another service has those of the values
     */
    record EditValues(
            Template app,
            Template version,
            Template databasesBy,
            Template objectsBy,
            Template host,
            Template port,
            Template user,
            Template pachyderm,
            Template dex,
            Template bucket,
            Template endpoint,
            Template region,
            Template nodePorts)
            implements Deploying {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.editValues(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(
                    app,
                    version,
                    databasesBy,
                    objectsBy,
                    host,
                    port,
                    user,
                    pachyderm,
                    dex,
                    bucket,
                    endpoint,
                    region,
                    nodePorts);
        }
    }

    /** Makes the secrets again whose content was kept and that Helm does not make. One that is there is left alone. */
    record RecreateSecrets() implements Deploying {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.recreateSecrets(this);
        }
    }

    /**
     * Deletes a config map, after its content was kept in the run's folder.
     *
     * @param name its name
     */
    record RemoveConfigMap(Template name) implements Deploying {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.removeConfigMap(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(name);
        }
    }

    /**
     * Uninstalls a release with {@code helm}.
     *
     * @param program the program
     * @param release the release
     */
    record HelmUninstall(Template program, Template release) implements Deploying {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.helmUninstall(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(program, release);
        }
    }

    /**
     * Installs a release with {@code helm} and the edited values.
     *
     * @param program the program
     * @param release the release
     * @param chart {@code REPOSITORY/NAME}, a path, or an {@code oci://} URL
     * @param repository the URL of its repository; resolves to empty where the name says it
     * @param version the chart's version
     * @param values the file with the values
     */
    record HelmInstall(
            Template program, Template release, Template chart, Template repository, Template version, Template values)
            implements Deploying {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.helmInstall(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(program, release, chart, repository, version, values);
        }
    }

    /**
     * Tries, with what the edited values say, to reach the databases and the bucket as pachd will.
     *
     * @param values the file with the edited values
     * @param version the version that will be installed; may resolve to empty where there is no bucket
     * @param target the server, for how the connection is protected
     * @param bucket the bucket that pachd will use
     */
    record CheckAccess(Template values, Template version, String target, Optional<String> bucket) implements Deploying {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.checkAccess(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(values, version);
        }

        @Override
        public Set<String> targets() {
            return bucket.map(other -> Set.of(target, other)).orElse(Set.of(target));
        }
    }
}
