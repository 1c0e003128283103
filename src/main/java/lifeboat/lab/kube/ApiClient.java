package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** How the lab's stand-in programs talk to its API server: the way clients do, with a token and TLS. */
public final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final String server;
    private final String token;
    private final String agent;

    /**
     * A client.
     *
     * @param server where the API server listens
     * @param authority a PEM file with the certificate to trust
     * @param tokenFile a file with the bearer token to bring
     * @param agent who we say that we are
     */
    public ApiClient(URI server, Path authority, Path tokenFile, String agent) throws IOException {
        this.server = server.toString();
        this.token = Files.readString(tokenFile).strip();
        this.agent = agent;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .sslContext(trusting(authority))
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

    /** What is there, as JSON text; empty text if nothing is. */
    public String text(String path) throws IOException {
        JsonNode there = get(path);
        return there.isMissingNode() ? "" : there.toString();
    }

    /** What is there, or a missing node. */
    JsonNode get(String path) throws IOException {
        HttpResponse<byte[]> answer = send("GET", path, "application/json", "");
        return answer.statusCode() == 404 ? JSON.missingNode() : must(answer);
    }

    /** Sends something that must succeed; what the server says against it is the message. */
    public void must(String method, String path, String type, String body) throws IOException {
        must(send(method, path, type, body));
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
        HttpRequest request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .header("User-Agent", agent)
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
