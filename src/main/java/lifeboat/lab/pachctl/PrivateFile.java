package lifeboat.lab.pachctl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that appear whole, and with their mode. */
final class PrivateFile {
    private PrivateFile() {}

    /** Writes or replaces a file. */
    static void write(Path file, String text, String mode) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".part", "");
        Files.writeString(part, text);
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString(mode));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Makes a directory that only its owner may enter. */
    static Path directory(Path path) throws IOException {
        return Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
