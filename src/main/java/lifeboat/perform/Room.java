package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares the room that there is on a disk with the room that is needed there. */
final class Room {
    /** What a run writes for itself: its journal with the output of programs, and what is kept back for a full disk. */
    static final long OWN = (1L << 20) + (64 << 10);

    /** Estimates are wrong, and others write too. */
    private static final int AT_EASE = 10;

    private Room() {}

    /** Fails below what is needed, and warns below ten times as much. */
    static void judge(Sheet sheet, String row, Path folder, long need, String hint) throws PerformException {
        long free = free(folder);
        String words = Words.bytes(free) + " free for " + Words.bytes(need) + " at " + folder;
        if (free < need) {
            sheet.fail(row, words, hint);
        } else if (free / AT_EASE < need) {
            sheet.warn(row, words + ": less than ten times as much");
        } else {
            sheet.pass(row, words);
        }
    }

    private static long free(Path folder) throws PerformException {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new PerformException(
                    "the free space at " + folder + " cannot be told: " + Reasons.message(e),
                    "Check that directory.",
                    e);
        }
    }

    /** Whether two folders are on one disk. */
    static boolean isShared(Path one, Path other) throws PerformException {
        try {
            return Files.getFileStore(one).equals(Files.getFileStore(other));
        } catch (IOException e) {
            throw new PerformException(
                    "the disks of " + one + " and " + other + " cannot be told: " + Reasons.message(e),
                    "Check these directories.",
                    e);
        }
    }
}
