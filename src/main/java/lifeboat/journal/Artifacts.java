package lifeboat.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Longer texts of a run, each kept under its SHA-256 in {@code artifacts/}, so that a record can name it for good. */
public final class Artifacts {
    private final Disk disk;
    private final Path directory;

    Artifacts(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Keeps the bytes, on disk when it returns, and hands out their lower-case hex SHA-256. */
    public String store(byte[] bytes) throws JournalException {
        String digest = Digests.hex(bytes);
        Path file = directory.resolve(digest);
        try {
            if (!disk.exists(file)) {
                disk.replace(file, bytes);
            }
        } catch (IOException e) {
            throw new JournalException(
                    "could not keep an artifact at " + file + ": " + e.getMessage(),
                    "Look for free space and permissions there.",
                    e);
        }
        return digest;
    }

    /** The bytes under a digest; refuses what has changed since. */
    public byte[] read(String digest) throws JournalException {
        if (!digest.matches("[0-9a-f]{64}")) {
            throw new JournalException("not the digest of an artifact", "It has 64 characters of 0-9 and a-f.");
        }
        Path file = directory.resolve(digest);
        byte[] bytes;
        try {
            bytes = disk.read(file);
        } catch (IOException e) {
            throw new JournalException(
                    "could not read the artifact " + file + ": " + e.getMessage(),
                    "The journal names it; without it the run's record is not complete.",
                    e);
        }
        if (!Digests.hex(bytes).equals(digest)) {
            throw new JournalException(
                    "the artifact " + file + " is not what it was when it was written",
                    "Its name is the SHA-256 of what it held; somebody or something changed it.");
        }
        return bytes;
    }
}
