package lifeboat.lab.atlas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lifeboat.lab.program.Invocation;
import lifeboat.lab.program.Switchboard;

/**
 * Plays the command line tool {@code atlasdb}: the order of its options, its exit codes, its silence, and what it does to a
 * store, as the real one was seen to do it in each version.
 */
public final class AtlasStandIn {
    /** While a file of this name is beside its {@code bin}, a command that has done its work does not end. */
    public static final String HANGS = "hangs";

    private static final long LONGEST_HANG_NANOS = TimeUnit.MINUTES.toNanos(2);

    private AtlasStandIn() {}

    /**
     * Writes {@code bin/atlasdb} with its jars beside it, which are empty and have the version in their names.
     *
     * @param home a directory of its own
     * @param switchboard where the program is played
     * @param version such as {@code 0.309.0}; {@code 0.22.0-branch} for a build with {@code backup-lock}
     * @return the program
     */
    public static Path install(Path home, Switchboard switchboard, String version) throws IOException {
        Release release = Release.parse(version);
        Path lib = Files.createDirectories(home.resolve("lib"));
        for (String jar : List.of("atlasdb-cli", "atlasdb-api", "atlasdb-dbkvs")) {
            Files.writeString(lib.resolve(jar + "-" + release.version() + ".jar"), "");
        }
        Path hangs = home.resolve(HANGS);
        return switchboard.install(
                Files.createDirectories(home.resolve("bin")).resolve("atlasdb"),
                "AtlasDB's own program",
                List.of(),
                invocation -> run(release, hangs, invocation));
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

    private static boolean run(Release release, Path hangs, Invocation invocation) {
        Reply reply = new CliCommands(release, invocation.directory()).run(invocation.arguments());
        long deadline = System.nanoTime() + LONGEST_HANG_NANOS;
        while (Files.exists(hangs)
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(20_000_000);
        }
        invocation.complain(reply.err());
        invocation.print(reply.out());
        return reply.succeeded();
    }
}
