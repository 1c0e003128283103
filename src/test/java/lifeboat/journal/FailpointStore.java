package lifeboat.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lifeboat.run.Recorded;

/** A run's folder on the real disk, with somebody told before and after everything that is done to a file of it. */
public final class FailpointStore {
    private final RunFolder folder;

    /** A folder that is made unless it is there. */
    public FailpointStore(Path state, String run, Consumer<String> point) throws JournalException {
        StateDirectory directory = new StateDirectory(state);
        Path path = state.resolve("runs").resolve(run);
        RunFolder real = path.toFile().isDirectory() ? directory.find(run) : directory.create(run, new byte[] {1});
        folder = new RunFolder(new PointedDisk(new RealDisk(), point), real.path());
    }

    /** The journal of a new run. */
    public Journal create(Envelope envelope, Keeping keeping) throws JournalException {
        return Journal.create(folder, envelope, keeping);
    }

    /** The journal of a run that goes on. */
    public Journal open(Envelope envelope, Keeping keeping) throws JournalException {
        return Journal.open(folder, envelope, keeping);
    }

    /** What stands in it; nothing if it was not even made. */
    public List<Recorded> read() {
        try {
            return Journal.read(folder);
        } catch (JournalException neverOpened) {
            return List.of();
        }
    }

    /** What the auditor's verifier says. */
    public Verification verify(List<Head> heads) throws JournalException {
        return new AuditVerify(false, false, heads, Optional.empty()).verify(folder);
    }

    private record PointedDisk(Disk disk, Consumer<String> point) implements Disk {
        private interface Work<T> {
            T done() throws IOException;
        }

        private <T> T around(String what, Work<T> work) throws IOException {
            point.accept("before " + what);
            T result = work.done();
            point.accept("after " + what);
            return result;
        }

        @Override
        public DurableFile create(Path file) throws IOException {
            String name = String.valueOf(file.getFileName());
            return new PointedFile(around("making " + name, () -> disk.create(file)), this, name);
        }

        @Override
        public DurableFile open(Path file) throws IOException {
            return new PointedFile(disk.open(file), this, String.valueOf(file.getFileName()));
        }

        @Override
        public byte[] read(Path file) throws IOException {
            return disk.read(file);
        }

        @Override
        public boolean exists(Path file) {
            return disk.exists(file);
        }

        @Override
        public List<String> names(Path directory) throws IOException {
            return disk.names(directory);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            around("renaming to " + to.getFileName(), () -> {
                disk.rename(from, to);
                return true;
            });
        }

        @Override
        public void delete(Path file) throws IOException {
            around("deleting " + file.getFileName(), () -> {
                disk.delete(file);
                return true;
            });
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            around("forcing the folder", () -> {
                disk.forceDirectory(directory);
                return true;
            });
        }

        @Override
        public void makePrivate(Path directory) throws IOException {
            disk.makePrivate(directory);
        }
    }

    private record PointedFile(DurableFile file, PointedDisk disk, String name) implements DurableFile {
        @Override
        public int write(ByteBuffer bytes, long offset) throws IOException {
            return disk.around("writing " + name, () -> file.write(bytes, offset));
        }

        @Override
        public void force() throws IOException {
            disk.around("forcing " + name, () -> {
                file.force();
                return true;
            });
        }

        @Override
        public void truncate(long length) throws IOException {
            file.truncate(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
