package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.lab.kube.ApiClient;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.ClassicFixture;

/** The Pachyderms of 1.x of one lab: one that runs and is written to, and an empty one beside it, each in its namespace. */
public final class LabClassic implements AutoCloseable {
    /** What the session token of the running cluster's context is. */
    static final String SESSION = "c1a551c0c1a551c0c1a551c0c1a551c0";

    /** How far the node ports of the empty cluster are from the usual ones. */
    static final int SHIFT = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADDRESS =
            Pattern.compile("(?:grpcs?://|https?://)?(?:127\\.0\\.0\\.1|localhost):([0-9]+)");
    private static final int TICK_MILLIS = 150;
    private static final int LOAD_MILLIS = 600;

    private final Map<String, Pachd> pachds = new LinkedHashMap<>();
    private final List<Loader> loaders;
    private final PachdPorts ports;
    private final Volumes volumes;
    private final byte[] authorization;
    private final ScheduledExecutorService time;
    private final ExecutorService threads;
    private final HttpServer server;

    /**
     * What it needs of its lab.
     *
     * @param namespace of the running cluster; the empty one is in the namespace of this name with {@code -new} behind it
     * @param version of the running cluster
     * @param newVersion of the empty one
     * @param bucket of the running cluster
     * @param newBucket of the empty one
     * @param authority what to trust
     * @param tokenFile where the lab's token stands
     * @param token the same, to compare with
     * @param lab the lab's directory
     * @param pace 1 as usual, less for faster
     * @param traps what the clusters do wrong
     */
    public record Setting(
            String namespace,
            String version,
            String newVersion,
            String bucket,
            String newBucket,
            Path authority,
            Path tokenFile,
            String token,
            Path lab,
            double pace,
            long seed,
            Set<Trap> traps) {
        public Setting {
            traps = Set.copyOf(traps);
        }

        /** Where the empty cluster is. */
        public String newNamespace() {
            return namespace + "-new";
        }

        /** Shows no secret. */
        @Override
        public String toString() {
            return "Setting[" + namespace + ", " + version + ", " + newVersion + "]";
        }
    }

