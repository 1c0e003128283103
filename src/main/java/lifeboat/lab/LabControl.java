package lifeboat.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Where tests and scripts ask the lab what happened in it, and tell it what is to go wrong. Wants a bearer token. */
final class LabControl implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final ExecutorService threads;
    private final byte[] authorization;
    private final LabStore store;
    private final Optional<LabPostgres> postgres;
    private final LabDamage damage;
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());

    LabControl(String token, LabStore store, Optional<LabPostgres> postgres, LabDamage damage) throws IOException {
        this.damage = damage;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.store = store;
        this.postgres = postgres;
        this.threads = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "lab-control");
            thread.setDaemon(true);
            return thread;
        });
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** For how long nobody has asked. */
    long idleNanos() {
        return System.nanoTime() - lastNanos.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String given = exchange.getRequestHeaders().getFirst("Authorization");
            if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
                send(exchange, 401, Map.of("error", "a bearer token is needed"));
                return;
            }
            lastNanos.set(System.nanoTime());
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            try {
                route(exchange, request);
            } catch (IllegalArgumentException | LabException | com.fasterxml.jackson.core.JacksonException e) {
                send(exchange, 400, Map.of("error", String.valueOf(e.getMessage())));
            }
        }
    }

    private void route(HttpExchange exchange, String request) throws IOException, LabException {
        switch (request) {
            case "GET /lab/store":
                StoreTraffic traffic = store.traffic();
                send(exchange, 200, Map.of("operations", traffic.operations(), "written", traffic.written()));
                break;
            case "POST /lab/store/faults":
                JsonNode fault = json.readTree(exchange.getRequestBody());
                store.traffic()
                        .fail(new StoreFault(
                                fault.path("operation").asText("any"),
                                StoreFault.Kind.parse(fault.path("kind").asText("slow-down")),
                                fault.path("after").asLong(0),
                                fault.path("times").asLong(1)));
                send(exchange, 200, Map.of("ok", true));
                break;
            case "DELETE /lab/store/faults":
                store.traffic().heal();
                send(exchange, 200, Map.of("ok", true));
                break;
            case "GET /lab/chunk":
                chunk(exchange);
                break;
            case "POST /lab/damage":
                send(exchange, 200, Map.of("damage", damage.happen(text(exchange, "story"))));
                break;
            case "POST /lab/database/crash":
                if (postgres.isPresent()) {
                    postgres.get().crash();
                }
                send(exchange, 200, Map.of("ok", true));
                break;
            default:
                send(exchange, 404, Map.of("error", "no such thing: " + request));
                break;
        }
    }

    private String text(HttpExchange exchange, String member) throws IOException {
        return json.readTree(exchange.getRequestBody()).path(member).asText("");
    }

    /** What a file of Pachyderm's is made of; see the stand-in of {@code pachctl}. */
    private void chunk(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        Optional<byte[]> content = store.firstChunk(query.replaceFirst("^bucket=", ""));
        if (content.isEmpty()) {
            send(exchange, 404, Map.of("error", "no such object"));
            return;
        }
        exchange.sendResponseHeaders(200, content.get().length == 0 ? -1 : content.get().length);
        exchange.getResponseBody().write(content.get());
    }

    private void send(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
