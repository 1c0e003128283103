package lifeboat.perform;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.TimestampFile;
import lifeboat.atlas.TimestampFit;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.backup.SavedBackup;
import lifeboat.backup.SavedDatabase;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.runbook.AtlasTask.FetchTimestamp.Which;

/**
 * A backup of an AtlasDB: its folder, its manifest, and its two timestamps as their files hold them.
 *
 * @param folder where it is
 * @param saved what its manifest says of it
 * @param section what its manifest says of the AtlasDB
 * @param fit the two timestamps
 */
record AtlasBackup(BackupFolder folder, SavedBackup saved, Map<String, String> section, TimestampFit fit) {
    /** The section of the manifest. */
    static final String SECTION = "atlas";

    /** Where one of the timestamps is. */
    static Path file(BackupFolder folder, Which which) {
        return folder.path().resolve(which.word() + ".timestamp");
    }

    /** Reads one; the files' digests are not looked at. */
    static AtlasBackup read(String directory) throws PerformException {
        if (directory.isBlank()) {
            throw new PerformException(
                    "no backup was named", "Give the folder of the backup, the one with a manifest.");
        }
        try {
            BackupFolder folder = BackupFolder.open(Path.of(directory));
            JsonObject manifest = Manifest.read(folder);
            if (!manifest.has(SECTION)) {
                throw new PerformException(
                        folder.path() + " is not a backup of an AtlasDB", "Name the folder of one that is.");
            }
            return new AtlasBackup(
                    folder,
                    SavedBackup.read(folder),
                    manifest.textMap(SECTION),
                    new TimestampFit(
                            TimestampFile.read(file(folder, Which.BACKUP)),
                            TimestampFile.read(file(folder, Which.FAST_FORWARD))));
        } catch (BackupException e) {
            throw Folders.of(e);
        } catch (AtlasException e) {
            throw Reasons.of(e);
        } catch (MalformedJsonException e) {
            throw new PerformException(
                    "the manifest in " + directory + " cannot be understood: " + Reasons.message(e),
                    "Use the Lifeboat that wrote it.",
                    e);
        }
    }

    /** One sentence for each number that is not what the manifest says. */
    List<String> misquoted() {
        List<String> wrong = new ArrayList<>();
        compare("backup_timestamp", fit.backup(), wrong);
        compare("fast_forward_timestamp", fit.fastForward(), wrong);
        return wrong;
    }

    private void compare(String name, long number, List<String> wrong) {
        String said = section.getOrDefault(name, "");
        if (!said.equals(Long.toString(number))) {
            wrong.add("the file of the " + name.replace('_', ' ') + " says " + number + ", the manifest "
                    + (said.isEmpty() ? "nothing" : said));
        }
    }

    /** The newest timestamp that was in use before the backup timestamp was fetched, if it was noted. */
    OptionalLong newestBefore() {
        String text = section.getOrDefault("newest_before", "");
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** When it was written, to the second. */
    String written() {
        if (saved.written().isEmpty()) {
            return "at an unknown time";
        }
        try {
            return Instant.parse(saved.written())
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        } catch (DateTimeException other) {
            return saved.written();
        }
    }

    /** What was dumped of the store; nothing if the store is not in PostgreSQL. */
    Optional<SavedDatabase> database() {
        return saved.database(section.getOrDefault("database", ""));
    }
}
