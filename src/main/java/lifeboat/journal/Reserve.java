package lifeboat.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Room on the journal's disk that is given up when the disk is full, so that what is under way can still be recorded. */
final class Reserve {
    static final String NAME = "reserve";

    private final Disk disk;
    private final Path file;
    private final int size;
    private boolean there;

    Reserve(RunFolder folder, int size) {
        this.disk = folder.disk();
        this.file = folder.path().resolve(NAME);
        this.size = size;
        this.there = disk.exists(file);
    }

    /** Makes it unless it is there. */
    void make() throws IOException {
        if (there) {
            return;
        }
        byte[] bytes = new byte[size];
        // Not zeros, which some file systems do not store.
        Arrays.fill(bytes, (byte) '.');
        try (DurableFile out = disk.create(file)) {
            out.writeFully(bytes, 0);
            out.force();
        } catch (IOException e) {
            delete();
            throw e;
        }
        there = true;
    }

    /** Whether it is there or could be made. */
    boolean ready() {
        try {
            make();
            return true;
        } catch (IOException full) {
            return false;
        }
    }

    /** Gives it up; false if there was none. */
    boolean giveUp() {
        if (!there) {
            return false;
        }
        there = false;
        return delete();
    }

    private boolean delete() {
        try {
            disk.delete(file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
