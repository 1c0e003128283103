package lifeboat.lab.atlas;

import java.sql.SQLException;

/**
 * A timestamp service inside a process: it reserves a million at a time, and what it has not given out when it ends is lost. Two
 * of them on one store find out about each other too late.
 */
final class Timestamps {
    private static final long BLOCK = 1_000_000;

    private final AtlasTables tables;
    private long last;
    private long limit;

    private Timestamps(AtlasTables tables, long bound) {
        this.tables = tables;
        this.last = bound;
        this.limit = bound;
    }

    static Timestamps begin(AtlasTables tables) throws SQLException {
        Timestamps timestamps = new Timestamps(tables, tables.bound());
        timestamps.reserve();
        return timestamps;
    }

    private void reserve() throws SQLException {
        if (!tables.moveBound(limit, limit + BLOCK)) {
            throw new IllegalStateException(
                    "MultipleRunningTimestampServiceError: Timestamp limit changed underneath us");
        }
        limit += BLOCK;
    }

    synchronized long fresh() throws SQLException {
        if (last >= limit) {
            reserve();
        }
        return ++last;
    }

    /** Makes the next one larger than this; one that is reached already changes nothing, and that is no error either. */
    synchronized void fastForward(long to) throws SQLException {
        if (to <= last || to > Long.MAX_VALUE - BLOCK) {
            return;
        }
        if (to > limit) {
            if (!tables.moveBound(limit, to + BLOCK)) {
                throw new IllegalStateException(
                        "MultipleRunningTimestampServiceError: Timestamp limit changed underneath us");
            }
            limit = to + BLOCK;
        }
        last = to;
    }
}
