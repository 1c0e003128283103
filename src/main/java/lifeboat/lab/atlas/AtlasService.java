package lifeboat.lab.atlas;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The running service: it hands out timestamps, has its application work with the store, sweeps, and serves the endpoints of the
 * backup lock. While it is stopped nothing listens on its port.
 */
final class AtlasService implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(AtlasService.class.getName());
    private static final long TICK_MILLIS = 60;
    private static final int SWEEP_EVERY = 50;
    private static final int OK = 200;

    private final HttpServer server;
    private final ScheduledExecutorService worker;
    private final AtlasTables tables;
    private final Timestamps timestamps;
    private final Application application;
    private final LockEndpoint lock;
    private int ticks;

    private AtlasService(HttpServer server, AtlasTables tables, List<Application.Committed> ledger, Release release)
            throws SQLException {
        this.server = server;
        this.tables = tables;
        this.timestamps = Timestamps.begin(tables);
        this.application = new Application(ledger);
        this.lock = new LockEndpoint(tables, release);
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "lab-atlas");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts it.
     *
     * @param port where it is to listen; 0 for any
     * @param ledger what was committed before, and will be
     * @param history how often its application has worked before anybody can ask
     */
    static AtlasService start(
            int port, AtlasTables.Place place, List<Application.Committed> ledger, Release release, int history)
            throws IOException, SQLException {
        AtlasTables tables = AtlasTables.open(place);
        try {
            tables.createOwn();
            tables.createData();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 16);
            AtlasService service = new AtlasService(server, tables, ledger, release);
            for (int time = 0; time < history; time++) {
                service.application.work(tables, service.timestamps);
            }
            // One thread for everything: the store has one connection.
            server.setExecutor(service.worker);
            server.createContext("/", service::answer);
            server.start();
            service.worker.scheduleWithFixedDelay(service::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
            return service;
        } catch (IOException | SQLException | RuntimeException e) {
            tables.close();
            throw e;
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void tick() {
        try {
            ticks++;
            application.work(tables, timestamps);
            lock.sweep(ticks % SWEEP_EVERY == 0);
        } catch (SQLException | RuntimeException e) {
            // A service whose store has gone away keeps its port and fails, as the real one does.
            LOG.log(Level.FINE, "the lab's service could not work", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Answer answer;
            try {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (!exchange.getRequestMethod().equals("POST")) {
                    answer = new Answer(405, "");
                } else if (path.equals("/timestamp/fresh-timestamp")) {
                    answer = new Answer(OK, Long.toString(timestamps.fresh()));
                } else {
                    answer = lock.answer(path, exchange.getRequestURI().getQuery(), body);
                }
            } catch (SQLException | RuntimeException e) {
                answer = new Answer(500, "{\"message\":\"" + e.getClass().getSimpleName() + "\",\"code\":500}");
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** What is answered. */
    record Answer(int status, String body) {}

    /** Stops it as an orderly end does: what is under way is given up. */
    @Override
    public void close() throws SQLException {
        server.stop(0);
        worker.shutdownNow();
        try {
            worker.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (tables) {
            application.giveUp(tables);
        }
    }
}
