package lifeboat.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import lifeboat.lab.atlas.LabAtlas;
import lifeboat.lab.classic.LabClassic;
import lifeboat.lab.helm.HelmStandIn;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.EnterpriseFixture;
import lifeboat.lab.kube.Flavour;
import lifeboat.lab.kube.PachydermFixture;
import lifeboat.lab.pachctl.EnterpriseContexts;
import lifeboat.lab.pachctl.PachctlStandIn;
import lifeboat.lab.pachctl.PachctlWorld;
import lifeboat.lab.program.Switchboard;

/** The inside of a lab's process: brings everything up, waits for the end, and takes everything down. */
public final class LabServer {
    private static final String CONTEXT = "lab";
    /** The cluster to restore into; its uids follow from another seed. */
    private static final String SECOND_CONTEXT = "lab-restore";

    private static final String SECOND_NAMESPACE = "pachyderm-restored";
    private static final String NODE = "127.0.0.1";
    private static final String SECOND_NODE = "127.0.0.2";
    private static final long OTHER = 0x5eed;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(20);

    private final Clock clock;
    private final LabDirectory directory;
    private final LabFiles files;
    private final LabOptions options;
    private final LabSecrets secrets;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch gone = new CountDownLatch(1);

    private LabServer(Path directory, Clock clock) throws IOException {
        this.clock = clock;
        this.directory = new LabDirectory(directory);
        this.files = new LabFiles(directory);
        this.options = files.options();
        this.secrets = LabSecrets.draw(new SecureRandom());
    }

    /**
     * Is the lab that {@link Lab#start} has prepared in a directory. Returns when the lab has ended: on the signal to
     * terminate, or after its idle time. Its directory is gone then.
     *
     * @throws LabException if it did not come up; the reason has also been left for whoever waits
     */
    public static void serve(Path directory, Clock clock) throws LabException {
        Path path = directory.toAbsolutePath().normalize();
        try {
            LabServer server = new LabServer(path, clock);
            Runtime.getRuntime().addShutdownHook(new Thread(server::endAndWait, "lab-end"));
            server.run();
        } catch (IOException e) {
            throw new LabException(
                    "no lab was prepared in " + path, "A lab is started by the command that needs it.", e);
        }
    }

