package lifeboat.perform;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketLocation;
import lifeboat.bucket.ObjectStore;
import lifeboat.bucket.s3.S3Stores;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ClusterLocation;
import lifeboat.cluster.ClusterOptions;
import lifeboat.cluster.KubernetesCluster;
import lifeboat.database.DatabaseLocation;
import lifeboat.database.JdbcPostgres;
import lifeboat.database.Postgres;
import lifeboat.database.SslMode;
import lifeboat.pachyderm.Pachctl;
import lifeboat.process.Masker;
import lifeboat.process.Programs;
import lifeboat.process.Secret;
import lifeboat.run.Run;
import lifeboat.runbook.Scope;
import lifeboat.runbook.Target;
import lifeboat.runbook.Template;

/**
 * The targets of one run, each connected when it is needed first. Safe for any thread.
 *
 * <p>Unless a runbook names another, the cluster is the target {@code cluster} and the server {@code database}.
 */
public final class World implements AutoCloseable {
    private final Surroundings surroundings;
    private final Secrets secrets;
    private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();
    private final Map<String, ObjectStore> stores = new ConcurrentHashMap<>();
    private final S3Stores s3;
    private volatile Fencing fencing = Fencing.of(0);
    private volatile Optional<StoreLock> lock = Optional.empty();

    /** A world in which nothing is connected yet. */
    public World(Surroundings surroundings, Secrets secrets) {
        this.surroundings = surroundings;
        this.secrets = secrets;
        this.s3 = S3Stores.standard("run/" + surroundings.runId());
    }

    /** Something that a target's library throws, as the operator should read it. */
    @FunctionalInterface
    interface Fallible<T> {
        T get() throws ClusterException, BucketException;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** Masks every secret of the run. */
    Masker masker() {
        return secrets.masker();
    }

    /** The programs of this machine, their output masked. */
    Programs programs() {
        return new Programs(
                surroundings.environment(),
                Programs.searchPath(surroundings.environment().getOrDefault("PATH", "")),
                masker());
    }

    Path artifacts() {
        return surroundings.artifacts();
    }

    /** The variables of a run, secrets in clear. */
    Scope scope(Run run) {
        return secrets.scope().or(run.scope());
    }

    /** What every change carries, so that one of a deposed run is refused. */
    long fence() {
        return fencing.value();
    }

    /** Sets the fence; once, when the run has its lock. */
    public void fence(Fencing held) {
        fencing = held;
    }

    /** Why this run must not change anything now, if its lock is not certainly its own. */
    Optional<String> lost(Run run, boolean afresh) {
        return fencing.lost(run, afresh);
    }

    /** The folder of this run's backup. */
    Path backupFolder(Run run) throws PerformException {
        Map<String, String> backup = run.identities().getOrDefault("backup", Map.of());
        String directory = backup.get("directory");
        if (directory == null) {
            throw new PerformException(
                    "the run has no backup folder", "The runbook needs a parameter backup_dir with a directory.");
        }
        return Path.of(directory);
    }

    /** The folder that a target names. */
    Path backupFolder(Run run, String target) throws PerformException {
        String folder = text(target(run, target, Target.Backup.class).folder(), scope(run));
        if (folder.isEmpty()) {
            throw new PerformException("no folder of a backup is named", "Name the one to restore from.");
        }
        return expand(folder).toAbsolutePath().normalize();
    }

    /** The cluster {@code cluster}. */
    Cluster cluster(Run run) throws PerformException {
        return cluster(run, "cluster");
    }

    /** A cluster by its target's name. */
    public Cluster cluster(Run run, String target) throws PerformException {
        Cluster known = clusters.get(target);
        if (known != null) {
            return known;
        }
        Target.Cluster cluster = target(run, target, Target.Cluster.class);
        Scope scope = scope(run);
        Optional<Path> kubeconfig = kubeconfig(text(cluster.kubeconfig(), scope));
        if (surroundings.fence().isPresent()) {
            surroundings.fence().get().checkKubeconfig(kubeconfig);
        }
        try {
            ClusterLocation location = new ClusterLocation(
                    kubeconfig,
                    Optional.of(text(cluster.context(), scope)).filter(text -> !text.isEmpty()),
                    text(cluster.namespace(), scope));
            Cluster opened = KubernetesCluster.open(
                    location,
                    ClusterOptions.standard(
                            surroundings.userAgent(), surroundings.environment(), surroundings.clock()));
            Cluster raced = clusters.putIfAbsent(target, opened);
            if (raced != null) {
                opened.close();
                return raced;
            }
            return opened;
        } catch (ClusterException e) {
            throw Reasons.of(e);
        } catch (IllegalArgumentException e) {
            throw new PerformException("the cluster cannot be named: " + e.getMessage(), "Change the parameters.", e);
        }
    }

