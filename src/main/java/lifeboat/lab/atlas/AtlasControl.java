package lifeboat.lab.atlas;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lifeboat.lab.LabException;

/** Has something happen to the AtlasDB of a lab. */
public final class AtlasControl {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private AtlasControl() {}

    /**
     * Posts to one of the addresses that {@link AtlasDescription#control} offers; returns when it has happened.
     *
     * @param token the file with the lab's bearer token
     */
    public static void post(URI address, Path token) throws LabException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + Files.readString(token).strip())
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new LabException(
                        "the lab answered " + answer.statusCode() + ": " + answer.body(), "Start another lab.");
            }
        } catch (IOException e) {
            throw new LabException("the lab's AtlasDB does not answer", "Start another lab.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting for the lab", "Try again.", e);
        }
    }
}
