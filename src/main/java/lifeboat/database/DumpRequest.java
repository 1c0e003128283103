package lifeboat.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to dump, and where to.
 *
 * @param location the server; PostgreSQL itself, not a pooler in front of it
 * @param serverVersion as PostgreSQL counts (150018 is 15.18): chooses the client programs
 * @param database its plain name
 * @param directory the dump's final directory, which must not be there yet; until all is proved the dump is beside it, as
 *     {@code DIRECTORY.partial}
 * @param jobs connections that dump at the same time, 1 or more
 * @param compression 0 (none) to 9
 * @param snapshot an exported snapshot to dump by
 * @param expectedBytes the size of the database, for the progress
 * @param log where the output of the programs is kept: {@code LOG.out} and {@code LOG.err}, so that they outlive us
 * @param timeout for the dump; reading it back has the same time again
 */
public record DumpRequest(
        DatabaseLocation location,
        int serverVersion,
        String database,
        Path directory,
        int jobs,
        int compression,
        Optional<String> snapshot,
        OptionalLong expectedBytes,
        Path log,
        Duration timeout) {
    /** Checks the numbers. */
    public DumpRequest {
        if (jobs < 1 || jobs > 128) {
            throw new IllegalArgumentException("a dump has 1 to 128 jobs, not " + jobs);
        }
        if (compression < 0 || compression > 9) {
            throw new IllegalArgumentException("compression is 0 to 9, not " + compression);
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /** Where the dump is while it is being written. */
    public Path partial() {
        return directory.resolveSibling(directory.getFileName() + ".partial");
    }
}