    /** The kubeconfig that a parameter names, or the usual one; nothing for the service account of a pod. */
    public Optional<Path> kubeconfig(String parameter) {
        if (!parameter.isEmpty()) {
            String first = parameter.split(":", -1)[0];
            return Optional.of(expand(first));
        }
        Path usual = surroundings.home().resolve(".kube").resolve("config");
        boolean inCluster = surroundings.environment().containsKey("KUBERNETES_SERVICE_HOST");
        return Files.exists(usual) || !inCluster ? Optional.of(usual) : Optional.empty();
    }

    Path expand(String path) {
        return path.startsWith("~/") ? surroundings.home().resolve(path.substring(2)) : Path.of(path);
    }

    /** Where a PostgreSQL server is. */
    DatabaseLocation databaseLocation(Run run, String target) throws PerformException {
        Target.Database database = target(run, target, Target.Database.class);
        Scope scope = scope(run);
        String mode = text(database.sslmode(), scope);
        DatabaseLocation location;
        try {
            location = new DatabaseLocation(
                    text(database.host(), scope),
                    Integer.parseInt(text(database.port(), scope)),
                    text(database.user(), scope),
                    Optional.of(database.password().resolve(scope))
                            .filter(password -> !password.isEmpty())
                            .map(Secret::of),
                    SslMode.named(mode.isEmpty() ? "verify-full" : mode)
                            .orElseThrow(() -> new IllegalArgumentException("there is no sslmode " + mode)),
                    Optional.of(text(database.rootCertificate(), scope))
                            .filter(path -> !path.isEmpty())
                            .map(this::expand));
        } catch (IllegalArgumentException e) {
            throw new PerformException("the database cannot be named: " + e.getMessage(), "Change the parameters.", e);
        }
        if (surroundings.fence().isPresent()) {
            surroundings.fence().get().checkDatabase(location.host(), location.port());
        }
        return location;
    }

    /** The same server as a target, as another address and another role see it; refused outside of a rehearsal's lab. */
    DatabaseLocation databaseLocation(DatabaseLocation like, String host, int port, String user, Secret password)
            throws PerformException {
        if (surroundings.fence().isPresent()) {
            surroundings.fence().get().checkDatabase(host, port);
        }
        try {
            return new DatabaseLocation(
                    host, port, user, Optional.of(password), like.sslMode(), like.rootCertificate());
        } catch (IllegalArgumentException e) {
            throw new PerformException("the database cannot be named: " + e.getMessage(), "Correct the values.", e);
        }
    }

    /** Opens another bucket of a target's store, with other credentials than the operator's if some are given; close it. */
    ObjectStore bucketAs(Run run, String target, String name, Optional<BucketLocation.Credentials> credentials)
            throws PerformException {
        BucketLocation location = bucketLocation(run, target, name);
        try {
            return s3.open(new BucketLocation(
                    location.name(), location.endpoint(), location.region(), credentials.or(location::credentials)));
        } catch (BucketException e) {
            throw Reasons.of(e);
        }
    }

    /** A PostgreSQL server to ask. */
    Postgres postgres(Run run, String target) throws PerformException {
        return new JdbcPostgres(databaseLocation(run, target), "lifeboat " + surroundings.runId());
    }

    /** Where a bucket is. */
    BucketLocation bucketLocation(Run run, String target) throws PerformException {
        return bucketLocation(
                run, target, text(target(run, target, Target.Bucket.class).name(), scope(run)));
    }

