package lifeboat.database;

import java.time.Duration;
import java.util.OptionalLong;
import lifeboat.process.Running;

/** Is told how a dump goes on. Must not block for long. */
public interface DumpListener {
    /** Hears nothing. */
    DumpListener SILENT = new DumpListener() {};

    /** What is being done. */
    enum Phase {
        /** {@code pg_dump} or {@code pg_dumpall} writes. */
        DUMPING,
        /** {@code pg_restore} reads everything back. */
        READING_BACK,
        /** Files are hashed and forced to disk. */
        HASHING,
        /** {@code pg_restore} writes into a database. */
        RESTORING
    }

    /**
     * How far it is.
     *
     * @param bytes on disk in {@code DUMPING}, hashed in {@code HASHING}; compressed, so usually less than the total at the end
     * @param total the size of the database in {@code DUMPING}, of the dump in {@code HASHING}; nothing when it is not known
     * @param bytesPerSecond over the last seconds; 0 or more
     * @param elapsed since this phase began
     */
    record Progress(Phase phase, long bytes, OptionalLong total, long bytesPerSecond, Duration elapsed) {}

    /**
     * A program was started: pid, start ticks and masked argument list are to be kept before anything else. Called before it is
     * waited for. {@link Running#stop()} ends the dump.
     */
    default void started(Running program) {}

    /** How far it is, at most about five times a second, and once at the end of each phase. */
    default void progress(Progress progress) {}

    /** One line of a program's output, masked. */
    default void line(String line) {}
}
