package lifeboat.process;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file of mode 0600 that takes the output of a program. */
final class OutputFile {
    private OutputFile() {}

    /** Makes the file if it is not there, and says how long it is. */
    static long open(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        return Files.size(file);
    }

    /** Rewrites the file, secrets masked, lines bounded; the old content is there until the new one is complete. */
    static void mask(Path file, Masker masker) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".masked");
        Files.deleteIfExists(fresh);
        open(fresh);
        try (InputStream in = Files.newInputStream(file);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh, StandardOpenOption.WRITE))) {
            LineCutter cutter = new LineCutter(masker, line -> {
                try {
                    out.write(line.getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            byte[] buffer = new byte[8192];
            int read;
            while ((read = in.read(buffer)) > 0) {
                cutter.feed(buffer, read);
            }
            cutter.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
