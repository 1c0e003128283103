package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;

/** The file by which clients find the server. JSON is YAML, so that is what it is. */
final class Kubeconfig {
    private Kubeconfig() {}

    static void write(Path file, List<ApiServer.Context> contexts) throws IOException {
        ObjectNode root = Json.object().put("apiVersion", "v1").put("kind", "Config");
        ArrayNode clusters = root.putArray("clusters");
        ArrayNode users = root.putArray("users");
        ArrayNode list = root.putArray("contexts");
        for (ApiServer.Context context : contexts) {
            ApiServer.Config config = context.server().config();
            byte[] authority = config.authorityPem().getBytes(StandardCharsets.US_ASCII);
            clusters.addObject()
                    .put("name", context.name())
                    .putObject("cluster")
                    .put("server", context.server().url().toString())
                    .put("certificate-authority-data", Base64.getEncoder().encodeToString(authority));
            if (users.isEmpty()) {
                users.addObject().put("name", config.user()).putObject("user").put("token", config.token());
            }
            list.addObject()
                    .put("name", context.name())
                    .putObject("context")
                    .put("cluster", context.name())
                    .put("user", config.user())
                    .put("namespace", context.namespace());
        }
        root.put("current-context", contexts.get(0).name());
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, root.toPrettyString() + "\n", StandardOpenOption.WRITE);
    }
}
