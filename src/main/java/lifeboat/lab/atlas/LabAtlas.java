package lifeboat.lab.atlas;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import lifeboat.lab.program.Switchboard;
import org.jspecify.annotations.Nullable;

/** The AtlasDB of one lab: its store, its service, its programs, and where they are asked what happened. */
public final class LabAtlas implements AutoCloseable {
    private static final String ROOT = "/atlasdb";
    private static final int HISTORY = 90;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AtlasTables.Place place;
    private final RocksFiles rocks;
    private final CassandraFiles cassandra;
    private final Release release;
    private final byte[] authorization;
    private final List<Application.Committed> ledger = new ArrayList<>();
    private final ExecutorService threads;
    private final HttpServer control;
    private final int port;
    private @Nullable AtlasService service;
    private int lost;

    /**
     * What it needs of its lab.
     *
     * @param home a directory of its own
     * @param bin where the lab's programs are
     * @param databasePort where PostgreSQL listens on 127.0.0.1
     * @param database an empty database
     * @param user who owns it, and may make others
     * @param password of that role
     * @param token what whoever asks has to know
     * @param switchboard where its programs are played
     * @param version which AtlasDB is played
     */
    public record Setting(
            Path home,
            Path bin,
            int databasePort,
            String database,
            String user,
            String password,
            String token,
            Switchboard switchboard,
            String version) {
        /** Shows no secret. */
        @Override
        public String toString() {
            return "Setting[" + home + ", " + version + "]";
        }
    }

