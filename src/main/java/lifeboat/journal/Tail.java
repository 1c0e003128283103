package lifeboat.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;

/**
 * The end of a journal, where records are written: its last file, and up to where that is good.
 *
 * <p>When writing fails, the file is put back to its last good record. When forcing fails it is never tried again, because a
 * second attempt would succeed without having kept anything: the file is then suspect, and the journal goes on in a new one.
 */
final class Tail implements Closeable {
    private final RunFolder folder;
    private DurableFile file;
    private int number;
    private long end;
    private boolean suspect;

    private Tail(RunFolder folder, DurableFile file, int number, long end) {
        this.folder = folder;
        this.file = file;
        this.number = number;
        this.end = end;
    }

    /** Thrown when nobody can say whether what was written is there. */
    static final class SuspectException extends IOException {
        private static final long serialVersionUID = 1L;

        SuspectException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The tail of a new journal. */
    static Tail create(RunFolder folder) throws IOException {
        DurableFile file = folder.disk().create(folder.journal());
        folder.disk().forceDirectory(folder.path());
        return new Tail(folder, file, 0, 0);
    }

    /**
     * The tail of a journal that was read. What was read may be in memory only: a killed process leaves written lines that
     * were never forced, and one whose force failed leaves lines that a second force would not write any more. So the last
     * lines that were written together are written again where they stand; if that file cannot keep them, they begin a new
     * one, which is put in place in one step, because half of it would hide the rest.
     */
    static Tail open(RunFolder folder, Replay replay) throws IOException {
        ChainReading reading = replay.reading();
        Disk disk = folder.disk();
        byte[] last = lastUnit(reading);
        ChainReading.Link first = reading.lastUnit().get(0);
        // The name of a file that was made just before a crash may be in memory only, too.
        disk.forceDirectory(folder.path());
        DurableFile file = disk.open(folder.path().resolve(first.file()));
        int number = replay.lastSegment();
        long end = first.offset() + last.length;
        try {
            file.writeFully(last, first.offset());
            try {
                file.force();
            } catch (IOException e) {
                file.close();
                number++;
                end = last.length;
                disk.replace(folder.path().resolve(RunFolder.segmentName(number)), last);
                file = disk.open(folder.path().resolve(RunFolder.segmentName(number)));
            }
            if (number == replay.lastSegment() && !first.file().equals(reading.lastFile())) {
                // A file that was made to go on in, and in which nothing was kept.
                file.close();
                end = 0;
                file = disk.open(folder.path().resolve(reading.lastFile()));
            }
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new Tail(folder, file, number, end);
    }

    private static byte[] lastUnit(ChainReading reading) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ChainReading.Link link : reading.lastUnit()) {
            bytes.writeBytes(link.line().bytes());
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    /** Whether it can take no more records until it goes on in a new file. */
    boolean isSuspect() {
        return suspect;
    }

    /** The name of the file that is written to. */
    String name() {
        return RunFolder.segmentName(number);
    }

    /** Writes the bytes and forces them; without an exception they are on disk. */
    void keep(byte[] bytes) throws IOException {
        try {
            file.writeFully(bytes, end);
        } catch (IOException e) {
            putBack(e);
            throw e;
        }
        force();
        end += bytes.length;
    }

    private void force() throws SuspectException {
        try {
            file.force();
        } catch (IOException e) {
            suspect = true;
            throw new SuspectException(e);
        }
    }

    private void putBack(IOException cause) throws SuspectException {
        try {
            file.truncate(end);
        } catch (IOException e) {
            suspect = true;
            cause.addSuppressed(e);
            throw new SuspectException(cause);
        }
    }

    /** Goes on in a new file beside the old one. Until something is kept in it, it is as suspect as the old one. */
    void goOnInNewFile() throws IOException {
        abandon();
        suspect = true;
        if (isUnused()) {
            folder.disk().delete(folder.path().resolve(name()));
        } else {
            number++;
            end = 0;
        }
        file = folder.disk().create(folder.path().resolve(RunFolder.segmentName(number)));
        folder.disk().forceDirectory(folder.path());
        suspect = false;
    }

    /** Whether it is a file that was made to go on in, and in which nothing was kept: its name may be used again. */
    private boolean isUnused() {
        return number > 0 && end == 0 && folder.disk().exists(folder.path().resolve(name()));
    }

    RunFolder folder() {
        return folder;
    }

    /** A tail in another folder, for the file that comes after this one; this one stays as it is. */
    Tail next(RunFolder other) throws IOException {
        // A file in which nothing was kept leaves its number to the one that is put in its place.
        int following = number > 0 && end == 0 ? number : number + 1;
        DurableFile first = other.disk().create(other.path().resolve(RunFolder.segmentName(following)));
        other.disk().forceDirectory(other.path());
        return new Tail(other, first, following, 0);
    }

    /** Gives the file up; that cannot make it worse. */
    void abandon() {
        try {
            file.close();
        } catch (IOException e) {
            // What was kept in it was forced before.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
