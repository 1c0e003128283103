package lifeboat;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether the disk of the audit has room for one more run. */
final class AuditRoom {
    /** A journal as long as they get, with what is kept back for a full disk. */
    static final long NEED = (1L << 20) + (64 << 10);

    private static final int AT_EASE = 10;
    private static final int KIBIBYTE = 1024;

    private AuditRoom() {}

    /**
     * Refuses a run that could not be recorded to its end, and complains when there is little more room than that.
     *
     * @param state the state directory, which need not have runs yet
     */
    static void check(Path state, Machine machine) throws Complaint {
        Path runs = state.resolve("runs");
        Path folder = Files.isDirectory(runs) ? runs : state;
        long free;
        try {
            FileStore store = Files.getFileStore(folder);
            if (store.getTotalSpace() == 0) {
                // A file system that does not tell.
                return;
            }
            free = store.getUsableSpace();
        } catch (IOException unknown) {
            // Whoever cannot look there cannot write there either, and is told so by what writes first.
            return;
        }
        String words =
                free / KIBIBYTE + " KiB free, and a run's audit may take " + NEED / KIBIBYTE + " KiB, at " + folder;
        if (free < NEED) {
            throw Complaint.refused(
                    "the disk of the audit has no room for a run: " + words,
                    "Make room there, or set LIFEBOAT_STATE to a directory on another disk.");
        }
        if (free / AT_EASE < NEED) {
            machine.complain("lifeboat: the disk of the audit has little room: " + words);
        }
    }
}
