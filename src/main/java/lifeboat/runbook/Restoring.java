package lifeboat.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The actions by which a backup becomes a cluster again. */
public sealed interface Restoring extends Action {

    /** One handler for each of these actions. */
    interface Cases<R> {
        R readBackup(ReadBackup action);

        R preflightRestore(PreflightRestore action);

        R createRoles(CreateRoles action);

        R setAside(SetAside action);

        R restoreDatabase(RestoreDatabase action);

        R compareDatabase(CompareDatabase action);

        R uploadObjects(UploadObjects action);

        R checkBucket(CheckBucket action);

        R editValues(EditValues action);

        R recreateSecrets(RecreateSecrets action);

        R removeConfigMap(RemoveConfigMap action);

        R helmUninstall(HelmUninstall action);

        R helmInstall(HelmInstall action);

        R checkAccess(CheckAccess action);

        R connectPachctl(ConnectPachctl action);

        R checkPachyderm(CheckPachyderm action);

        R keepPachyderm(KeepPachyderm action);
    }

    /** Reads the backup of the run and compares every file of it with its manifest. The target must be called {@code backup}. */
    record ReadBackup() implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.readBackup(this);
        }
    }

    /**
     * Looks at everything that could stop a restore before anything is changed.
     *
     * @param checks the rows, in their order
     * @param app the deployment of the server: {@code pachd} or {@code pach-enterprise}
     * @param pachyderm the name that the database {@code pachyderm} gets
     * @param dex the name that the database {@code dex} gets
     * @param existing {@code aside} when databases that are in the way are renamed, else {@code refuse}
     * @param deployment {@code replace}, {@code new} or {@code keep}
     * @param story {@code same_version} or {@code roll_back}
     * @param version the version that will be installed; resolves to empty for that of the backup
     * @param helm the program {@code helm}
     */
    record PreflightRestore(
            List<String> checks,
            Template app,
            Template pachyderm,
            Template dex,
            Template existing,
            Template deployment,
            Template story,
            Template version,
            Template helm)
            implements Restoring {
        /** The names that {@code checks} may hold. */
        public static final Set<String> CHECKS =
                Set.of("tools", "cluster", "permissions", "target", "versions", "database", "buckets");

        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.preflightRestore(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(app, pachyderm, dex, existing, deployment, story, version, helm);
        }
    }

    /**
     * Makes the roles that the dumps need and the server lacks, without passwords.
     *
     * @param target the server
     * @param databases the databases of the backup whose roles are needed
     */
    record CreateRoles(String target, List<Template> databases) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.createRoles(this);
        }

        @Override
        public List<Template> templates() {
            return new ArrayList<>(databases);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /**
     * Gives a database that is in the way another name, with the time in it. Nothing is dropped.
     *
     * @param target the server
     * @param database its name
     */
    record SetAside(String target, Template database) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.setAside(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(database);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /**
     * Restores a dump into a database of a scratch name, compares it with the manifest, and gives it its final name last.
     *
     * @param target the server
     * @param database its name in the backup
     * @param as the name that it gets
     * @param jobs how many tables are restored at once
     */
    record RestoreDatabase(String target, Template database, Template as, Template jobs) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.restoreDatabase(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(database, as, jobs);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /**
     * Compares a database that somebody else restored with the manifest.
     *
     * @param target the server
     * @param database its name in the backup
     * @param as its name now
     */
    record CompareDatabase(String target, Template database, Template as) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.compareDatabase(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(database, as);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /**
     * Fills a bucket from the objects that were downloaded into the backup.
     *
     * @param to the bucket to fill
     * @param concurrency how many objects are in flight
     */
    record UploadObjects(String to, Template concurrency) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.uploadObjects(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(concurrency);
        }

        @Override
        public Set<String> targets() {
            return Set.of(to);
        }
    }

    /**
     * Compares a bucket with the inventory of the backup, and with a copy of it if there is one.
     *
     * @param bucket the bucket to look at
     * @param copy another bucket that holds the same objects
     * @param sample how many objects are read back from both
     */
    record CheckBucket(String bucket, Optional<String> copy, Template sample) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.checkBucket(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(sample);
        }

        @Override
        public Set<String> targets() {
            return copy.map(other -> Set.of(bucket, other)).orElse(Set.of(bucket));
        }
    }

    /**
     * Writes a copy of the Helm values that points to the restored databases and bucket; the original stays.
     *
     * @param app the deployment of the server: {@code pachd} or {@code pach-enterprise}
     * @param version the version that will be installed
     * @param databasesBy {@code keep} when the databases are left as they are
     * @param host the host of the databases as pods see it
     * @param port its port
     * @param user the role pachd logs in as; resolves to empty to leave it
     * @param pachyderm the name of the database {@code pachyderm}
     * @param dex the name of the database {@code dex}
     * @param bucket the bucket; resolves to empty to leave it
     * @param endpoint the URL of its store as pods see it; resolves to empty to leave it
     * @param region its region; resolves to empty to leave it
     */
    record EditValues(
            Template app,
            Template version,
            Template databasesBy,
            Template host,
            Template port,
            Template user,
            Template pachyderm,
            Template dex,
            Template bucket,
            Template endpoint,
            Template region)
            implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.editValues(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(app, version, databasesBy, host, port, user, pachyderm, dex, bucket, endpoint, region);
        }
    }

    /** Makes the secrets again whose content was kept and that Helm does not make. One that is there is left alone. */
    record RecreateSecrets() implements Restoring {
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
    record RemoveConfigMap(Template name) implements Restoring {
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
    record HelmUninstall(Template program, Template release) implements Restoring {
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
            implements Restoring {
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
     * @param target the server, for how the connection is protected
     * @param bucket the bucket that pachd will use
     */
    record CheckAccess(Template values, String target, Optional<String> bucket) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.checkAccess(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(values);
        }

        @Override
        public Set<String> targets() {
            return bucket.map(other -> Set.of(target, other)).orElse(Set.of(target));
        }
    }

    /**
     * Makes a context of {@code pachctl} lead to the restored cluster; its configuration is kept aside first.
     *
     * @param target the program
     * @param context the context to write
     * @param address the address of pachd
     * @param enterprise whether it is an enterprise server, and the context becomes the enterprise context
     */
    record ConnectPachctl(String target, Template context, Template address, boolean enterprise) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.connectPachctl(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(context, address);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /**
     * Asks the restored cluster what users see of it, and compares that with what the backup recorded.
     *
     * @param target the program
     * @param version the version that was installed
     */
    record CheckPachyderm(String target, Template version) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.checkPachyderm(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(version);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }

    /**
     * Records what users see of the cluster, for comparing it after a restore.
     *
     * @param target the program
     * @param file a file of a commit that stays; resolves to empty for none
     */
    record KeepPachyderm(String target, Template file) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.keepPachyderm(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(file);
        }

        @Override
        public Set<String> targets() {
            return Set.of(target);
        }
    }
}
