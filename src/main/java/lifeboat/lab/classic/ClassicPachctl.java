package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Plays {@code pachctl} of 1.9 to 1.13 towards a lab. {@code PACHD_ADDRESS} and {@code PACH_CONTEXT} count; an address that
 * is not one of the lab's is one that nobody answers on. {@code PACH_CONFIG} does not count, since it would lead out of the
 * lab.
 */
public final class ClassicPachctl {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ClassicPachctl() {}

    /** Says so by the exit code 1, which is what Java makes of it, when a command failed. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Failed() {
            super(null, null, false, false);
        }
    }

    /**
     * Writes {@code bin/pachctl} and, for the empty cluster beside it, {@code bin/pachctl-new} into a lab's directory. Both
     * share one configuration.
     *
     * @param lab the lab's directory, which exists
     * @param java the program {@code java} and {@code -cp} with a class path that has this class
     * @param classic the running lab
     * @return {@code bin/pachctl}
     */
    public static Path install(Path lab, List<String> java, LabClassic.Setting setting, LabClassic classic)
            throws IOException {
        Path home = directory(lab.toAbsolutePath().resolve("pachctl"));
        Files.writeString(
                home.resolve("world.json"),
                JSON.createObjectNode()
                        .put("lab", classic.url().toString())
                        .put("tokenFile", setting.tokenFile().toString())
                        .toPrettyString());
        boolean auth = new Release(setting.version()).extractsAuth();
        Config.create(
                home.resolve("config.json"),
                setting.namespace(),
                setting.newNamespace(),
                auth ? LabClassic.SESSION : "");
        Path bin = directory(lab.toAbsolutePath().resolve("bin"));
        launcher(bin.resolve("pachctl-new"), java, home, "version-new", setting.newVersion());
        return launcher(bin.resolve("pachctl"), java, home, "version", setting.version());
    }

    private static Path directory(Path path) throws IOException {
        return Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static Path launcher(Path program, List<String> java, Path home, String file, String version)
            throws IOException {
        Files.writeString(home.resolve(file), version + "\n");
        String command = java.stream().map(ClassicPachctl::quoted).collect(Collectors.joining(" "));
        Files.writeString(
                program,
                """
                #!/bin/sh
                # Plays Pachyderm's pachctl of 1.x towards a lab of Lifeboat, and nothing else.
                unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
                exec %s -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m \\
                  -Dpachctl.home=%s -Dpachctl.version=%s \\
                  -Dpachctl.context="${PACH_CONTEXT-}" -Dpachctl.address="${PACHD_ADDRESS-}" \\
                  %s "$@"
                """
                        .formatted(command, quoted(home.toString()), file, ClassicPachctl.class.getName()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    /** Text as one word of the shell, whatever is in it. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Runs one command; its surroundings come in system properties that the launcher sets. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(System.getProperty("pachctl.home"));
        Release release = new Release(Files.readString(home.resolve(System.getProperty("pachctl.version", "version")))
                .strip());
        Config config = new Config(home.resolve("config.json"), System.getProperty("pachctl.context", ""));
        String address = System.getProperty("pachctl.address", "");
        // The descriptors are the process's own and are not closed here.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Function<Config, PachdLine> lines = line(home, address);
        Streams streams = new Streams(release, config, lines, new FileInputStream(FileDescriptor.in), out, err);
        int code = new Commands(release, config, lines, streams, out, err).run(List.of(arguments));
        out.flush();
        if (code != 0) {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            throw new Failed();
        }
    }

    /** The line to whoever the active context, or the address that overrides it, leads to. */
    static Function<Config, PachdLine> line(Path home, String address) {
        return config -> {
            try {
                JsonNode world = JSON.readTree(home.resolve("world.json").toFile());
                JsonNode context =
                        config.context(config.active()).orElseThrow(() -> new IOException("context does not exist"));
                return new PachdLine(
                        URI.create(world.path("lab").asText()),
                        Files.readString(Path.of(world.path("tokenFile").asText()))
                                .strip(),
                        address.isEmpty() ? context.path("pachd_address").asText() : address,
                        context.path("session_token").asText());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
