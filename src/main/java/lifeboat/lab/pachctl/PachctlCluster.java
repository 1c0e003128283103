package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What the server side of {@code pachctl} does to the lab's cluster, through its Kubernetes API. */
final class PachctlCluster {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPDATED_AT = "pachyderm.com/updatedAt";
    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
    private static final String APP = "?labelSelector=app%3Dpachd";

    private final HttpClient client;
    private final String api;
    private final String namespace;
    private final String token;
    private final String id;

    /** @param home holds {@code world.json} */
    PachctlCluster(Path home) throws IOException {
        JsonNode world = JSON.readTree(Files.readAllBytes(home.resolve("world.json")));
        this.api = world.path("kubernetes").asText();
        this.namespace = world.path("namespace").asText();
        this.id = world.path("cluster").asText();
        this.token = Files.readString(Path.of(world.path("tokenFile").asText())).strip();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(trusting(Path.of(world.path("authority").asText())))
                .build();
    }

    private static SSLContext trusting(Path authority) throws IOException {
        try (InputStream pem = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot trust " + authority, e);
        }
    }

    /** What {@code inspect cluster} prints. */
    String id() {
        return id;
    }

    /** Whether a pachd could answer. */
    boolean reachable() throws IOException {
        return get("/apis/apps/v1", "/deployments/pachd")
                        .path("status")
                        .path("readyReplicas")
                        .asInt()
                > 0;
    }

    /** The mode that the pachd which answers was started in: {@code full} or {@code paused}. */
    boolean paused() throws IOException {
        return pauseStatus().equals("paused");
    }

    /** {@code paused}, {@code unpaused} or {@code partially-paused}, from pods and ConfigMap as the real one tells it. */
    String pauseStatus() throws IOException {
        JsonNode config = get("/api/v1", "/configmaps/pachd-config");
        String updated =
                config.path("metadata").path("annotations").path(UPDATED_AT).asText("");
        if (updated.isEmpty()) {
            return "unpaused";
        }
        int current = 0;
        int older = 0;
        for (JsonNode pod : get("/api/v1", "/pods" + APP).path("items")) {
            String restarted =
                    pod.path("metadata").path("annotations").path(RESTARTED_AT).asText("");
            // Both are RFC 3339 in UTC and of one length, so that text order is time order.
            if (restarted.compareTo(updated) >= 0) {
                current++;
            } else {
                older++;
            }
        }
        boolean pausing = config.path("data").path("MODE").asText().equals("paused");
        if (current > 0 && older > 0) {
            return "partially-paused";
        }
        return pausing == (current > 0) ? "paused" : "unpaused";
    }

    /** Writes the mode and restarts pachd; returns before it has restarted. */
    void mode(String mode, String now) throws IOException {
        ObjectNode config = JSON.createObjectNode();
        config.putObject("metadata")
                .put("name", "pachd-config")
                .putObject("annotations")
                .put(UPDATED_AT, now);
        config.putObject("data").put("MODE", mode);
        String maps = "/api/v1/namespaces/" + namespace + "/configmaps";
        if (get("/api/v1", "/configmaps/pachd-config").isMissingNode()) {
            must(send("POST", maps, "application/json", config.toString()));
        } else {
            must(send("PATCH", maps + "/pachd-config", "application/merge-patch+json", config.toString()));
        }
        ObjectNode restart = JSON.createObjectNode();
        restart.putObject("spec")
                .putObject("template")
                .putObject("metadata")
                .putObject("annotations")
                .put(RESTARTED_AT, now);
        must(send(
                "PATCH",
                "/apis/apps/v1/namespaces/" + namespace + "/deployments/pachd",
                "application/merge-patch+json",
                restart.toString()));
    }

    private JsonNode get(String group, String path) throws IOException {
        HttpResponse<byte[]> answer = send("GET", group + "/namespaces/" + namespace + path, "application/json", "");
        if (answer.statusCode() == 404) {
            return JSON.missingNode();
        }
        return must(answer);
    }

    private static JsonNode must(HttpResponse<byte[]> answer) throws IOException {
        JsonNode body = JSON.readTree(answer.body());
        if (answer.statusCode() >= 300) {
            throw new IOException(body.path("message").asText("status " + answer.statusCode()));
        }
        return body;
    }

    private HttpResponse<byte[]> send(String method, String path, String type, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
