package lifeboat.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.process.Secret;
import org.jspecify.annotations.Nullable;

/** A password on its way to a client program: a file of mode 0600 that is gone when the program is over. */
final class PasswordFile implements AutoCloseable {
    private static final String PREFIX = "pgpass-";

    private final @Nullable Path file;

    private PasswordFile(@Nullable Path file) {
        this.file = file;
    }

    /** Writes the password of this location, if there is one, into a fresh file in the directory. */
    static PasswordFile write(Path directory, DatabaseLocation location) throws DatabaseException {
        if (location.password().filter(password -> !password.isEmpty()).isEmpty()) {
            return new PasswordFile(null);
        }
        String password = location.password().map(Secret::reveal).orElse("");
        if (password.matches("(?s).*[\\r\\n\\x00].*")) {
            throw new DatabaseException(
                    Kind.LOGIN,
                    "the password of " + location.user()
                            + " has a line break or a zero byte, which no password file can hold",
                    "Check where the password comes from: often a line break at its end was read with it.");
        }
        String line = String.join(
                        ":",
                        Quoting.passwordField(location.host()),
                        Integer.toString(location.port()),
                        "*",
                        Quoting.passwordField(location.user()),
                        Quoting.passwordField(password))
                + "\n";
        Path file = directory.resolve(PREFIX + UUID.randomUUID());
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (SeekableByteChannel out = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            return new PasswordFile(file);
        } catch (IOException e) {
            deleteQuietly(file);
            throw Disk.failed("write a password file in", directory, e);
        }
    }

    /** Where it is; nothing without a password. */
    Optional<Path> path() {
        return Optional.ofNullable(file);
    }

    /** Deletes what a process of ours that was killed has left in the directory. */
    static void removeLeftovers(Path directory) throws DatabaseException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw Disk.failed("remove password files in", directory, e);
        }
    }

    @Override
    public void close() throws DatabaseException {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw Disk.failed("delete the password file", file, e);
            }
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The failure that brought us here is the one to tell.
            return;
        }
    }
}
