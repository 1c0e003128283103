package lifeboat.lab.kube;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.ServerCertificate;

/**
 * A small, strict Kubernetes API server on loopback, with controllers and a kubelet: {@code kubectl} and Kubernetes
 * clients work against it, and it refuses what a real one refuses. Two with the same seed that are asked the same make
 * the same names.
 */
public final class ApiServer implements AutoCloseable {
    private final Config config;
    private final Vertx vertx;
    private final int port;
    private final World world;
    private final MutationCounter mutations;
    private final Faults faults;
    private final AccessRules access;

    private ApiServer(
            Config config,
            Vertx vertx,
            int port,
            World world,
            MutationCounter mutations,
            Faults faults,
            AccessRules access) {
        this.config = config;
        this.vertx = vertx;
        this.port = port;
        this.world = world;
        this.mutations = mutations;
        this.faults = faults;
        this.access = access;
    }

    /**
     * How the server is to be.
     *
     * @param authorityPem what clients must trust
     * @param certificate the server's own
     * @param token the bearer token that every request must bring
     * @param user whom the token belongs to, as refusals name them
     * @param port to listen on; 0 for a free one
     * @param pace how long pods take: 1 for a start of 0.3 to 1.5 s and an end of 0.5 to 2 s, 0 for none at all
     * @param history how many changes are remembered for watches that begin in the past
     */
    public record Config(
            String authorityPem,
            ServerCertificate certificate,
            String token,
            String user,
            int port,
            long seed,
            double pace,
            int history,
            Clock clock) {

        /** The usual: a free port, the usual pace, ten thousand changes of history. */
        public static Config of(LabCertificates certificates, String token, long seed, Clock clock) {
            return new Config(
                    certificates.authorityPem(),
                    certificates.server("kubernetes"),
                    token,
                    "lab-operator",
                    0,
                    seed,
                    1,
                    10_000,
                    clock);
        }

        /** The same, with another pace. */
        public Config withPace(double other) {
            return new Config(authorityPem, certificate, token, user, port, seed, other, history, clock);
        }

        /** The same, on a port that is decided. */
        public Config withPort(int other) {
            return new Config(authorityPem, certificate, token, user, other, seed, pace, history, clock);
        }

        /** The same, remembering another number of changes. */
        public Config withHistory(int other) {
            return new Config(authorityPem, certificate, token, user, port, seed, pace, other, clock);
        }

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Config[user=" + user + ", port=" + port + ", seed=" + seed + ", pace=" + pace + "]";
        }
    }

    /**
     * Starts the server on 127.0.0.1, with the namespaces {@code default} and {@code kube-system} and three nodes.
     *
     * @throws IOException if it cannot listen
     */
    public static ApiServer start(Config config) throws IOException {
        return start(config, Containers.ALL_RUN);
    }

    /**
     * The same, with programs in its containers.
     *
     * @throws IOException if it cannot listen
     */
    public static ApiServer start(Config config, Containers containers) throws IOException {
        World world = World.create(config.seed(), config.pace(), config.history(), config.clock());
        MutationCounter mutations = new MutationCounter();
        AccessRules access = new AccessRules(config.user(), config.token());
        Faults faults = world.faults();
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        Answers answers = new Answers(world.store(), world.registry(), access, mutations, world.time());
        Watches watches = new Watches(vertx, world.store(), answers, faults);
        faults.listen(fault -> {
            switch (fault.effect()) {
                case CUT_WATCHES -> watches.cut(fault);
                case EXPIRE_HISTORY -> {
                    world.store().cutHistory();
                    answers.pages().forget();
                }
                case FORBID -> access.deny(fault.verb(), resource(fault), "*");
                default -> {
                    // The other effects are asked for by whom they concern.
                }
            }
        });
        Front front = new Front(vertx, answers, watches, access, faults, new LabPaths(world, mutations, access));
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(config.port())
                .setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setKeyValue(Buffer.buffer(config.certificate().keyPem()))
                        .setCertValue(Buffer.buffer(config.certificate().certificatePem())));
        try {
            HttpServer server = await(vertx.createHttpServer(options)
                    .requestHandler(front::handle)
                    .listen());
            world.begin(containers);
            return new ApiServer(config, vertx, server.actualPort(), world, mutations, faults, access);
        } catch (IOException e) {
            vertx.close();
            world.close();
            throw e;
        }
    }

    private static String resource(Fault fault) {
        return Kind.named(fault.kind()).map(kind -> kind.plural).orElse(fault.kind());
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | CompletionException e) {
            throw new IOException("the lab's API server did not start or stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the lab's API server started or stopped", e);
        }
    }

    /** Where it listens: {@code https://127.0.0.1:PORT}. */
    public URI url() {
        return URI.create("https://127.0.0.1:" + port);
    }

    /** What clients asked for that changed something. */
    public MutationCounter mutations() {
        return mutations;
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** What is forbidden. */
    public AccessRules access() {
        return access;
    }

    /**
     * Writes a kubeconfig, mode 0600, with the authority's certificate and the token in it. An existing file is
     * replaced.
     *
     * @param namespace the context's namespace
     */
    public void writeKubeconfig(Path file, String context, String namespace) throws IOException {
        writeKubeconfig(file, List.of(new Context(context, namespace, this)));
    }

    /**
     * A context of a kubeconfig.
     *
     * @param namespace the context's
     */
    public record Context(String name, String namespace, ApiServer server) {}

    /**
     * Writes a kubeconfig for servers with one authority and one user, mode 0600. An existing file is replaced.
     *
     * @param contexts at least one; the first is the current one
     */
    public static void writeKubeconfig(Path file, List<Context> contexts) throws IOException {
        Kubeconfig.write(file, contexts);
    }

    Config config() {
        return config;
    }

    /** Waits until every pod that ought to be there is ready, and nothing else is on its way. */
    public boolean awaitSettled(Duration atMost) throws InterruptedException {
        return world.awaitSettled(atMost);
    }

    World world() {
        return world;
    }

    /** Stops the server and its controllers; all its objects are gone. */
    @Override
    public void close() {
        world.close();
        try {
            await(vertx.close());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
