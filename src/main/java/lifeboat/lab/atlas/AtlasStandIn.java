package lifeboat.lab.atlas;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Plays the command line tool {@code atlasdb}: the order of its options, its exit codes, its silence, and what it does to a
 * store, as the real one was seen to do it in each version.
 */
public final class AtlasStandIn {
    /** While a file of this name is beside its {@code bin}, a command that has done its work does not end. */
    public static final String HANGS = "hangs";

    private static final long LONGEST_HANG_NANOS = TimeUnit.MINUTES.toNanos(2);

    private AtlasStandIn() {}

    /** Says so by the exit code 1, which is what Java makes of it, when a command failed. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Failed() {
            super(null, null, false, false);
        }
    }

    /**
     * Writes {@code bin/atlasdb} with its jars beside it, which are empty and have the version in their names.
     *
     * @param home a directory of its own
     * @param java the program {@code java} and {@code -cp} with a class path that has this class
     * @param version such as {@code 0.309.0}; {@code 0.22.0-branch} for a build with {@code backup-lock}
     * @return the program
     */
    public static Path install(Path home, List<String> java, String version) throws IOException {
        Release release = Release.parse(version);
        Path lib = Files.createDirectories(home.resolve("lib"));
        for (String jar : List.of("atlasdb-cli", "atlasdb-api", "atlasdb-dbkvs")) {
            Files.writeString(lib.resolve(jar + "-" + release.version() + ".jar"), "");
        }
        return program(
                Files.createDirectories(home.resolve("bin")).resolve("atlasdb"),
                java,
                List.of(
                        AtlasStandIn.class.getName(),
                        version,
                        home.resolve(HANGS).toString()));
    }

    /** Writes a program of the shell that starts a class with these arguments and its own. */
    static Path program(Path file, List<String> java, List<String> words) throws IOException {
        Files.writeString(
                file,
                """
                #!/bin/sh
                # Plays a part in a lab of Lifeboat, and nothing else.
                unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
                exec %s -Xshare:auto -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx96m %s "$@"
                """
                        .formatted(quoted(java), quoted(words)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    /** Writes a program of the shell that is the machine's own of that name, found behind it on the path. */
    static void wrapper(Path file, String name) throws IOException {
        Files.writeString(
                file,
                """
                #!/bin/sh
                # The machine's own %s, as a program of the lab.
                PATH=/usr/local/bin:/usr/bin:/bin exec %s "$@"
                """
                        .formatted(name, name));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String quoted(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    /** Runs one command; the version is the first argument, and a file that keeps it from ending the second. */
    public static void main(String[] arguments) throws IOException {
        List<String> all = List.of(arguments);
        Reply reply = new CliCommands(Release.parse(all.get(0))).run(all.subList(2, all.size()));
        long deadline = System.nanoTime() + LONGEST_HANG_NANOS;
        while (Files.exists(Path.of(all.get(1))) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
        }
        write(FileDescriptor.err, reply.err());
        write(FileDescriptor.out, reply.out());
        if (!reply.succeeded()) {
            Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {});
            throw new Failed();
        }
    }

    private static void write(FileDescriptor to, String text) throws IOException {
        // The descriptor is the process's own and is not closed here.
        OutputStream stream = new FileOutputStream(to);
        stream.write(text.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }
}
