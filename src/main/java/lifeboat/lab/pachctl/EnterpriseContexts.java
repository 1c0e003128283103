package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** The contexts of somebody who looks after an enterprise server, and works with one of its clusters most of the time. */
public final class EnterpriseContexts {
    /** The context that leads to the enterprise server; it is not the enterprise context until somebody makes it that. */
    public static final String ENTERPRISE = "enterprise";

    private EnterpriseContexts() {}

    /**
     * Replaces the contexts of a lab's stand-in, which is installed.
     *
     * @param lab the lab's directory
     * @param address where the enterprise server is
     */
    public static void write(Path lab, String address) throws IOException {
        ObjectNode config = new ObjectMapper().createObjectNode().put("user_id", "lab");
        ObjectNode contexts =
                config.putObject("v2").put("active_context", "production").putObject("contexts");
        contexts.putObject("production")
                .put("source", 2)
                .put("pachd_address", "grpc://pachd.production.example.org:30650");
        contexts.putObject(ENTERPRISE)
                .put("source", 2)
                .put("pachd_address", address)
                .put("enterprise_server", true);
        PrivateFile.write(
                lab.toAbsolutePath().resolve("pachctl").resolve("config.json"),
                config.toPrettyString() + "\n",
                "rw-------");
    }
}
