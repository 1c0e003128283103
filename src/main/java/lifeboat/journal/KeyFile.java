package lifeboat.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Supplier;

/** A file with a key of this installation, mode 0600, made once by whoever is first. */
final class KeyFile {
    private KeyFile() {}

    /** The file's bytes; it is made with these if it is not there. */
    static byte[] readOrMake(Path file, Supplier<byte[]> fresh) throws IOException {
        RealDisk disk = new RealDisk();
        if (!disk.exists(file)) {
            make(disk, file, fresh.get());
        }
        return disk.read(file);
    }

    /** A link to a finished file is made in one step and fails when somebody was faster: then theirs is the key. */
    private static void make(RealDisk disk, Path file, byte[] key) throws IOException {
        Path unfinished = file.resolveSibling(
                "." + file.getFileName() + "." + HexFormat.of().toHexDigits(new SecureRandom().nextLong()));
        try {
            try (DurableFile out = disk.create(unfinished)) {
                out.writeFully(key, 0);
                out.force();
            }
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException e) {
            // Somebody was faster.
        } finally {
            Files.deleteIfExists(unfinished);
        }
        Path directory = file.getParent();
        if (directory != null) {
            disk.forceDirectory(directory);
        }
    }
}
