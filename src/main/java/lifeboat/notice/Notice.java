package lifeboat.notice;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Posts texts to webhooks. Safe for any thread. */
public final class Notice {
    private final HttpClient client;
    private final String userAgent;

    /** A poster that names itself so. */
    public Notice(String userAgent) {
        this.userAgent = userAgent;
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Posts {@code {"text": message}}, which Slack, Mattermost and Teams' workflows take, once.
     *
     * @param timeout for the whole answer
     * @throws NoticeException if the answer is not a 2xx
     * @throws IllegalArgumentException if the address is not an http or https URL
     */
    public void post(URI webhook, String message, Duration timeout) throws NoticeException, InterruptedException {
        String scheme = webhook.getScheme();
        if (webhook.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
            throw new IllegalArgumentException("not an http or https URL");
        }
        String body = JsonNodeFactory.instance.objectNode().put("text", message).toString();
        HttpRequest request = HttpRequest.newBuilder(webhook)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", userAgent)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
        int status;
        try {
            status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (ConnectException | UnresolvedAddressException unreachable) {
            throw new NoticeException(
                    "the webhook at " + webhook.getHost() + " cannot be reached",
                    "Check the address and the way out of this machine; nothing was posted.",
                    false);
        } catch (IOException broken) {
            throw new NoticeException(
                    "the webhook at " + webhook.getHost() + " did not answer: "
                            + broken.getClass().getSimpleName(),
                    "Look into the channel before you post again: it may have arrived.",
                    true);
        }
        if (status / 100 != 2) {
            throw new NoticeException(
                    "the webhook at " + webhook.getHost() + " answered " + status,
                    "Check its address; nothing was posted.",
                    false);
        }
    }
}
