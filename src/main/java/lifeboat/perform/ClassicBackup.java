package lifeboat.perform;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.run.Run;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says of a Pachyderm of 1.x.
 *
 * @param kind {@code file}, {@code url} or {@code snapshot}
 * @param version of the pachd
 * @param file the extract, relative to the folder; empty text if there is no file
 * @param sha256 its digest, or that of the object at {@code url}; empty text if nobody read that
 * @param bytes its size
 * @param url where pachd wrote it; empty text if it did not
 * @param objects whether the objects are in it
 * @param snapshot what the provider calls the snapshot; empty text if there is none
 * @param running the pipelines that ran
 * @param pipelines how many there were
 * @param workers the most workers that one of them asked for; 0 if that is not known
 */
record ClassicBackup(
        String kind,
        String version,
        String file,
        String sha256,
        long bytes,
        String url,
        boolean objects,
        String snapshot,
        List<String> running,
        int pipelines,
        int workers) {
    static final String SECTION = "classic";

    /** Reads it from the backup of a run. */
    static ClassicBackup of(Call<?> call) throws PerformException {
        try {
            return read(Folders.of(call))
                    .orElseThrow(() -> new PerformException(
                            "the backup is not one of a Pachyderm of 1.x", "Name one that `classic-extract` made."));
        } catch (BackupException e) {
            throw Folders.of(e);
        }
    }

    /** The same, or nothing while the run has not written its manifest. */
    static Optional<ClassicBackup> find(Call<?> call) throws PerformException {
        BackupFolder folder = Folders.of(call);
        try {
            return Files.exists(folder.manifest(), LinkOption.NOFOLLOW_LINKS) ? read(folder) : Optional.empty();
        } catch (BackupException e) {
            throw Folders.of(e);
        }
    }

    /** What a run that moves a cluster is going to extract, as far as it has looked at that cluster. */
    static Optional<ClassicBackup> planned(Run run) {
        Map<String, Object> section = ClassicSection.of(run);
        String version = String.valueOf(section.get("version"));
        return version.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClassicBackup(
                        "file",
                        version,
                        "",
                        "",
                        0,
                        "",
                        false,
                        "",
                        List.of(),
                        number(section.get("pipelines")),
                        number(section.get("workers"))));
    }

    private static int number(@Nullable Object text) {
        return text == null || text.equals("") ? 0 : Integer.parseInt(text.toString());
    }

    private static Optional<ClassicBackup> read(BackupFolder folder) throws BackupException, PerformException {
        JsonObject manifest = Manifest.read(folder);
        try {
            Optional<JsonObject> section = manifest.optionalObject(SECTION);
            if (section.isEmpty()) {
                return Optional.empty();
            }
            JsonObject there = section.get();
            return Optional.of(new ClassicBackup(
                    there.text("kind"),
                    there.text("version"),
                    there.optionalText("file").orElse(""),
                    there.optionalText("sha256").orElse(""),
                    Long.parseLong(there.optionalText("bytes")
                            .filter(text -> !text.isEmpty())
                            .orElse("0")),
                    there.optionalText("url").orElse(""),
                    there.optionalText("objects").orElse("true").equals("true"),
                    there.optionalText("snapshot").orElse(""),
                    there.texts("running"),
                    Integer.parseInt(there.optionalText("pipelines").orElse("0")),
                    Integer.parseInt(there.optionalText("workers")
                            .filter(text -> !text.isEmpty())
                            .orElse("0"))));
        } catch (MalformedJsonException | NumberFormatException e) {
            throw new PerformException(
                    folder.manifest() + " cannot be understood: " + Reasons.message(e),
                    "Use the Lifeboat that wrote it.",
                    e);
        }
    }

    /** Where the extract is. */
    Path path(BackupFolder folder) throws PerformException {
        Path path = folder.path().resolve(file).normalize();
        if (file.isEmpty() || !path.startsWith(folder.path())) {
            throw new PerformException("the backup names no file of an extract", "It was made in another way.");
        }
        return path;
    }
}
