package lifeboat.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import lifeboat.lab.pachctl.PachctlStandIn;

/** Writes the stand-in {@code pachctl} of one lab: a launcher, the world it talks to, and a configuration file. */
final class PachctlProgram {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PachctlProgram() {}

    static Path write(
            Path lab, LabOptions options, URI kubernetes, Path authority, Path token, Path javaHome, String classPath)
            throws IOException {
        Path home = ServerAccount.privateDirectory(lab.resolve("pachctl"));
        LabDirectory.write(home.resolve("version"), options.pachctl() + "\n");
        ObjectNode world = JSON.createObjectNode()
                .put("kubernetes", kubernetes.toString())
                .put("authority", authority.toString())
                .put("tokenFile", token.toString())
                .put("namespace", options.namespace())
                .put("cluster", clusterId(options.seed()));
        LabDirectory.write(home.resolve("world.json"), world.toString());
        ObjectNode config = JSON.createObjectNode().put("user_id", "lab");
        ObjectNode contexts = config.putObject("v2")
                .put("active_context", "lab")
                .put("active_enterprise_context", "lab")
                .putObject("contexts");
        contexts.putObject("lab")
                .put("source", 2)
                .put("pachd_address", "grpc://127.0.0.1:30650")
                .put("namespace", options.namespace());
        contexts.putObject("other").put("source", 2).put("pachd_address", "grpc://pachd.example.org:30650");
        LabDirectory.write(home.resolve("config.json"), config.toPrettyString() + "\n");

        Path program = ServerAccount.privateDirectory(lab.resolve("bin")).resolve("pachctl");
        LabDirectory.write(
                program,
                String.join(
                        "\n",
                        "#!/bin/sh",
                        "# Stands in for Pachyderm's pachctl, inside a lab only.",
                        "exec " + quoted(javaHome.resolve("bin/java").toString())
                                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx64m \\",
                        "  -Dpachctl.home=" + quoted(home.toString()) + " \\",
                        "  -Dpachctl.config=\"${PACH_CONFIG:-"
                                + escaped(home.resolve("config.json").toString()) + "}\" \\",
                        "  -Dpachctl.context=\"$PACH_CONTEXT\" -Dpachctl.enterprise=\"$PACH_ENTERPRISE_CONTEXT\" \\",
                        "  -Dpachctl.now=\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\" \\",
                        "  -cp " + quoted(classPath) + " " + PachctlStandIn.class.getName() + " \"$@\"",
                        ""));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private static String clusterId(long seed) {
        return UUID.nameUUIDFromBytes(("lab " + seed).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** For use between double quotes. */
    private static String escaped(String text) {
        return text.replaceAll("([\\\\\"$`])", "\\\\$1");
    }
}
