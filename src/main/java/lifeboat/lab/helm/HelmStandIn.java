package lifeboat.lab.helm;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import lifeboat.lab.kube.ChartInstaller;

/**
 * Plays {@code helm} 3 towards a lab: {@code install}, {@code uninstall}, {@code list}, {@code status} and {@code get values},
 * with real effects on the API server of the context that is named. The chart is the lab's own, in the version that is named. A
 * file {@code helm/fail-after} in the lab's
 * directory holds a number: the next install fails after so many objects.
 */
public final class HelmStandIn {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    private HelmStandIn() {}

    /** Says so by the exit code 1, which is what Java makes of it, when a command failed. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Failed() {
            super(null, null, false, false);
        }
    }

    /**
     * Writes {@code bin/helm} and what it needs into a lab's directory.
     *
     * @param lab the lab's directory, which exists
     * @param java the program {@code java} and {@code -cp} with a class path that has this class
     * @return the program
     */
    public static Path install(Path lab, List<String> java, Path authority, Path tokenFile) throws IOException {
        Path home = Files.createDirectories(lab.toAbsolutePath().resolve("helm"));
        Files.writeString(
                home.resolve("world.json"),
                JSON.createObjectNode()
                        .put("authority", authority.toString())
                        .put("tokenFile", tokenFile.toString())
                        .put(
                                "kubeconfig",
                                lab.toAbsolutePath().resolve("kubeconfig").toString())
                        .toPrettyString());
        Path program =
                Files.createDirectories(lab.toAbsolutePath().resolve("bin")).resolve("helm");
        Files.writeString(
                program,
                """
                #!/bin/sh
                # Plays Helm towards a lab of Lifeboat, and nothing else.
                unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
                exec %s -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m \\
                  -Dhelm.home=%s -Dhelm.now="$(date -u +%%Y-%%m-%%dT%%H:%%M:%%SZ)" \\
                  %s "$@"
                """
                        .formatted(
                                java.stream().map(HelmStandIn::quoted).collect(Collectors.joining(" ")),
                                quoted(home.toString()),
                                HelmStandIn.class.getName()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Runs one command; its surroundings come in system properties that the launcher sets. */
    public static void main(String[] arguments) throws IOException {
        try {
            write(FileDescriptor.out, run(HelmArguments.parse(List.of(arguments))));
        } catch (IOException e) {
            write(FileDescriptor.err, "Error: " + e.getMessage() + "\n");
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            throw new Failed();
        }
    }

    private static String run(HelmArguments arguments) throws IOException {
        if (arguments.complaint().isPresent()) {
            throw new IOException(arguments.complaint().get());
        }
        List<String> words = arguments.words();
        String command = words.isEmpty() ? "" : words.get(0);
        Path home = Path.of(System.getProperty("helm.home"));
        HelmWorld world = new HelmWorld(home, System.getProperty("helm.now", ""));
        switch (command) {
            case "version":
                return "v3.14.4+g81c902a\n";
            case "install":
                needs(words, 3, "\"helm install\" requires 2 arguments");
                try {
                    return install(arguments, world, home);
                } catch (IOException e) {
                    throw new IOException("INSTALLATION FAILED: " + e.getMessage(), e);
                }
            case "uninstall":
            case "delete":
                needs(words, 2, "\"helm uninstall\" requires at least 1 argument");
                world.installer(arguments).uninstall(words.get(1));
                return "release \"" + words.get(1) + "\" uninstalled\n";
            case "list":
            case "ls":
                return HelmText.list(world.installer(arguments).list(), HelmWorld.namespace(arguments), arguments);
            case "status":
                needs(words, 2, "\"helm status\" requires 1 argument");
                return HelmText.status(world.release(arguments, words.get(1)), HelmWorld.namespace(arguments));
            case "get":
                needs(words, 3, "\"helm get values\" requires 1 argument");
                return HelmText.values(world.release(arguments, words.get(2)));
            default:
                throw new IOException("unknown command \"" + command + "\" for \"helm\"\nRun 'helm --help' for usage.");
        }
    }

    private static void needs(List<String> words, int count, String otherwise) throws IOException {
        if (words.size() != count || words.get(0).equals("get") && !words.get(1).equals("values")) {
            throw new IOException(otherwise);
        }
    }

    private static String install(HelmArguments arguments, HelmWorld world, Path home) throws IOException {
        String version = HelmChart.version(arguments);
        Path values = Path.of(arguments.flag("values"));
        if (!Files.isRegularFile(values)) {
            throw new IOException("open " + values + ": no such file or directory");
        }
        String read = JSON.writeValueAsString(
                new KubernetesSerialization().unmarshal(Files.readString(values), Object.class));
        Path fault = home.resolve("fail-after");
        int most = -1;
        if (Files.exists(fault)) {
            most = Integer.parseInt(Files.readString(fault).strip());
            Files.delete(fault);
        }
        SecureRandom random = new SecureRandom();
        String name = arguments.words().get(1);
        ChartInstaller installer = world.installer(arguments);
        installer.install(
                name,
                version,
                read,
                arguments.flag("description"),
                length -> letters(random, Integer.parseInt(length)),
                most,
                HelmChart.wait(arguments));
        return HelmText.status(world.release(arguments, name), HelmWorld.namespace(arguments));
    }

    private static String letters(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static void write(FileDescriptor to, String text) throws IOException {
        // The descriptor is the process's own and is not closed here.
        OutputStream stream = new FileOutputStream(to);
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }
}
