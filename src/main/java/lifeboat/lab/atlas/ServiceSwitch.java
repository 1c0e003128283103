package lifeboat.lab.atlas;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A program that starts or stops the lab's service, as an operator's own scripts would. */
public final class ServiceSwitch {
    private ServiceSwitch() {}

    /**
     * Posts to one address.
     *
     * @param arguments the address, and the file with the bearer token
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0]))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + Files.readString(Path.of(arguments[1])).strip())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the lab answered " + answer.statusCode() + " " + answer.body());
        }
    }
}
