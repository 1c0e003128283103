package lifeboat.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import lifeboat.database.DatabaseException.Kind;

/** Files of a dump: how large they are, what is in them, and that they are on the disk for good. */
final class Disk {
    private Disk() {}

    /** The bytes in a directory or a file that may change while it is looked at; 0 if there is nothing. */
    static long size(Path path) {
        long[] sum = new long[1];
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.size();
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            return sum[0];
        }
        return sum[0];
    }

    /** The regular files under a directory in order of their relative names; anything else there is an error. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> files = all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted(Comparator.comparing(path -> relative(directory, path)))
                    .toList();
            for (Path file : files) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException(file + " is no regular file");
                }
            }
            return files;
        }
    }

    static String relative(Path directory, Path file) {
        return directory
                .relativize(file)
                .toString()
                .replace(file.getFileSystem().getSeparator(), "/");
    }

    /** Hashes a file, telling how many bytes were read each time. */
    static String sha256(Path file, LongConsumer read) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 18];
            int count;
            while ((count = in.read(buffer)) > 0) {
                digest.update(buffer, 0, count);
                read.accept(count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Forces a file or a directory to the disk. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Gives what was proved its final name, for good; nothing may have that name. */
    static void publish(Path partial, Path target) throws IOException, DatabaseException {
        refuseExisting(target);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        force(parent(target));
    }

    static void refuseExisting(Path target) throws DatabaseException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new DatabaseException(
                    Kind.EXISTS,
                    target + " is there already",
                    "Nothing is ever overwritten: choose another backup directory, or move this one away yourself.");
        }
    }

    static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }

    static DatabaseException failed(String what, Path where, IOException e) {
        return new DatabaseException(
                Kind.DISK,
                "cannot " + what + " " + where + ": " + e.getMessage(),
                "Check that the directory is there, is ours, and that the disk has room.",
                e);
    }
}
