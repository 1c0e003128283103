package lifeboat.lab.classic;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** How the stand-in talks to a pachd of the lab: to whichever answers on the address of its context. */
final class PachdLine {
    private final HttpClient client;
    private final URI lab;
    private final String token;
    private final String address;
    private final String session;
    private final String deployment;

    PachdLine(HttpClient client, URI lab, String token, String address, String session, String deployment) {
        this.client = client;
        this.lab = lab;
        this.token = token;
        this.address = address;
        this.session = session;
        this.deployment = deployment;
    }

    /** What lines are made with. */
    static HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(30))
                .build();
    }

    /** Nobody answers on the address. */
    static final class Unreachable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message) {
            super(message);
        }
    }

    /** Asks, and has all of the answer as text. */
    String ask(String call, String json) throws Refusal, IOException {
        try (InputStream answer = open(call, HttpRequest.BodyPublishers.ofString(json), Map.of())) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Asks, and has the answer as it comes. */
    InputStream open(String call, BodyPublisher body, Map<String, String> headers) throws Refusal, IOException {
        if (!deployment.isEmpty() && !call.equals("inspect-cluster")) {
            String there = ask("inspect-cluster", "{}");
            if (!there.equals(deployment)) {
                throw new Refusal("connected to the wrong cluster (context cluster deployment ID = \"" + deployment
                        + "\" vs reported cluster deployment ID = \"" + there + "\")");
            }
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(lab + "/" + call))
                .header("Authorization", "Bearer " + token)
                .header("Pachd-Address", address)
                .POST(body);
        if (!session.isEmpty()) {
            request.header("Pachd-Session", session);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            String message = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
            if (answer.statusCode() == 503) {
                throw new Unreachable("error connecting to pachd server at address (" + address + "): " + message
                        + "\n\nplease make sure pachd is up (`kubectl get all`) and portforwarding is enabled");
            }
            throw new Refusal(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
