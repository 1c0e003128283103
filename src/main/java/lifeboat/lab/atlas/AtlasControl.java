package lifeboat.lab.atlas;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import lifeboat.lab.LabException;

/** Has something happen to the AtlasDB of a lab. */
public final class AtlasControl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private AtlasControl() {}

    /**
     * Posts to one of the addresses that {@link AtlasDescription#control} offers; returns when it has happened.
     *
     * @param token the file with the lab's bearer token
     */
    public static void post(URI address, Path token) throws LabException {
        ask(address, token, "POST");
    }

    /**
     * What was lost and what came back, in one sentence; nothing if nothing was lost, or the service does not run.
     *
     * @param control where the lab's AtlasDB is asked
     * @param token the file with the lab's bearer token
     */
    public static Optional<String> story(URI control, Path token) throws LabException {
        String answer = ask(control.resolve("/story"), token, "GET");
        try {
            return Optional.of(JSON.readTree(answer).path("story").asText()).filter(story -> !story.isEmpty());
        } catch (IOException e) {
            throw new LabException("the lab's answer cannot be understood", "Start another lab.", e);
        }
    }

    private static String ask(URI address, Path token, String method) throws LabException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + Files.readString(token).strip())
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new LabException(
                        "the lab answered " + answer.statusCode() + ": " + answer.body(), "Start another lab.");
            }
            return answer.body();
        } catch (IOException e) {
            throw new LabException("the lab's AtlasDB does not answer", "Start another lab.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting for the lab", "Try again.", e);
        }
    }
}