    private LabClassic(ApiServer kubernetes, Setting setting, Blobs blobs, Clock clock) throws IOException {
        this.authorization = ("Bearer " + setting.token()).getBytes(StandardCharsets.UTF_8);
        ApiClient api = new ApiClient(kubernetes.url(), setting.authority(), setting.tokenFile(), "pachd");
        this.ports = new PachdPorts(api);
        Release release = new Release(setting.version());
        Pachd running = new Pachd(
                setting.namespace(),
                setting.bucket(),
                release,
                blobs,
                new Workers(api, setting.namespace(), release),
                clock,
                setting.pace(),
                setting.seed(),
                setting.traps());
        new ClassicSeed(running, clock.instant(), setting.seed()).plant();
        if (release.extractsAuth()) {
            running.license();
            running.activateAuth(SESSION);
        }
        Release other = new Release(setting.newVersion());
        pachds.put(setting.namespace(), running);
        Pachd empty = new Pachd(
                setting.newNamespace(),
                setting.newBucket(),
                other,
                blobs,
                new Workers(api, setting.newNamespace(), other),
                clock,
                setting.pace(),
                setting.seed(),
                Set.of());
        pachds.put(setting.newNamespace(), empty);
        this.volumes = new Volumes(api, setting, running, empty);
        this.loaders = List.of(
                new Loader(ports, running, setting.namespace(), ClassicSeed.IMAGES, 30650, false),
                new Loader(ports, running, setting.namespace(), ClassicSeed.UPLOADS, 30600, false),
                new Loader(ports, running, setting.namespace(), ClassicSeed.TELEMETRY, 650, true));
        this.time = Executors.newScheduledThreadPool(2, task -> daemon(task, "lab-classic-time"));
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "lab-classic"));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Furnishes both namespaces, and lets time and loaders begin. */
    public static LabClassic start(ApiServer kubernetes, Setting setting, Blobs blobs, Clock clock) throws IOException {
        ClassicFixture.install(
                kubernetes, new ClassicFixture.Setting(setting.namespace(), setting.version(), 0, setting.bucket()));
        ClassicFixture.install(
                kubernetes,
                new ClassicFixture.Setting(setting.newNamespace(), setting.newVersion(), SHIFT, setting.newBucket()));
        LabClassic lab = new LabClassic(kubernetes, setting, blobs, clock);
        lab.server.start();
        lab.pachds
                .values()
                .forEach(pachd ->
                        lab.time.scheduleWithFixedDelay(pachd::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS));
        lab.time.scheduleWithFixedDelay(lab.volumes::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        lab.loaders.forEach(loader ->
                lab.time.scheduleWithFixedDelay(loader::load, LOAD_MILLIS, LOAD_MILLIS, TimeUnit.MILLISECONDS));
        return lab;
    }

    /** Where the stand-in and tests ask it. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
                send(exchange, 401, Desk.text("a bearer token is needed"));
                return;
            }
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/loaders")) {
                Map<String, Loader.Count> counts = new LinkedHashMap<>();
                loaders.forEach(
                        loader -> counts.put(Integer.toString(loader.count().port()), loader.count()));
                send(exchange, 200, JSON.writeValueAsBytes(counts));
            } else if (path.equals("/summaries")) {
                StringBuilder all = new StringBuilder();
                pachds.forEach((namespace, pachd) -> all.append(all.isEmpty() ? "{" : ",")
                        .append('"')
                        .append(namespace)
                        .append("\":")
                        .append(pachd.summary()));
                send(exchange, 200, Desk.text(all.append('}').toString()));
            } else if (path.startsWith("/volume/")) {
                volume(exchange, path.substring("/volume/".length()));
            } else {
                called(exchange, path.substring(1));
            }
        }
    }

    /** What somebody does by hand with the volume of etcd: {@code keep} or {@code restore}, and the name of a snapshot. */
    private void volume(HttpExchange exchange, String what) throws IOException {
        String name = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (what.equals("keep")) {
                volumes.keep(name);
            } else {
                volumes.restore(name);
            }
            send(exchange, 200, JSON.writeValueAsBytes(Map.of("volume", name)));
        } catch (Refusal | IOException e) {
            send(exchange, 400, JSON.writeValueAsBytes(Map.of("error", String.valueOf(e.getMessage()))));
        }
    }

    private Optional<Pachd> at(String address) throws IOException {
        Matcher port = ADDRESS.matcher(address);
        if (!port.matches()) {
            return Optional.empty();
        }
        for (Map.Entry<String, Pachd> each : pachds.entrySet()) {
            if (ports.nodePort(each.getKey(), Integer.parseInt(port.group(1))).equals(Optional.of("api-grpc-port"))) {
                return Optional.of(each.getValue());
            }
        }
        return Optional.empty();
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private void called(HttpExchange exchange, String call) throws IOException {
        Optional<Pachd> found = at(header(exchange, "Pachd-Address"));
        if (found.isEmpty()) {
            exchange.getRequestBody().readAllBytes();
            send(exchange, 503, Desk.text("context deadline exceeded"));
            return;
        }
        Pachd pachd = found.get();
        try {
            if (!call.matches("version|auth-active|enterprise-state|inspect-cluster")) {
                pachd.admit(header(exchange, "Pachd-Session"));
            }
            if (call.matches("(extract|restore)(-url)?")) {
                pachd.admitAdmin(call.startsWith("extract") ? "Extract" : "Restore");
            }
            if (call.equals("extract")) {
                extract(exchange, pachd);
            } else if (call.equals("restore")) {
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(exchange.getRequestBody(), StandardCharsets.UTF_8));
                new Desk(pachd).restore(lines, header(exchange, "Pachd-Root"));
                send(exchange, 200, Desk.text(""));
            } else {
                JsonNode arguments = JSON.readTree(exchange.getRequestBody().readAllBytes());
                send(exchange, 200, new Desk(pachd).answer(call, arguments));
            }
        } catch (Refusal | IllegalArgumentException e) {
            exchange.getRequestBody().readAllBytes();
            send(exchange, 400, Desk.text(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            // A bucket that lacks an object is pachd's trouble, and told as such.
            send(exchange, 400, Desk.text(String.valueOf(e.getMessage())));
        }
    }

    /** Operations as lines, and as the last line whether they were all. */
    private static void extract(HttpExchange exchange, Pachd pachd) throws IOException {
        String without = header(exchange, "Pachd-Without");
        exchange.sendResponseHeaders(200, 0);
        try (BufferedWriter lines =
                new BufferedWriter(new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8))) {
            try {
                new Extract(
                                pachd,
                                without.contains("objects"),
                                without.contains("enterprise"),
                                without.contains("auth"))
                        .to(op -> {
                            lines.write(op.line());
                            lines.write('\n');
                        });
                lines.write("end\n");
            } catch (IOException e) {
                lines.write("error " + e.getMessage() + "\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        time.shutdownNow();
        server.stop(0);
        threads.shutdownNow();
    }
}
