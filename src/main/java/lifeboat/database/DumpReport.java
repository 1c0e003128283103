package lifeboat.database;

import java.time.Duration;
import java.util.List;

/**
 * What a finished dump is, after everything in it was read back, hashed and forced to disk.
 *
 * @param files relative to the dump's directory, with {@code /}, in order of their names; for a single file, its name
 * @param bytes all files together
 * @param tocEntries entries in the table of contents; 0 for the globals
 * @param duration from the start of the program to the end of the proof
 * @param argv the argument list, masked
 * @param toolVersion of {@code pg_dump} or {@code pg_dumpall}
 */
public record DumpReport(
        List<File> files, long bytes, int tocEntries, Duration duration, List<String> argv, String toolVersion) {
    /**
     * One file.
     *
     * @param path relative to the dump's directory
     * @param size in bytes
     * @param sha256 lower-case hex
     */
    public record File(String path, long size, String sha256) {}

    /** Copies the lists. */
    public DumpReport {
        files = List.copyOf(files);
        argv = List.copyOf(argv);
    }
}
