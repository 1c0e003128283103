package lifeboat.bucket;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only the operator may read, and that nobody can plant beforehand. */
final class PrivateFiles {
    private PrivateFiles() {}

    /** A new file of mode 0600; fails if the name is taken, also by a link. */
    static FileChannel create(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /** A folder of mode 0700, new or there already; its parent must exist. A link in its place is refused. */
    static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (FileAlreadyExistsException e) {
                // Another thread may have been first; anything but a folder is a reason to stop.
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
        }
    }

    /** Makes a rename durable. */
    static void forceFolder(Path fileInIt) throws IOException {
        Path folder = fileInIt.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static String reason(IOException e) {
        if (e instanceof FileSystemException && ((FileSystemException) e).getReason() == null) {
            return e.getClass().getSimpleName().replace("Exception", "") + " " + e.getMessage();
        }
        return String.valueOf(e.getMessage());
    }
}