    private BucketLocation bucketLocation(Run run, String target, String name) throws PerformException {
        Target.Bucket bucket = target(run, target, Target.Bucket.class);
        Scope scope = scope(run);
        String access = text(bucket.accessKey(), scope);
        String secret = text(bucket.secretKey(), scope);
        BucketLocation location;
        try {
            location = new BucketLocation(
                    name,
                    Optional.of(text(bucket.endpoint(), scope))
                            .filter(text -> !text.isEmpty())
                            .map(URI::create),
                    Optional.of(text(bucket.region(), scope)).filter(text -> !text.isEmpty()),
                    access.isEmpty() || secret.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new BucketLocation.Credentials(
                                    access,
                                    secret,
                                    Optional.ofNullable(
                                                    surroundings.environment().get("AWS_SESSION_TOKEN"))
                                            .filter(token -> access.equals(
                                                    surroundings.environment().get("AWS_ACCESS_KEY_ID"))))));
        } catch (IllegalArgumentException e) {
            throw new PerformException(
                    "the bucket " + target + " cannot be named: " + e.getMessage(), "Change the parameters.", e);
        }
        if (surroundings.fence().isPresent()) {
            surroundings.fence().get().checkStore(location.endpoint());
        }
        return location;
    }

    /** A bucket by its target's name. */
    public ObjectStore bucket(Run run, String target) throws PerformException {
        ObjectStore known = stores.get(target);
        if (known != null) {
            return known;
        }
        try {
            ObjectStore opened = s3.open(bucketLocation(run, target));
            ObjectStore raced = stores.putIfAbsent(target, opened);
            if (raced != null) {
                opened.close();
                return raced;
            }
            return opened;
        } catch (BucketException e) {
            throw Reasons.of(e);
        }
    }

    /** The {@code pachctl} program by its target's name. */
    Pachctl pachctl(Run run, String target) throws PerformException {
        Target.Pachctl pachctl = target(run, target, Target.Pachctl.class);
        Scope scope = scope(run);
        checkProgram(text(pachctl.program(), scope));
        return new Pachctl(
                programs(),
                text(pachctl.program(), scope),
                Optional.of(text(pachctl.config(), scope))
                        .filter(path -> !path.isEmpty())
                        .map(this::expand),
                Optional.of(text(pachctl.context(), scope)).filter(name -> !name.isEmpty()),
                surroundings.environment());
    }

    /** Where a {@code pachctl} keeps its configuration: as its target says, else its variable, else the usual place. */
    Path pachctlConfig(Run run, String target) throws PerformException {
        String named = text(target(run, target, Target.Pachctl.class).config(), scope(run));
        if (!named.isEmpty()) {
            return expand(named);
        }
        String variable = surroundings.environment().getOrDefault("PACH_CONFIG", "");
        return variable.isEmpty() ? surroundings.home().resolve(".pachyderm").resolve("config.json") : expand(variable);
    }

    /** Refuses a program that a rehearsal must not run. */
    void checkProgram(String program) throws PerformException {
        if (surroundings.fence().isPresent()) {
            surroundings.fence().get().checkProgram(programs().find(program), program);
        }
    }

    /** Refuses a webhook that a rehearsal must not call. */
    void checkWebhook(URI webhook) throws PerformException {
        if (surroundings.fence().isPresent()) {
            surroundings.fence().get().checkWebhook(webhook);
        }
    }

    /** Refuses a service that a rehearsal must not call. */
    void checkService(URI service) throws PerformException {
        if (surroundings.fence().isPresent()) {
            surroundings.fence().get().checkService(service);
        }
    }

    /** The names of the targets of a kind, in the runbook's order. */
    static List<String> targets(Run run, Class<? extends Target> kind) {
        return run.book().targets().entrySet().stream()
                .filter(entry -> kind.isInstance(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    static <T extends Target> T target(Run run, String name, Class<T> kind) throws PerformException {
        Target target = run.book().targets().get(name);
        if (!kind.isInstance(target)) {
            throw new PerformException(
                    "the runbook has no " + kind.getSimpleName().toLowerCase(java.util.Locale.ROOT) + " named " + name,
                    "Add it under targets.");
        }
        return kind.cast(target);
    }

    static String text(Template template, Scope scope) {
        return template.resolve(scope).strip();
    }

    /** Forgets every connection, so that the next use takes the parameters as they are then. */
    public void disconnect() {
        clusters.values().forEach(Cluster::close);
        clusters.clear();
        stores.values().forEach(ObjectStore::close);
        stores.clear();
    }

    /** Keeps the lock on the store of this run until the world is closed; parameters that change do not touch it. */
    public void keep(StoreLock taken) {
        lock = Optional.of(taken);
    }

    @Override
    public void close() {
        lock.ifPresent(StoreLock::close);
        lock = Optional.empty();
        disconnect();
    }
}
