package lifeboat.runbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The runbooks and fragments in the folder {@code runbooks}, as their files are now. */
public final class ShippedBooks {
    /** The folder. */
    public static final Path FOLDER = Path.of("runbooks");

    private ShippedBooks() {}

    /** The runbooks' files, in the order of their names. */
    public static List<Path> files() throws IOException {
        return yaml(FOLDER);
    }

    /** The fragments' files, in the order of their names. */
    public static List<Path> fragments() throws IOException {
        return yaml(FOLDER.resolve("fragments"));
    }

    /** A runbook, with its fragments. */
    public static Runbook load(Path file) throws IOException, RunbookException {
        return load(file.toString(), Files.readAllBytes(file));
    }

    /** Another text of a runbook, with the fragments that are there. */
    public static Runbook load(String name, byte[] book) throws RunbookException {
        return RunbookLoader.load(name, book, path -> {
            try {
                return Files.readAllBytes(FOLDER.resolve(path));
            } catch (IOException e) {
                throw new Fragments.Missing("it cannot be read", String.valueOf(e));
            }
        });
    }

    private static List<Path> yaml(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
