package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The clusters that a stand-in can reach.
 *
 * @param places at least one; the first is where its first context leads
 * @param authority a PEM file with the certificate to trust there
 * @param tokenFile a file with the bearer token to bring
 * @param namespace where Pachyderm is installed in the first
 * @param control where the lab itself is asked, with the same token; an empty URI if it cannot be
 */
public record PachctlWorld(List<Place> places, Path authority, Path tokenFile, String namespace, URI control) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Keeps its own copy. */
    public PachctlWorld {
        places = List.copyOf(places);
    }

    /**
     * One cluster.
     *
     * @param name as contexts of {@code pachctl} name it
     * @param node the address at which its node ports are
     * @param kubernetes its API server
     */
    public record Place(String name, String node, URI kubernetes) {}

    /** A world of one cluster, whose node is {@code 127.0.0.1}. */
    public static PachctlWorld of(URI kubernetes, Path authority, Path tokenFile, String namespace, URI control) {
        return new PachctlWorld(
                List.of(new Place("lab", "127.0.0.1", kubernetes)), authority, tokenFile, namespace, control);
    }

    static PachctlWorld read(Path file) throws IOException {
        JsonNode node = JSON.readTree(Files.readAllBytes(file));
        List<Place> places = new ArrayList<>();
        for (JsonNode place : node.path("places")) {
            places.add(new Place(
                    place.path("name").asText(),
                    place.path("node").asText(),
                    URI.create(place.path("kubernetes").asText())));
        }
        return new PachctlWorld(
                places,
                Path.of(node.path("authority").asText()),
                Path.of(node.path("tokenFile").asText()),
                node.path("namespace").asText(),
                URI.create(node.path("control").asText()));
    }

    String json() {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode list = node.putArray("places");
        for (Place place : places) {
            list.addObject()
                    .put("name", place.name)
                    .put("node", place.node)
                    .put("kubernetes", place.kubernetes.toString());
        }
        return node.put("authority", authority.toString())
                .put("tokenFile", tokenFile.toString())
                .put("namespace", namespace)
                .put("control", control.toString())
                .toPrettyString();
    }
}
