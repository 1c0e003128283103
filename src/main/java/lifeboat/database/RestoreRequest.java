package lifeboat.database;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What to restore, and where to.
 *
 * @param location the server; PostgreSQL itself, not a pooler in front of it
 * @param dumpMajor the major version of the server that was dumped: {@code pg_restore} must not be older
 * @param directory the dump, in directory format
 * @param database the plain name of an empty database that is there
 * @param jobs connections that restore at the same time, 1 to 128
 * @param log where the output of the program is kept: {@code LOG.out} and {@code LOG.err}
 * @param timeout for the restore
 */
public record RestoreRequest(
        DatabaseLocation location,
        int dumpMajor,
        Path directory,
        String database,
        int jobs,
        Path log,
        Duration timeout) {
    /** Checks the number. */
    public RestoreRequest {
        if (jobs < 1 || jobs > 128) {
            throw new IllegalArgumentException("a restore has 1 to 128 jobs, not " + jobs);
        }
        directory = directory.toAbsolutePath().normalize();
    }
}
