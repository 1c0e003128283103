package lifeboat.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Directories that only their owner may look into, and that nobody else can have put in our way. */
final class PrivateDirectories {
    private static final int WORLD_WRITABLE = 0002;
    private static final int STICKY = 01000;

    private PrivateDirectories() {}

    /** Makes a directory that must not be there, mode 0700. */
    static void create(Path directory) throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Makes it unless it is there; what is there must be a directory, not a link to one. */
    static void createIfMissing(Path directory) throws IOException {
        try {
            create(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    /** Makes the state directory, with what is above it, unless it is there; and refuses it when others may write. */
    static void prepareRoot(Path root) throws JournalException {
        try {
            Path parent = root.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            if (!Files.exists(root, NOFOLLOW_LINKS)) {
                createIfMissing(root);
            }
        } catch (IOException e) {
            throw new JournalException(
                    "could not make the state directory " + root + ": " + e.getMessage(),
                    "Look at the permissions there, or name another place with LIFEBOAT_STATE.",
                    e);
        }
        check(root);
    }

    /** Refuses a state directory that is a link, or that others may write into or put another one in place of. */
    static void check(Path root) throws JournalException {
        if (Files.isSymbolicLink(root)) {
            throw new JournalException(
                    "the state directory " + root + " is a symbolic link",
                    "Name the real directory with LIFEBOAT_STATE.");
        }
        if (!Files.isDirectory(root, NOFOLLOW_LINKS)) {
            throw new JournalException(
                    "the state directory " + root + " is not a directory", "Name another with LIFEBOAT_STATE.");
        }
        if ((mode(root) & WORLD_WRITABLE) != 0) {
            throw new JournalException(
                    "anybody may write into the state directory " + root,
                    "Take that away with: chmod 700 " + root + ", and look at what is in it.");
        }
        Path parent = root.getParent();
        if (parent != null && (mode(parent) & (WORLD_WRITABLE | STICKY)) == WORLD_WRITABLE) {
            throw new JournalException(
                    "anybody may put another directory in place of the state directory " + root,
                    "Take that away with: chmod o-w " + parent + ", or name another place with LIFEBOAT_STATE.");
        }
    }

    private static int mode(Path directory) throws JournalException {
        try {
            return (int) Files.getAttribute(directory, "unix:mode");
        } catch (IOException e) {
            throw new JournalException(
                    "could not look at " + directory + ": " + e.getMessage(), "Look at the permissions there.", e);
        }
    }
}
