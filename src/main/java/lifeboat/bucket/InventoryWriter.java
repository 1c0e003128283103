package lifeboat.bucket;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import lifeboat.bucket.BucketException.Kind;

/** Writes an inventory under a temporary name; only {@link #finish} gives it its own. */
final class InventoryWriter implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final MessageDigest digest = Digests.sha256();
    private final OutputStream out;
    private long objects;
    private long bytes;

    InventoryWriter(Path file) throws BucketException {
        this.file = file;
        this.partial = file.resolveSibling("." + file.getFileName() + ".partial");
        try {
            Files.deleteIfExists(partial);
            this.channel = PrivateFiles.create(partial);
        } catch (IOException e) {
            throw local(e);
        }
        this.out = new BufferedOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), digest), 1 << 16);
    }

    void add(ObjectRow row, Optional<InventoryLines.Kept> kept) throws BucketException {
        try {
            out.write(InventoryLines.write(row, kept));
        } catch (IOException e) {
            throw local(e);
        }
        objects++;
        bytes += row.size();
    }

    InventoryFile finish() throws BucketException {
        try {
            out.flush();
            channel.force(true);
            channel.close();
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            PrivateFiles.forceFolder(file);
        } catch (IOException e) {
            throw local(e);
        }
        return new InventoryFile(file, objects, bytes, Digests.hex(digest));
    }

    /** Drops what was not finished. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(partial);
        } catch (IOException ignored) {
            // A partial file that stays is replaced by the next attempt.
        }
    }

    private BucketException local(IOException e) {
        return new BucketException(
                Kind.LOCAL,
                "writing " + file + ": " + PrivateFiles.reason(e),
                "Check the free space and the permissions of the folder.",
                e);
    }
}
