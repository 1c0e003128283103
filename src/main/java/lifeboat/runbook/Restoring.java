package lifeboat.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The actions by which a backup becomes a cluster again. */
public sealed interface Restoring extends Action {

    /** One handler for each of these actions. */
    interface Cases<R> extends Deploying.Cases<R> {
        R readBackup(ReadBackup action);

        R preflightRestore(PreflightRestore action);

        R createRoles(CreateRoles action);

        R setAside(SetAside action);

        R bringBack(BringBack action);

        R restoreDatabase(RestoreDatabase action);

        R compareDatabase(CompareDatabase action);

        R uploadObjects(UploadObjects action);

        R checkBucket(CheckBucket action);

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
     * @param databasesBy {@code dumps}, {@code provider} or {@code keep}
     * @param deployment {@code replace}, {@code new} or {@code keep}
     * @param story {@code same_version} or {@code roll_back}
     * @param version the version that will be installed; resolves to empty for that of the backup
     * @param helm the program {@code helm}
     * @param release the release that will be installed
     * @param chart its chart
     * @param repository the URL of the chart's repository; resolves to empty where the name says it
     * @param nodePorts {@code drop} when services get no node ports where those of the values are taken, else {@code refuse}
     */
    record PreflightRestore(
            List<String> checks,
            Template app,
            Template pachyderm,
            Template dex,
            Template existing,
            Template databasesBy,
            Template deployment,
            Template story,
            Template version,
            Template helm,
            Template release,
            Template chart,
            Template repository,
            Template nodePorts)
            implements Restoring {
        /** The names that {@code checks} may hold. */
        public static final Set<String> CHECKS = Set.of(
                "tools", "cluster", "permissions", "target", "versions", "ports", "database", "buckets", "space");

        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.preflightRestore(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(
                    app,
                    pachyderm,
                    dex,
                    existing,
                    databasesBy,
                    deployment,
                    story,
                    version,
                    helm,
                    release,
                    chart,
                    repository,
                    nodePorts);
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
     * Gives a database that was set aside its name back, if that name is free; the undo of {@link SetAside}.
     *
     * @param target the server
     * @param database the name that it had and gets again
     * @param aside the name that it has now; resolves to empty when nothing was set aside
     */
    record BringBack(String target, Template database, Template aside) implements Restoring {
        @Override
        public <R> R accept(Action.Cases<R> cases) {
            return cases.bringBack(this);
        }

        @Override
        public List<Template> templates() {
            return List.of(database, aside);
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
