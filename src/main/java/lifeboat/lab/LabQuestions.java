package lifeboat.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** What a running lab is asked by the process that uses it, over its control endpoint. */
final class LabQuestions {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LabQuestions() {}

    static String damage(LabDescription lab, String story) throws LabException {
        String body = JSON.createObjectNode().put("story", story).toString();
        return ask(lab, "/lab/damage", body).path("damage").asText();
    }

    /** The seed names each commit after its number: the first one of repo 1 is there in every lab of the seed. */
    static String knownFile(LabDescription lab) throws LabException {
        try {
            byte[] digest = MessageDigest.getInstance("MD5")
                    .digest((lab.seed() + ":commit:1").getBytes(StandardCharsets.UTF_8));
            return "repo-1@" + HexFormat.of().formatHex(digest) + ":/chunk";
        } catch (NoSuchAlgorithmException e) {
            throw new LabException("this Java has no MD5", "Use another.", e);
        }
    }

    static void volume(LabDescription lab, Path directory, String what, String snapshot) throws LabException {
        try {
            String classic = Files.readString(directory.resolve("classic.url")).strip();
            ask(lab, URI.create(classic + "/volume/" + what), snapshot);
        } catch (IOException e) {
            throw new LabException("the lab has no Pachyderm of 1.x", "Start one that has.", e);
        }
    }

    private static JsonNode ask(LabDescription lab, String path, String body) throws LabException {
        return ask(lab, URI.create(lab.control().url() + path), body);
    }

    private static JsonNode ask(LabDescription lab, URI address, String body) throws LabException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(60))
                    .header(
                            "Authorization",
                            "Bearer "
                                    + Files.readString(lab.control().tokenFile())
                                            .strip())
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode said = JSON.readTree(answer.body());
            if (answer.statusCode() != 200) {
                throw new LabException("the lab refused: " + said.path("error").asText(), "See the lab's log.");
            }
            return said;
        } catch (IOException e) {
            throw new LabException("the lab cannot be asked", "It may have ended.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the lab was asked", "Ask again.", e);
        }
    }
}
