package lifeboat.journal;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import lifeboat.run.RunRecord.RecordException;

/** Another directory in which a journal goes on: a folder of the run's name there, with the journal's next file. */
final class Elsewhere {
    private Elsewhere() {}

    /**
     * Where it goes on.
     *
     * @param folder the new folder; its artifacts are its own
     */
    record Moved(RunFolder folder, Tail tail) {
        Path file() {
            return folder.path().resolve(tail.name());
        }

        /** Nothing was kept in it. */
        void takeBack() {
            tail.abandon();
            try {
                folder.disk().delete(file());
            } catch (IOException e) {
                // An empty file of a name that nobody asks for does no harm.
                return;
            }
        }
    }

    static Moved make(Tail before, String directory) throws RecordException {
        RunFolder from = before.folder();
        try {
            Path parent = Path.of(directory.strip()).toAbsolutePath().normalize();
            RunFolder folder = new RunFolder(from.disk(), parent.resolve(from.runId()));
            if (folder.path().equals(from.path())) {
                throw new IOException("that is where it cannot be kept");
            }
            from.disk().makePrivate(folder.path());
            from.disk().makePrivate(folder.path().resolve(RunFolder.ARTIFACTS));
            return new Moved(folder, before.next(folder));
        } catch (IOException | InvalidPathException e) {
            throw new RecordException(
                    "the audit cannot go on in " + directory + ": " + e.getMessage(),
                    "Name a directory that is there, on another disk.",
                    e,
                    true);
        }
    }
}
