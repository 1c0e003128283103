package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The configuration of {@code pachctl}, which has the real one's shape and is written in one move. */
final class Config {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTEXTS = "/v2/contexts";

    private final Path file;
    private final String override;

    /** @param override {@code PACH_CONTEXT}; empty if it is not set */
    Config(Path file, String override) {
        this.file = file;
        this.override = override;
    }

    /** What it holds at first: a context for each of the lab's clusters, and one that leads nowhere. */
    static void create(Path file, String namespace, String newNamespace, String session, String deployment)
            throws IOException {
        ObjectNode root = JSON.createObjectNode().put("user_id", "lab");
        ObjectNode contexts = root.putObject("v2").put("active_context", "lab").putObject("contexts");
        ObjectNode lab = contexts.putObject("lab")
                .put("source", 2)
                .put("pachd_address", "grpc://127.0.0.1:30650")
                .put("cluster_name", "lab")
                .put("namespace", namespace);
        if (!session.isEmpty()) {
            lab.put("session_token", session);
        }
        ObjectNode other = contexts.putObject("new")
                .put("source", 2)
                .put("pachd_address", "grpc://127.0.0.1:" + (30650 + LabClassic.SHIFT))
                .put("cluster_name", "lab-new")
                .put("namespace", newNamespace);
        if (!deployment.isEmpty()) {
            other.put("cluster_deployment_id", deployment);
        }
        contexts.putObject("other").put("source", 2).put("pachd_address", "grpc://pachd.example.org:30650");
        new Config(file, "").write(root);
    }

    private ObjectNode root() throws IOException {
        if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode root) {
            return root;
        }
        throw new IOException("could not parse config json at \"" + file + "\"");
    }

    private void write(ObjectNode root) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".config", "");
        Files.writeString(part, root.toPrettyString() + "\n");
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    String active() throws IOException {
        return override.isEmpty() ? root().at("/v2/active_context").asText() : override;
    }

    Optional<JsonNode> context(String name) throws IOException {
        JsonNode found = root().at(CONTEXTS).path(name);
        return found.isMissingNode() ? Optional.empty() : Optional.of(found);
    }

    Iterable<String> names() throws IOException {
        JsonNode contexts = root().at(CONTEXTS);
        return contexts::fieldNames;
    }

    void activate(String name) throws IOException {
        ObjectNode root = root();
        root.withObject("/v2").put("active_context", name);
        write(root);
    }

    /** Changes fields of a context; a value that is empty takes the field away. */
    void change(String name, java.util.Map<String, String> fields) throws IOException {
        ObjectNode root = root();
        ObjectNode context = root.withObject(CONTEXTS + "/" + name);
        fields.forEach((field, value) -> {
            if (value.isEmpty()) {
                context.remove(field);
            } else {
                context.put(field, value);
            }
        });
        write(root);
    }
}
