package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.backup.BackupFolder;
import lifeboat.database.DatabaseException;
import lifeboat.database.DumpReport;
import lifeboat.database.Dumps;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;

/** Whether the dump of a database is there, whole, and what it was when it was made. */
record DumpCheck(Call<?> call, BackupFolder folder) {

    Performer.Checked look(String database) throws PerformException, InterruptedException {
        Path directory = folder.database(database);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return Checks.fail("there is no finished dump of " + database);
        }
        Optional<JsonObject> note = note(folder, database);
        if (note.isEmpty()) {
            return Checks.fail("the dump of " + database + " has no note beside it");
        }
        try {
            List<DumpReport.File> files = files(note.get());
            List<String> differences = new Dumps(
                            call.world().programs(),
                            DumpTools.of(call.world()),
                            call.world().surroundings().runFolder().resolve("passwords"),
                            "lifeboat")
                    .verify(directory, files);
            return differences.isEmpty()
                    ? Checks.pass(files.size() + " files, each with its digest")
                    : Checks.fail(String.join("; ", differences));
        } catch (MalformedJsonException e) {
            return Checks.fail("the note of the dump of " + database + " cannot be understood");
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    private static List<DumpReport.File> files(JsonObject note) throws MalformedJsonException {
        List<DumpReport.File> files = new ArrayList<>();
        for (JsonObject file : note.objects("files")) {
            files.add(new DumpReport.File(file.text("path"), file.number("size"), file.text("sha256")));
        }
        return files;
    }

    /** What is noted beside a dump; nothing if there is no note, or it cannot be read. */
    static Optional<JsonObject> note(BackupFolder folder, String database) throws PerformException {
        Path file = folder.databaseNote(database);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonObject.of(CanonicalJson.read(Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new PerformException(file + " cannot be read: " + Reasons.message(e), "Look at the disk.", e);
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** The note as it stands, for the manifest. */
    static Map<?, ?> raw(BackupFolder folder, String database) throws PerformException {
        Path file = folder.databaseNote(database);
        try {
            return CanonicalJson.read(Files.readAllBytes(file)) instanceof Map<?, ?> map ? map : Map.of();
        } catch (IOException | MalformedJsonException e) {
            throw new PerformException(
                    "the note of the dump of " + database + " cannot be read: " + Reasons.message(e),
                    "Dump it again.",
                    e);
        }
    }
}
