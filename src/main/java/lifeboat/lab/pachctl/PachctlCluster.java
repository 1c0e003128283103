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
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** What the server side of {@code pachctl} does to the lab's cluster, through its Kubernetes API. */
final class PachctlCluster {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PODS = "/pods?labelSelector=app%3Dpachd%2Csuite%3Dpachyderm";
    private static final String MERGE = "application/merge-patch+json";

    private final HttpClient client;
    private final String api;
    private final String namespace;
    private final String token;

    PachctlCluster(PachctlWorld world) throws IOException {
        this.api = world.kubernetes().toString();
        this.namespace = world.namespace();
        this.token = Files.readString(world.tokenFile()).strip();
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .sslContext(trusting(world.authority()))
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

    /** The pods of pachd as they are now. */
    Pachds pachds() throws IOException {
        return Pachds.of(configMap(), get(core() + PODS));
    }

    /** A name for the cluster that stays the same as long as the namespace does. */
    String id() throws IOException {
        return get("/api/v1/namespaces/" + namespace)
                .path("metadata")
                .path("uid")
                .asText()
                .replace("-", "");
    }

    /**
     * Writes the mode and restarts pachd; returns before it has restarted. Does nothing if the config map says so
     * already.
     */
    void mode(String mode, Instant now) throws IOException {
        JsonNode present = configMap();
        boolean paused = present.path("data").path("MODE").asText().equals("paused");
        if (!present.isMissingNode() && paused == mode.equals("paused")) {
            return;
        }
        ObjectNode config = JSON.createObjectNode();
        config.putObject("metadata")
                .put("name", "pachd-config")
                .putObject("annotations")
                .put(Pachds.UPDATED_AT, now.toString());
        config.putObject("data").put("MODE", mode);
        if (present.isMissingNode()) {
            must(send("POST", core() + "/configmaps", "application/json", config.toString()));
        } else {
            must(send("PATCH", core() + "/configmaps/pachd-config", MERGE, config.toString()));
        }
        ObjectNode restart = JSON.createObjectNode();
        restart.putObject("spec")
                .putObject("template")
                .putObject("metadata")
                .putObject("annotations")
                .put(Pachds.RESTARTED_AT, now.toString());
        must(send("PATCH", "/apis/apps/v1/namespaces/" + namespace + "/deployments/pachd", MERGE, restart.toString()));
    }

    private String core() {
        return "/api/v1/namespaces/" + namespace;
    }

    private JsonNode configMap() throws IOException {
        return get(core() + "/configmaps/pachd-config");
    }

    /** What is there, or a missing node. */
    private JsonNode get(String path) throws IOException {
        HttpResponse<byte[]> answer = send("GET", path, "application/json", "");
        return answer.statusCode() == 404 ? JSON.missingNode() : must(answer);
    }

    private static JsonNode must(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() < 300) {
            return JSON.readTree(answer.body());
        }
        String message;
        try {
            message = JSON.readTree(answer.body()).path("message").asText("");
        } catch (IOException e) {
            // A refusal need not be a Status object; its number says enough.
            message = "";
        }
        throw new IOException(message.isEmpty() ? "the server answered " + answer.statusCode() : message);
    }

    private HttpResponse<byte[]> send(String method, String path, String type, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .header("User-Agent", "pachd")
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