    private void run() throws LabException, IOException {
        try {
            directory.claim(ProcessMark.self());
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                up(threads);
            } finally {
                threads.shutdown();
            }
            awaitEnd();
        } catch (LabException e) {
            files.write(new LabFiles.Failure(String.valueOf(e.getMessage()), e.hint()));
            closeAll();
            gone.countDown();
            throw e;
        }
        closeAll();
        directory.remove();
        gone.countDown();
    }

    private <T extends AutoCloseable> Optional<T> find(Class<T> type) {
        synchronized (parts) {
            return parts.stream().filter(type::isInstance).map(type::cast).findFirst();
        }
    }

    private void up(ExecutorService threads) throws LabException, IOException {
        LabCertificates certificates = LabCertificates.create(clock);
        Path root = directory.path().resolve("ca.crt");
        LabDirectory.write(root, certificates.authorityPem());
        Path token = directory.path().resolve("token");
        LabDirectory.write(token, secrets.control() + "\n");
        Path secretKey = directory.path().resolve("s3.secret");
        LabDirectory.write(secretKey, secrets.store() + "\n");

        StoreSeed seed = new StoreSeed(options.seed(), options.objects());
        boolean hasDatabase = !ClassicPart.isWanted(options) || !options.atlas().isEmpty();
        Future<Optional<LabPostgres>> database = threads.submit(() -> hasDatabase
                ? Optional.of(timed(
                                () -> postgres(certificates),
                                up -> "PostgreSQL " + up.version() + " on 127.0.0.1:" + up.port() + ", " + up.account())
                        .call())
                : noPostgres());
        Future<LabStore> storing = threads.submit(timed(
                () -> keep(LabStore.start(directory.path().resolve("objects"), seed, secrets.store())),
                up -> "S3 with " + options.objects() + " objects on " + up.endpoint()));
        Optional<LabPostgres> postgres = result(database);
        int port = postgres.map(LabPostgres::port).orElse(0);
        LabStore store = result(storing);
        Path kubeconfig = directory.path().resolve("kubeconfig");
        LabPachd pachd = new LabPachd(port, store, secrets.store());
        Future<ApiServer> second = threads.submit(
                timed(() -> second(certificates, pachd), up -> "Kubernetes to restore into on " + up.url()));
        ApiServer kubernetes = result(threads.submit(timed(
                () -> kubernetes(certificates, port, store, pachd),
                up -> "Kubernetes with " + (options.hasEnterpriseServer() ? "an enterprise server " : "Pachyderm ")
                        + ClassicPart.version(options) + " on " + up.url())));
        ApiServer other = result(second);
        ApiServer.writeKubeconfig(
                kubeconfig,
                List.of(
                        new ApiServer.Context(CONTEXT, options.namespace(), kubernetes),
                        new ApiServer.Context(SECOND_CONTEXT, SECOND_NAMESPACE, other)));
        LabControl control = keep(new LabControl(
                secrets.control(),
                store,
                postgres,
                new LabDamage(
                        port,
                        secrets.superuser(),
                        store,
                        kubernetes,
                        options.namespace(),
                        new Flavour(options.pachyderm()),
                        options.hasEnterpriseServer())));
        Switchboard switchboard = keep(Switchboard.open(
                directory.path().resolve("programs"), Path.of(System.getProperty("java.home"), "bin", "java")));
        Path pachctl = ClassicPart.isWanted(options)
                ? classic(kubernetes, store, switchboard)
                : PachctlStandIn.install(
                        directory.path(),
                        switchboard,
                        new PachctlWorld(
                                List.of(
                                        new PachctlWorld.Place(CONTEXT, NODE, kubernetes.url()),
                                        new PachctlWorld.Place(SECOND_CONTEXT, SECOND_NODE, other.url())),
                                root,
                                token,
                                options.namespace(),
                                control.url()),
                        options.pachctl(),
                        clock);
        if (!options.atlas().isEmpty()) {
            LabAtlas atlas = result(threads.submit(timed(
                    () -> AtlasPart.start(directory.path(), options.atlas(), port, secrets, files, switchboard),
                    up -> "AtlasDB " + options.atlas() + " with a working service")));
            keep(atlas);
        }
        HelmStandIn.install(directory.path(), switchboard, root, token, clock);
        if (options.hasEnterpriseServer()) {
            EnterpriseContexts.write(directory.path(), address(NODE));
            keep(new Heartbeats(List.of(other, kubernetes), pachd, options.pace()));
        }
        LabDirectory.write(files.heartbeat(), "");
        files.write(describe(postgres, store, kubernetes, other, control, pachctl));
    }

    private LabDescription describe(
            Optional<LabPostgres> postgres,
            LabStore store,
            ApiServer kubernetes,
            ApiServer second,
            LabControl control,
            Path pachctl) {
        ProcessMark self = ProcessMark.self();
        Path at = directory.path();
        return new LabDescription(
                self.pid(),
                self.startTicks(),
                options.seed(),
                new LabDescription.Cluster(
                        kubernetes.url(), at.resolve("kubeconfig"), CONTEXT, options.namespace(), address(NODE)),
                new LabDescription.Cluster(
                        second.url(), at.resolve("kubeconfig"), SECOND_CONTEXT, SECOND_NAMESPACE, address(SECOND_NODE)),
                new LabDescription.Database(
                        "127.0.0.1",
                        postgres.map(LabPostgres::port).orElse(0),
                        postgres.map(LabPostgres::user).orElse(""),
                        at.resolve("postgres/password"),
                        at.resolve("postgres/superuser.password"),
                        at.resolve("ca.crt"),
                        PostgresSeed.databases(),
                        postgres.map(LabPostgres::version).orElse("")),
                new LabDescription.Store(
                        store.endpoint(),
                        LabStore.REGION,
                        store.accessKey(),
                        at.resolve("s3.secret"),
                        LabStore.SOURCE,
                        LabStore.BACKUP,
                        LabStore.EMPTY),
                pachctl,
                new LabDescription.Control(control.url(), at.resolve("token")));
    }

    private String address(String node) {
        return "grpc://" + node + ":" + (options.hasEnterpriseServer() ? EnterpriseFixture.NODE_PORT : 30650);
    }

    private LabPostgres postgres(LabCertificates certificates) throws LabException, IOException {
        Path scratch = ServerAccount.privateDirectory(directory.path().resolve("postgres"));
        PostgresPrograms programs = PostgresPrograms.find(
                options.postgresDirectories(),
                options.clientMajor() == 0 ? OptionalInt.empty() : OptionalInt.of(options.clientMajor()),
                new EmbeddedPostgres(options.cache(), System.getProperty("os.arch")),
                scratch);
        return keep(LabPostgres.start(
                directory, programs, certificates, secrets, PostgresSeed.of(options), options.temporary()));
    }

    /** A Pachyderm of 1.x has no database; the files of its passwords are there in every lab. */
    private Optional<LabPostgres> noPostgres() throws IOException {
        Path files = ServerAccount.privateDirectory(directory.path().resolve("postgres"));
        LabDirectory.write(files.resolve("password"), secrets.database() + "\n");
        LabDirectory.write(files.resolve("superuser.password"), secrets.superuser() + "\n");
        return Optional.empty();
    }

    /** A cluster with an empty namespace and nothing else. */
    private ApiServer second(LabCertificates certificates, LabPachd pachd) throws IOException {
        ApiServer server = keep(ApiServer.start(
                ApiServer.Config.of(certificates, secrets.control(), options.seed() ^ OTHER, clock)
                        .withPace(options.pace()),
                pachd));
        PachydermFixture.namespace(server, SECOND_NAMESPACE);
        return server;
    }

    private ApiServer kubernetes(LabCertificates certificates, int databasePort, LabStore store, LabPachd pachd)
            throws IOException {
        ApiServer server = keep(ApiServer.start(
                ApiServer.Config.of(certificates, secrets.control(), options.seed(), clock)
                        .withPace(options.pace()),
                pachd));
        PachydermFixture.namespace(server, SECOND_NAMESPACE);
        if (ClassicPart.isWanted(options)) {
            return server;
        }
        PachydermFixture.Setting setting = new PachydermFixture.Setting(
                options.namespace(),
                LabStore.SOURCE,
                store.endpoint().toString(),
                store.accessKey(),
                secrets.store(),
                "127.0.0.1",
                databasePort,
                secrets.database());
        Flavour flavour = new Flavour(options.pachyderm());
        if (options.hasEnterpriseServer()) {
            EnterpriseFixture.install(server, setting, flavour);
        } else {
            PachydermFixture.install(server, setting, flavour);
        }
        return server;
    }

    private Path classic(ApiServer kubernetes, LabStore store, Switchboard switchboard) throws IOException {
        LabClassic.Setting setting = ClassicPart.setting(options, directory.path(), secrets.control());
        LabClassic classic = keep(ClassicPart.start(kubernetes, store, setting, clock));
        return ClassicPart.install(directory.path(), switchboard, setting, classic);
    }

    private <T extends AutoCloseable> T keep(T part) {
        synchronized (parts) {
            parts.push(part);
        }
        return part;
    }

    /** What a part is called once it is up. */
    private interface Words<T> {
        String of(T part);
    }

    private <T> Callable<T> timed(Callable<T> start, Words<T> words) {
        return () -> {
            long begun = System.nanoTime();
            T part = start.call();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            synchronized (files) {
                Files.writeString(
                        files.progress(),
                        String.format("%s (%d.%d s)%n", words.of(part), millis / 1000, millis % 1000 / 100),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            return part;
        };
    }

    private static <T> T result(Future<T> future) throws LabException, IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof LabException) {
                throw (LabException) cause;
            }
            throw new LabException("a part of the lab did not come up: " + cause, "See the lab's log.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the lab was coming up", "Start it again.", e);
        }
    }

    private void awaitEnd() throws IOException {
        long limit = TimeUnit.SECONDS.toNanos(options.idleSeconds());
        LabStore store = find(LabStore.class).orElseThrow();
        LabControl control = find(LabControl.class).orElseThrow();
        Switchboard switchboard = find(Switchboard.class).orElseThrow();
        Optional<LabPostgres> postgres = find(LabPostgres.class);
        try {
            while (!end.await(Math.max(50, Math.min(30_000, options.idleSeconds() * 250)), TimeUnit.MILLISECONDS)) {
                long idle = Math.min(
                        switchboard.idleNanos(), Math.min(store.traffic().idleNanos(), control.idleNanos()));
                if (idle > limit && silent(postgres, limit)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean silent(Optional<LabPostgres> postgres, long limitNanos) throws IOException {
        var since = clock.instant().minusNanos(limitNanos);
        return (postgres.isEmpty() || postgres.get().lastUsed().isBefore(since))
                && Files.getLastModifiedTime(files.heartbeat()).toInstant().isBefore(since);
    }

    private void closeAll() {
        List<AutoCloseable> all;
        synchronized (parts) {
            all = List.copyOf(parts);
            parts.clear();
        }
        for (AutoCloseable part : all) {
            try {
                part.close();
            } catch (Exception e) {
                // The others must be closed all the same.
                java.util.logging.Logger.getLogger(LabServer.class.getName())
                        .log(java.util.logging.Level.WARNING, "a part of the lab did not stop cleanly", e);
            }
        }
    }

    private void endAndWait() {
        end.countDown();
        try {
            gone.await(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
