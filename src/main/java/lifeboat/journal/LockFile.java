package lifeboat.journal;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lifeboat.journal.json.MalformedJsonException;

/**
 * A lock of the operating system on a file, which ends with the process that has it, however that ends.
 *
 * <p>Who has it stands in a second file, {@code .holder}: closing any descriptor of the locked file would give up the
 * process's own lock (POSIX), so a process never opens a lock file again that it holds itself. It recognises its own by
 * the holder file, which names the process besides the holder.
 */
final class LockFile implements AutoCloseable {
    private static final int TRIES = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** This process, told from a later one with the same number by when it started. */
    private static final String PROCESS = ProcessHandle.current().pid()
            + ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(started -> " " + started)
                    .orElse("");

    private final FileChannel channel;
    private final Path holderFile;
    private final RealDisk disk = new RealDisk();

    private LockFile(FileChannel channel, Path holderFile) {
        this.channel = channel;
        this.holderFile = holderFile;
    }

    /** Takes the lock, or says who has it. {@code what} names it in the message. */
    static LockFile take(Path file, String what, Holder holder) throws JournalException {
        Optional<Holder> before = holder(file);
        if (before.isPresent() && (before.get().sameProcess(holder) || isOurs(file))) {
            throw new LockedException(what, before);
        }
        try {
            FileChannel channel = channel(file);
            if (!locked(channel)) {
                channel.close();
                throw new LockedException(what, holder(file));
            }
            LockFile lock = new LockFile(channel, holderFile(file));
            lock.disk.replace(lock.holderFile, holder.toJson(PROCESS));
            return lock;
        } catch (OverlappingFileLockException e) {
            throw new LockedException(what, holder(file));
        } catch (IOException e) {
            throw new JournalException(
                    "could not lock " + file + ": " + e.getMessage(),
                    "Look at the permissions there; some network file systems have no locks.",
                    e);
        }
    }

    /**
     * Who has the lock now, if somebody has it.
     *
     * @param self a holder that stands for the asking process
     */
    static Optional<Holder> inUse(Path file, Holder self) throws JournalException {
        Optional<Holder> holder = holder(file);
        if (holder.isEmpty() || holder.get().sameProcess(self) || isOurs(file) || !Files.exists(file, NOFOLLOW_LINKS)) {
            return holder;
        }
        // A shared lock for a moment: two that ask do not see each other, and one that takes it tries again.
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null ? holder : Optional.empty();
        } catch (OverlappingFileLockException e) {
            return holder;
        } catch (IOException e) {
            throw new JournalException(
                    "could not ask who has " + file + ": " + e.getMessage(), "Look at the permissions there.", e);
        }
    }

    @Override
    public void close() throws JournalException {
        try {
            // The holder goes first: between the two, the lock is held by somebody unnamed, which is true.
            Files.deleteIfExists(holderFile);
            channel.close();
        } catch (IOException e) {
            throw new JournalException(
                    "could not give up the lock of " + holderFile + ": " + e.getMessage(),
                    "It goes when this process ends.",
                    e);
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static boolean locked(FileChannel channel) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            if (channel.tryLock() != null) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return false;
    }

    private static Path holderFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".holder");
    }

    private static boolean isOurs(Path file) {
        try {
            return Holder.process(new RealDisk().read(holderFile(file))).equals(Optional.of(PROCESS));
        } catch (IOException | MalformedJsonException e) {
            return false;
        }
    }

    private static Optional<Holder> holder(Path file) {
        try {
            return Optional.of(Holder.fromJson(new RealDisk().read(holderFile(file))));
        } catch (IOException | MalformedJsonException e) {
            return Optional.empty();
        }
    }
}