    private LabAtlas(Setting setting) throws IOException, SQLException {
        this.place = new AtlasTables.Place(
                "127.0.0.1", setting.databasePort(), setting.database(), setting.user(), setting.password());
        this.rocks = new RocksFiles(setting.home().resolve("rocksdb"));
        this.cassandra = new CassandraFiles(setting.home().resolve("nodes"));
        this.release = Release.parse(setting.version());
        this.authorization = ("Bearer " + setting.token()).getBytes(StandardCharsets.UTF_8);
        age();
        AtlasService first = AtlasService.start(0, place, ledger, release, HISTORY);
        this.service = first;
        this.port = first.port();
        this.threads = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "lab-atlas-control");
            thread.setDaemon(true);
            return thread;
        });
        this.control = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
        control.setExecutor(threads);
        control.createContext("/", this::answer);
        control.start();
    }

    /** A store that has seen some years: its timestamps have seven digits. */
    private void age() throws SQLException {
        try (AtlasTables tables = AtlasTables.open(place)) {
            tables.createOwn();
            tables.moveBound(tables.bound(), 3_000_000);
        }
    }

    /** Starts all of it. */
    public static LabAtlas start(Setting setting) throws IOException, SQLException {
        return new LabAtlas(setting);
    }

    /** Writes the programs and the configurations. */
    public AtlasDescription install(Setting setting) throws IOException {
        Path home = Files.createDirectories(setting.home());
        URI url = URI.create("http://127.0.0.1:" + port);
        URI asked = URI.create("http://127.0.0.1:" + control.getAddress().getPort());
        Path bin = Files.createDirectories(setting.bin());
        String services = "  timestamp:\n    servers: [\"" + url + "\"]\n  lock:\n    servers: [\"" + url + "\"]\n";
        String connection = "    connection:\n      type: postgres\n      host: 127.0.0.1\n      port: "
                + setting.databasePort() + "\n      dbName: " + setting.database() + "\n      dbLogin: "
                + setting.user() + "\n      dbPassword: " + setting.password() + "\n";
        Path config = secret(
                home.resolve("atlas.yml"),
                "atlasdb:\n  keyValueService:\n    type: relational\n    ddl:\n      type: postgres\n" + connection
                        + services);
        Path cassandra = secret(
                home.resolve("cassandra.yml"),
                "atlasdb:\n  keyValueService:\n    type: cassandra\n    keyspace: " + CassandraStandIns.KEYSPACE
                        + "\n    servers: [\"" + String.join(":9160\", \"", CassandraStandIns.NODES) + ":9160\"]\n"
                        + "    # What Cassandra has in memory is in the lab's PostgreSQL.\n" + connection + services);
        Path rocksConfig = secret(
                home.resolve("rocksdb.yml"),
                "atlasdb:\n  keyValueService:\n    type: rocksdb\n    dataDir: " + rocks.directory()
                        + "\n    # What is open is in the lab's PostgreSQL.\n" + connection + services);
        CassandraStandIns.Installed nodes = CassandraStandIns.install(home, bin, setting.switchboard());
        this.cassandra.create();
        try (AtlasTables tables = AtlasTables.open(place)) {
            rocks.close(tables);
        } catch (SQLException e) {
            throw new IOException("the store's files could not be written", e);
        }
        // A rehearsal runs no program but the lab's.
        AtlasStandIn.wrapper(bin.resolve("tar"), "tar");
        return new AtlasDescription(
                setting.version(),
                AtlasStandIn.install(bin.resolve("atlasdb-cli"), setting.switchboard(), setting.version()),
                config,
                cassandra,
                rocksConfig,
                ROOT,
                url,
                service(setting, "start", this::begin),
                service(setting, "stop", this::end),
                setting.databasePort(),
                setting.database(),
                setting.user(),
                secret(home.resolve("password"), setting.password() + "\n"),
                CassandraStandIns.KEYSPACE,
                CassandraStandIns.NODES,
                rocks.directory(),
                nodes.ssh(),
                nodes.copy(),
                asked);
    }

    /** What is done to the service. */
    private interface Switch {
        void now() throws SQLException, IOException;
    }

    /** A program that starts or stops the service, as an operator's own scripts would. */
    private static Path service(Setting setting, String word, Switch change) throws IOException {
        return setting.switchboard()
                .install(
                        setting.bin().resolve(word + "-service"),
                        "an operator's script that would " + word + " the service",
                        List.of(),
                        invocation -> {
                            try {
                                change.now();
                                return true;
                            } catch (SQLException e) {
                                throw new IOException(e);
                            }
                        });
    }

    private static Path secret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
                send(exchange, 401, Map.of("error", "a bearer token is needed"));
                return;
            }
            try {
                Object answer = route(exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getPath());
                send(exchange, answer == null ? 404 : 200, answer == null ? Map.of() : answer);
            } catch (SQLException | RuntimeException e) {
                send(exchange, 500, Map.of("error", String.valueOf(e.getMessage())));
            }
        }
    }

    private @Nullable Object route(String request) throws SQLException, IOException {
        switch (request) {
            case "POST /start":
                begin();
                break;
            case "POST /stop":
                end();
                break;
            case "POST /work":
                AtlasService running = service;
                if (running == null) {
                    throw new IllegalStateException("the service is stopped");
                }
                await(Application.copy(ledger).size() + 6);
                break;
            case "POST /lose":
                end();
                try (AtlasTables tables = AtlasTables.open(place)) {
                    tables.lose();
                }
                rocks.lose();
                cassandra.lose();
                lost = Application.copy(ledger).size();
                break;
            case "GET /ledger":
                return Application.copy(ledger);
            case "GET /rows":
                try (AtlasTables tables = AtlasTables.open(place)) {
                    return tables.visible();
                }
            case "GET /story":
                try (AtlasTables tables = AtlasTables.open(place)) {
                    return Map.of("story", lost == 0 || service == null ? "" : story(tables.transactions()));
                }
            case "GET /cells":
                try (AtlasTables tables = AtlasTables.open(place)) {
                    return tables.cells();
                }
            case "GET /transactions":
                try (AtlasTables tables = AtlasTables.open(place)) {
                    return tables.transactions();
                }
            case "GET /state":
                try (AtlasTables tables = AtlasTables.open(place)) {
                    return Map.of("running", service != null, "tables", tables.tables());
                }
            default:
                return null;
        }
        return Map.of("running", service != null);
    }

    /** What the application knew before the loss, and what of it is in the store now; one sentence. */
    private String story(Map<Long, Long> there) {
        List<Application.Committed> before = Application.copy(ledger).subList(0, lost);
        List<Application.Committed> back =
                before.stream().filter(one -> there.containsKey(one.start())).toList();
        long newest =
                back.stream().mapToLong(Application.Committed::commit).max().orElse(0);
        long straddled = before.stream()
                .filter(one -> one.start() < newest && one.commit() > newest)
                .count();
        return "Of " + before.size() + " transactions before the loss " + back.size() + " are back, and "
                + (before.size() - back.size()) + " that committed after the backup timestamp are rightly gone, "
                + straddled + " that had begun before it among them.";
    }

    /** Waits until the application has committed so many transactions in all. */
    private void await(int committed) throws IOException {
        long deadline = System.nanoTime() + java.util.concurrent.TimeUnit.SECONDS.toNanos(60);
        while (Application.copy(ledger).size() < committed) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the application does not work");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private synchronized void begin() throws SQLException, IOException {
        if (service == null) {
            try (AtlasTables tables = AtlasTables.open(place)) {
                rocks.open(tables);
                cassandra.open(tables);
            }
            service = AtlasService.start(port, place, ledger, release, 0);
        }
    }

    private synchronized void end() throws SQLException, IOException {
        AtlasService running = service;
        if (running != null) {
            service = null;
            running.close();
            try (AtlasTables tables = AtlasTables.open(place)) {
                rocks.close(tables);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        control.stop(0);
        threads.shutdownNow();
        try {
            end();
        } catch (SQLException | IOException storeIsGone) {
            // The lab is ending, and its server may have ended first.
            return;
        }
    }
}
