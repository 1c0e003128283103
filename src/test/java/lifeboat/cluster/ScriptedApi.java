package lifeboat.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API server that says exactly what a test tells it, and remembers what it was asked. */
final class ScriptedApi implements AutoCloseable {
    /** One request as it came in. */
    record Asked(String method, URI uri, String body, String userAgent, String contentType, String authorization) {
        String path() {
            return uri.getPath();
        }

        String query() {
            return uri.getQuery() == null ? "" : uri.getQuery();
        }
    }

    /** Answers one request. */
    interface Script {
        void answer(Asked asked, HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile Script script = (request, exchange) -> status(exchange, 404, "not scripted");

    ScriptedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked request = new Asked(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")),
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        asked.add(request);
        try {
            script.answer(request, exchange);
        } finally {
            exchange.close();
        }
    }

    void answer(Script next) {
        script = next;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<Asked> changes() {
        return asked.stream().filter(a -> !a.method().equals("GET")).toList();
    }

    String url() {
        return "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    static void json(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static void status(HttpExchange exchange, int code, String message) throws IOException {
        json(
                exchange,
                code,
                Json.text(Json.object().put("kind", "Status").put("code", code).put("message", message)));
    }

    static OutputStream stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    static void line(OutputStream out, String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static Path kubeconfig(Path file, String current, Map<String, String> servers) throws IOException {
        StringBuilder yaml = new StringBuilder("apiVersion: v1\nkind: Config\ncurrent-context: " + current + "\n");
        yaml.append("contexts:\n");
        servers.keySet()
                .forEach(name -> yaml.append("- {name: " + name + ", context: {cluster: c-" + name
                        + ", user: operator, namespace: default}}\n"));
        yaml.append("clusters:\n");
        servers.forEach((name, url) -> yaml.append("- {name: c-" + name + ", cluster: {server: \"" + url + "\"}}\n"));
        yaml.append("users:\n- {name: operator, user: {token: tok-1}}\n");
        return Files.writeString(file, yaml);
    }

    static ClusterOptions options() {
        return ClusterOptions.standard("lifeboat/test run/r1", Map.of(), InstantSource.system())
                .withTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(2));
    }

    Cluster open(Path folder) throws IOException, ClusterException {
        Path file = kubeconfig(folder.resolve("kubeconfig"), "lab", Map.of("lab", url()));
        return KubernetesCluster.open(new ClusterLocation(Optional.of(file), Optional.empty(), "default"), options());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
