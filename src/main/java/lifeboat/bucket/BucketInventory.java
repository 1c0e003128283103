package lifeboat.bucket;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lifeboat.bucket.BucketException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Lists a bucket into a file and reads such a file back. A line is a JSON object with {@code key}, {@code size},
 * {@code etag}, {@code lastModified}, and {@code proof}: {@code md5} if the entity tag is one, {@code parts} if the
 * object was uploaded in parts, else {@code none}.
 */
public final class BucketInventory {
    private BucketInventory() {}

    /**
     * Writes all objects of a bucket in the order of its listing. The file appears complete, with mode 0600, or not
     * at all; an older one is replaced.
     *
     * @throws BucketException with kind {@code STOPPED} if cancelled
     */
    public static InventoryFile write(
            ObjectStore store, Path file, TransferProgress.Listener listener, BooleanSupplier cancelled)
            throws BucketException {
        try (TransferMeter meter = new TransferMeter(listener, store::tally);
                InventoryWriter writer = new InventoryWriter(file)) {
            ObjectListing listing = store.list();
            for (ObjectRow row = listing.next(); row != null; row = listing.next()) {
                if (cancelled.getAsBoolean()) {
                    throw new BucketException(Kind.STOPPED, "stopped while listing", "Run it again.");
                }
                meter.saw(row);
                meter.skipped(row);
                writer.add(row, Optional.empty());
            }
            meter.allKnown = true;
            return writer.finish();
        }
    }

    /** Opens an inventory as a listing. Close it. */
    public static Reading read(Path file) throws BucketException {
        try {
            return new Reading(file, Files.newBufferedReader(file));
        } catch (IOException e) {
            throw unreadable(file, 0, e);
        }
    }

    private static BucketException unreadable(Path file, long line, IOException e) {
        return new BucketException(
                Kind.LOCAL,
                "reading " + file + (line == 0 ? "" : " line " + line) + ": " + PrivateFiles.reason(e),
                "The inventory is damaged or not one; compare its SHA-256 with the manifest.",
                e);
    }

    /** An inventory that is being read, one line in memory. The order is checked as for a bucket. */
    public static final class Reading implements ObjectListing, AutoCloseable {
        private final Path file;
        private final BufferedReader lines;
        private final ObjectListing rows;
        private long number;

        private Reading(Path file, BufferedReader lines) {
            this.file = file;
            this.lines = lines;
            this.rows = KeyOrder.checked(this::line, file.toString());
        }

        @Override
        public @Nullable ObjectRow next() throws BucketException {
            return rows.next();
        }

        @Override
        public void close() throws BucketException {
            try {
                lines.close();
            } catch (IOException e) {
                throw unreadable(file, 0, e);
            }
        }

        private @Nullable ObjectRow line() throws BucketException {
            try {
                String line = lines.readLine();
                number++;
                return line == null ? null : InventoryLines.read(line);
            } catch (IOException e) {
                throw unreadable(file, number, e);
            }
        }
    }
}
