package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** {@code pachctl config}: the contexts in the lab's configuration file, which has the real one's shape. */
final class PachctlConfig {
    /** Where the one context that leads to the lab says that its pachd is; the others lead nowhere. */
    static final String LAB_ADDRESS = "grpc://127.0.0.1:30650";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String contextOverride;
    private final String enterpriseOverride;

    /**
     * The configuration, read anew for each question.
     *
     * @param contextOverride {@code PACH_CONTEXT}; empty if unset
     * @param enterpriseOverride {@code PACH_ENTERPRISE_CONTEXT}; empty if unset
     */
    PachctlConfig(Path file, String contextOverride, String enterpriseOverride) {
        this.file = file;
        this.contextOverride = contextOverride;
        this.enterpriseOverride = enterpriseOverride;
    }

    /** What the file holds at first: a context that leads to the lab, and one that does not. */
    static String initial(String namespace) {
        ObjectNode config = JSON.createObjectNode().put("user_id", "lab");
        ObjectNode contexts =
                config.putObject("v2").put("active_context", "lab").putObject("contexts");
        contexts.putObject("lab")
                .put("source", 2)
                .put("pachd_address", LAB_ADDRESS)
                .put("cluster_name", "lab")
                .put("namespace", namespace);
        contexts.putObject("other").put("source", 2).put("pachd_address", "grpc://pachd.example.org:30650");
        return config.toPrettyString();
    }

    /** Empty if there is none. */
    String activeContext() throws IOException {
        return contextOverride.isEmpty() ? setting("active_context") : contextOverride;
    }

    /** Falls back to the active context. */
    String activeEnterpriseContext() throws IOException {
        if (!enterpriseOverride.isEmpty()) {
            return enterpriseOverride;
        }
        String set = setting("active_enterprise_context");
        return set.isEmpty() ? activeContext() : set;
    }

    boolean has(String context) throws IOException {
        return contexts().has(context);
    }

    /** A context as it is written. */
    JsonNode read(String context) throws IOException {
        return contexts().path(context);
    }

    /** Has a context insist on a deployment from now on. */
    void remember(String context, String deploymentId) throws IOException {
        if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode root) {
            root.withObject("/v2/contexts/" + context).put("cluster_deployment_id", deploymentId);
            PrivateFile.write(file, root.toPrettyString() + "\n", "rw-------");
        }
    }

    /** {@code config get active-context} and {@code config get active-enterprise-context}. */
    Reply get(String what) throws IOException {
        String name = what.equals("active-context") ? activeContext() : activeEnterpriseContext();
        if (name.isEmpty()) {
            return Reply.ok("NONE\n");
        }
        return has(name) ? Reply.ok(name + "\n") : missing(name);
    }

    /** {@code config get context NAME}. */
    Reply context(String name) throws IOException {
        return has(name) ? Reply.ok(contexts().path(name).toPrettyString() + "\n") : missing(name);
    }

    /** {@code config list context}. */
    Reply list() throws IOException {
        StringBuilder table = new StringBuilder("ACTIVE  NAME\n");
        for (Iterator<String> names = contexts().fieldNames(); names.hasNext(); ) {
            String name = names.next();
            table.append(name.equals(activeContext()) ? "*       " : "        ")
                    .append(name)
                    .append('\n');
        }
        return Reply.ok(table.toString());
    }

    /** {@code config set active-context NAME} and its enterprise twin. */
    Reply set(String what, String name) throws IOException {
        if (!(JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode root) || !has(name)) {
            return missing(name);
        }
        root.withObject("/v2").put(what.replace('-', '_'), name);
        PrivateFile.write(file, root.toPrettyString() + "\n", "rw-------");
        return Reply.ok("");
    }

    /** {@code config update context NAME}. */
    Reply update(String name, String address, boolean forget) throws IOException {
        if (!(JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode root) || !has(name)) {
            return missing(name);
        }
        ObjectNode context = root.withObject("/v2/contexts/" + name);
        if (!address.isEmpty()) {
            context.put("pachd_address", address);
        }
        if (forget) {
            context.remove("cluster_deployment_id");
        }
        PrivateFile.write(file, root.toPrettyString() + "\n", "rw-------");
        return Reply.ok("");
    }

    /** {@code config set context NAME}, the context as JSON on standard input. */
    Reply create(String name, String json) throws IOException {
        if (!(JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode root)
                || !(JSON.readTree(json) instanceof ObjectNode context)) {
            return Reply.error("malformed context");
        }
        if (has(name)) {
            return Reply.error("context \"" + name + "\" already exists, use `--overwrite` if you wish to replace it");
        }
        root.withObject("/v2/contexts").set(name, context.put("source", 2));
        PrivateFile.write(file, root.toPrettyString() + "\n", "rw-------");
        return Reply.ok("");
    }

    static Reply missing(String name) {
        return Reply.error("context does not exist: " + name);
    }

    private String setting(String name) throws IOException {
        return JSON.readTree(Files.readAllBytes(file)).path("v2").path(name).asText("");
    }

    private JsonNode contexts() throws IOException {
        return JSON.readTree(Files.readAllBytes(file)).path("v2").path("contexts");
    }
}
