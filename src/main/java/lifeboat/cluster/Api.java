package lifeboat.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.BackwardsCompatibilityInterceptor;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Requests to one API server. Reads are tried again after an I/O error or a 5xx; nothing else ever is. */
final class Api implements AutoCloseable {
    private static final int READ_RETRIES = 2;
    private static final int RETRY_PAUSE_MILLIS = 200;

    /** An answer of the API server, whatever its code. */
    record Reply(int code, JsonNode body) {
        boolean good() {
            return code >= 200 && code < 300;
        }
    }

    private final KubernetesClient client;
    private final HttpClient patient;
    private final HttpClient once;
    private final String server;
    private final Duration timeout;

    private Api(KubernetesClient client, String server, Duration timeout) {
        this.client = client;
        this.server = server;
        this.timeout = timeout;
        this.patient = retrying(client, READ_RETRIES);
        this.once = retrying(client, 0);
    }

    static Api connect(Config config, String server, Duration timeout) {
        return new Api(new KubernetesClientBuilder().withConfig(config).build(), server, timeout);
    }

    private static HttpClient retrying(KubernetesClient client, int limit) {
        RequestConfig limits = new RequestConfigBuilder(
                        client.getConfiguration().getRequestConfig())
                .withRequestRetryBackoffLimit(limit)
                .withRequestRetryBackoffInterval(RETRY_PAUSE_MILLIS)
                .build();
        // The library's compatibility layer sends some refused requests again in another API version.
        return client.getHttpClient()
                .newBuilder()
                .tag(limits)
                .addOrReplaceInterceptor(BackwardsCompatibilityInterceptor.NAME, null)
                .build();
    }

    /** A read that must succeed. */
    JsonNode get(String path, Map<String, String> query, String what) throws ClusterException {
        Reply reply = read(patient, path, query, what);
        if (!reply.good()) {
            throw Failures.of(reply, what);
        }
        return reply.body();
    }

    /** A read without any second try, for a caller that tries again itself. */
    JsonNode getOnce(String path, Map<String, String> query, String what) throws ClusterException {
        Reply reply = read(once, path, query, what);
        if (!reply.good()) {
            throw Failures.of(reply, what);
        }
        return reply.body();
    }

    /** A read of something that may not be there. */
    Optional<JsonNode> find(String path, String what) throws ClusterException {
        Reply reply = read(patient, path, Map.of(), what);
        if (reply.code() == 404) {
            return Optional.empty();
        }
        if (!reply.good()) {
            throw Failures.of(reply, what);
        }
        return Optional.of(reply.body());
    }

    /** Asks by POST, which changes nothing there (access and identity reviews). */
    JsonNode ask(String path, JsonNode question, String what) throws ClusterException {
        Reply reply = send(patient, "POST", path, "application/json", Json.text(question), what);
        if (!reply.good()) {
            throw Failures.of(reply, what);
        }
        return reply.body();
    }

    /**
     * Sends a change once. Any answer is returned; no answer is a failure of kind {@code UNREACHABLE} when nothing was
     * sent, else {@code UNKNOWN_OUTCOME}.
     */
    Reply change(String method, String path, String contentType, JsonNode body, String what) throws ClusterException {
        return send(once, method, path, contentType, Json.text(body), what);
    }

    /** A request whose answer never ends; the caller reads it. */
    HttpRequest stream(String path, Map<String, String> query) {
        return once.newHttpRequestBuilder().uri(uri(path, query)).forStreaming().build();
    }

    HttpClient streams() {
        return once;
    }

    private Reply read(HttpClient http, String path, Map<String, String> query, String what) throws ClusterException {
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(uri(path, query))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        return await(http, request, what, false);
    }

    private Reply send(HttpClient http, String method, String path, String contentType, String body, String what)
            throws ClusterException {
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(uri(path, Map.of()))
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .method(method, contentType, body)
                .build();
        return await(http, request, what, http == once);
    }

    /** What was not let in was not done, so it is sent again, once, if there is a new credential by now. */
    private Reply await(HttpClient http, HttpRequest request, String what, boolean change) throws ClusterException {
        Reply reply = exchange(http, request, what, change);
        boolean renewed = reply.code() == 401
                && client.getConfiguration().getOauthTokenProvider() instanceof FreshToken token
                && token.renew();
        return renewed ? exchange(http, request, what, change) : reply;
    }

    private Reply exchange(HttpClient http, HttpRequest request, String what, boolean change) throws ClusterException {
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(request, byte[].class);
        HttpResponse<byte[]> response;
        try {
            // The client keeps the time itself; this is for a client that does not come back at all.
            response = sent.get(timeout.toMillis() * (READ_RETRIES + 2), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Failures.ofSending(e.getCause() == null ? e : e.getCause(), what, server, change);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw Failures.ofSending(e, what, server, change);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            sent.cancel(true);
            throw Failures.interrupted(what, change);
        }
        byte[] bytes = response.body() == null ? new byte[0] : response.body();
        return new Reply(response.code(), parsed(response.code(), bytes, what, change));
    }

    private static JsonNode parsed(int code, byte[] bytes, String what, boolean change) throws ClusterException {
        try {
            JsonNode body =
                    bytes.length == 0 ? Json.object() : Json.MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
            return body == null ? Json.object() : body;
        } catch (JsonProcessingException e) {
            if (code >= 300) {
                return Json.object();
            }
            throw new ClusterException(
                    change ? ClusterException.Kind.UNKNOWN_OUTCOME : ClusterException.Kind.MALFORMED,
                    what + ": the answer is not JSON");
        }
    }

    private URI uri(String path, Map<String, String> query) {
        StringJoiner text = new StringJoiner("&");
        query.forEach((name, value) -> text.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return URI.create(server + path + (query.isEmpty() ? "" : "?" + text));
    }

    @Override
    public void close() {
        client.close();
    }
}
