package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The cluster that a stand-in belongs to.
 *
 * @param kubernetes the lab's API server
 * @param authority a PEM file with the certificate to trust there
 * @param tokenFile a file with the bearer token to bring
 * @param namespace where Pachyderm is installed
 * @param control where the lab itself is asked, with the same token; an empty URI if it cannot be
 */
public record PachctlWorld(URI kubernetes, Path authority, Path tokenFile, String namespace, URI control) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static PachctlWorld read(Path file) throws IOException {
        JsonNode node = JSON.readTree(Files.readAllBytes(file));
        return new PachctlWorld(
                URI.create(node.path("kubernetes").asText()),
                Path.of(node.path("authority").asText()),
                Path.of(node.path("tokenFile").asText()),
                node.path("namespace").asText(),
                URI.create(node.path("control").asText()));
    }

    String json() {
        return JSON.createObjectNode()
                .put("kubernetes", kubernetes.toString())
                .put("authority", authority.toString())
                .put("tokenFile", tokenFile.toString())
                .put("namespace", namespace)
                .put("control", control.toString())
                .toPrettyString();
    }
}
