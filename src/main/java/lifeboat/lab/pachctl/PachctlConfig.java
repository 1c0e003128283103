package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code pachctl config}: the contexts in the configuration file. */
final class PachctlConfig {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final String contextOverride;
    private final String enterpriseOverride;

    /**
     * @param contextOverride {@code PACH_CONTEXT}; empty if unset
     * @param enterpriseOverride {@code PACH_ENTERPRISE_CONTEXT}; empty if unset
     */
    PachctlConfig(Path file, String contextOverride, String enterpriseOverride) {
        this.file = file;
        this.contextOverride = contextOverride;
        this.enterpriseOverride = enterpriseOverride;
    }

    String activeContext() throws IOException {
        return contextOverride.isEmpty() ? setting("active_context") : contextOverride;
    }

    String activeEnterpriseContext() throws IOException {
        if (!enterpriseOverride.isEmpty()) {
            return enterpriseOverride;
        }
        String set = setting("active_enterprise_context");
        return set.isEmpty() ? activeContext() : set;
    }

    /** The address that a context's pachd is reached at, without its scheme. */
    String address(String context) throws IOException {
        String address = contexts().path(context).path("pachd_address").asText("");
        return address.substring(address.indexOf("//") < 0 ? 0 : address.indexOf("//") + 2);
    }

    Reply get(String what) throws IOException {
        String name = what.equals("active-context") ? activeContext() : activeEnterpriseContext();
        if (name.isEmpty()) {
            return Reply.ok("NONE\n");
        }
        return contexts().has(name) ? Reply.ok(name + "\n") : missing(name);
    }

    Reply context(String name) throws IOException {
        JsonNode context = contexts().path(name);
        return context.isMissingNode() ? missing(name) : Reply.ok(context.toPrettyString() + "\n");
    }

    Reply set(String what, String name) throws IOException {
        JsonNode root = root();
        if (!root.path("v2").path("contexts").has(name)) {
            return missing(name);
        }
        ((ObjectNode) root.path("v2")).put(what.replace('-', '_'), name);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, root.toPrettyString() + "\n");
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        return Reply.ok("");
    }

    private static Reply missing(String name) {
        return Reply.error("context does not exist: " + name);
    }

    private String setting(String name) throws IOException {
        return root().path("v2").path(name).asText("");
    }

    private JsonNode contexts() throws IOException {
        return root().path("v2").path("contexts");
    }

    private JsonNode root() throws IOException {
        return JSON.readTree(Files.readAllBytes(file));
    }
}
