package lifeboat.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A place for files that harnesses write again and again; it is deleted when the process ends. */
final class Scratch {
    private Scratch() {}

    static Path file(String name) {
        try {
            Path folder = Files.createTempDirectory("lifeboat-fuzz");
            Path file = folder.resolve(name);
            // In the other order than they are deleted in.
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
