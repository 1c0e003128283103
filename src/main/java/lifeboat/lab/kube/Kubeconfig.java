package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/** The file by which clients find the server. JSON is YAML, so that is what it is. */
final class Kubeconfig {
    private Kubeconfig() {}

    static void write(Path file, URI url, ApiServer.Config config, String context, String namespace)
            throws IOException {
        ObjectNode root = Json.object().put("apiVersion", "v1").put("kind", "Config");
        ObjectNode cluster = root.putArray("clusters").addObject().put("name", context);
        cluster.putObject("cluster")
                .put("server", url.toString())
                .put(
                        "certificate-authority-data",
                        Base64.getEncoder().encodeToString(config.authorityPem().getBytes(StandardCharsets.US_ASCII)));
        ObjectNode user = root.putArray("users").addObject().put("name", config.user());
        user.putObject("user").put("token", config.token());
        ObjectNode entry = root.putArray("contexts").addObject().put("name", context);
        entry.putObject("context")
                .put("cluster", context)
                .put("user", config.user())
                .put("namespace", namespace);
        root.put("current-context", context);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, root.toPrettyString() + "\n", StandardOpenOption.WRITE);
    }
}
