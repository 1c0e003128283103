package lifeboat.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files under a run's folder; a test can put a disk here that loses what was not forced. */
interface Disk {
    /** Makes a file that must not be there, readable by its owner only; follows no symbolic link. */
    DurableFile create(Path file) throws IOException;

    /** Opens a file that must be there for writing; follows no symbolic link. */
    DurableFile open(Path file) throws IOException;

    /** All bytes of a file; follows no symbolic link. */
    byte[] read(Path file) throws IOException;

    boolean exists(Path file);

    /** The names in a directory, sorted; empty when it is not there. */
    List<String> names(Path directory) throws IOException;

    /** Renames within a directory, in one step, over what has the new name. */
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /** Returns when the names in the directory are on disk. */
    void forceDirectory(Path directory) throws IOException;

    /** Makes a directory for the owner only unless it is there; what is above it must be there. */
    void makePrivate(Path directory) throws IOException;

    /** Puts a whole file in place: it is there with all its bytes, or as it was before. */
    default void replace(Path file, byte[] bytes) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("no directory for " + file);
        }
        Path unfinished = directory.resolve("." + file.getFileName() + ".unfinished");
        if (exists(unfinished)) {
            delete(unfinished);
        }
        try (DurableFile out = create(unfinished)) {
            out.writeFully(bytes, 0);
            out.force();
        }
        rename(unfinished, file);
        forceDirectory(directory);
    }
}
