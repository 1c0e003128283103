package lifeboat.lab.pachctl;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Plays {@code pachctl} of the 2.x lines towards a lab: version, contexts, and pausing with real effects. The
 * environment's {@code PACH_CONTEXT} and {@code PACH_ENTERPRISE_CONTEXT} count; {@code PACH_CONFIG} and
 * {@code PACHD_ADDRESS} do not, since they would lead out of the lab.
 */
public final class PachctlStandIn {
    private static final String MODE = "rw-------";

    private PachctlStandIn() {}

    /** Says so by the exit code 1, which is what Java makes of it, when a command failed. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Failed() {
            super(null, null, false, false);
        }
    }

    /**
     * Writes {@code bin/pachctl} and what it needs into a lab's directory. Its version is read from the file
     * {@code pachctl/version} at each start, and may be changed there.
     *
     * @param lab the lab's directory, which exists
     * @param java the program {@code java} and {@code -cp} with a class path that has this class
     * @param version such as {@code 2.8.4} or {@code 2.12.0-rc.3}; pachd claims to be of the same
     * @return the program
     */
    public static Path install(Path lab, List<String> java, PachctlWorld world, String version) throws IOException {
        Path home = PrivateFile.directory(lab.toAbsolutePath().resolve("pachctl"));
        PrivateFile.write(home.resolve("version"), version + "\n", MODE);
        PrivateFile.write(home.resolve("world.json"), world.json() + "\n", MODE);
        PrivateFile.write(home.resolve("config.json"), PachctlConfig.initial(world.namespace()) + "\n", MODE);
        Path program =
                PrivateFile.directory(lab.toAbsolutePath().resolve("bin")).resolve("pachctl");
        String command = java.stream().map(PachctlStandIn::quoted).collect(Collectors.joining(" "));
        PrivateFile.write(
                program,
                """
                #!/bin/sh
                # Plays Pachyderm's pachctl towards a lab of Lifeboat, and nothing else.
                unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
                exec %s -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx64m \\
                  -Dpachctl.home=%s \\
                  -Dpachctl.context="${PACH_CONTEXT-}" -Dpachctl.enterprise="${PACH_ENTERPRISE_CONTEXT-}" \\
                  -Dpachctl.now="$(date -u +%%Y-%%m-%%dT%%H:%%M:%%S.%%NZ)" \\
                  %s "$@"
                """
                        .formatted(command, quoted(home.toString()), PachctlStandIn.class.getName()),
                "rwx------");
        return program;
    }

    /** Text as one word of the shell, whatever is in it. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Runs one command; its surroundings come in system properties that the launcher sets. */
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(System.getProperty("pachctl.home"));
        PachctlConfig config = new PachctlConfig(
                home.resolve("config.json"),
                System.getProperty("pachctl.context", ""),
                System.getProperty("pachctl.enterprise", ""));
        Commands commands = new Commands(
                PachctlWorld.read(home.resolve("world.json")),
                config,
                new Release(Files.readString(home.resolve("version")).strip()),
                instant(System.getProperty("pachctl.now", "")));
        Reply reply = commands.run(List.of(arguments));
        // Notes come before what a command says; an error comes after it.
        if (reply.succeeded()) {
            write(FileDescriptor.err, reply.err());
            write(FileDescriptor.out, reply.out());
        } else {
            write(FileDescriptor.out, reply.out());
            write(FileDescriptor.err, reply.err());
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            throw new Failed();
        }
    }

    /** Not every {@code date} knows fractions; one that does not leaves letters in their place. */
    private static Instant instant(String text) {
        return Instant.parse(text.replaceAll("\\.\\D*$", "Z"));
    }

    private static void write(FileDescriptor to, String text) throws IOException {
        // The descriptor is the process's own and is not closed here.
        OutputStream stream = new FileOutputStream(to);
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }
}
