package lifeboat.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A disk of a few kilobytes in memory, mounted for a test; the test is skipped where that is not allowed. */
public final class SmallDisk implements AutoCloseable {
    private final Path at;

    private SmallDisk(Path at) {
        this.at = at;
    }

    /** Mounts it over that directory, which must be there. */
    public static SmallDisk at(Path directory, int kilobytes) throws IOException, InterruptedException {
        boolean mounted = Files.isExecutable(Path.of("/bin/mount"))
                && done(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + kilobytes + "k,mode=0700",
                        "lifeboat",
                        directory.toString());
        assumeTrue(mounted, "a tmpfs cannot be mounted here; that needs root");
        return new SmallDisk(directory);
    }

    /** Where it is. */
    public Path path() {
        return at;
    }

    /** Takes all the room that there is, but for what is left in the pages of files that are there; a file to be deleted. */
    public Path fill(String name) throws IOException {
        Path file = at.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
        return file;
    }

    private static boolean done(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (!done("umount", at.toString()) && !done("umount", "-l", at.toString())) {
            throw new IOException("not unmounted: " + at);
        }
    }
}
