package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.SavedBackup;
import lifeboat.backup.SavedDatabase;
import lifeboat.backup.SavedSecret;

/** The backup that a run restores from, and where it keeps what it replaces; troubles in the words of this room. */
final class Backups {
    private static final String KEPT = "kept";

    private Backups() {}

    /** What the manifest says; its own digest is checked each time. */
    static SavedBackup of(Call<?> call) throws PerformException {
        try {
            return SavedBackup.read(Folders.of(call));
        } catch (BackupException e) {
            throw Folders.of(e);
        }
    }

    /** What was dumped of a database. */
    static SavedDatabase database(Call<?> call, String name) throws PerformException {
        SavedBackup backup = of(call);
        return backup.database(name)
                .orElseThrow(() -> new PerformException(
                        "the backup " + backup.id() + " holds no dump of " + name,
                        "It holds: "
                                + backup.databases().stream()
                                        .map(SavedDatabase::name)
                                        .collect(Collectors.joining(", ")) + "."));
    }

    /** The secrets whose content was kept. */
    static List<SavedSecret> secrets(Call<?> call) throws PerformException {
        try {
            return SavedBackup.secrets(Folders.of(call));
        } catch (BackupException e) {
            throw Folders.of(e);
        }
    }

    /** The folder of the run, mode 0700, for what is kept aside and for what is written for the operator. */
    static BackupFolder kept(Call<?> call) throws PerformException {
        Path folder = call.world().surroundings().runFolder();
        try {
            return Files.isDirectory(folder.resolve(KEPT), LinkOption.NOFOLLOW_LINKS)
                    ? BackupFolder.open(folder.resolve(KEPT))
                    : BackupFolder.create(folder, KEPT);
        } catch (BackupException e) {
            throw Folders.of(e);
        }
    }

    /** Keeps something in that folder, mode 0600; where it is. */
    static Path keep(Call<?> call, String name, byte[] content) throws PerformException {
        BackupFolder folder = kept(call);
        Path file = folder.path().resolve(name);
        Folders.write(folder, file, content);
        return file;
    }

    /** The text of a file that is to be read. */
    static String text(Path file) throws PerformException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new PerformException(
                    file + " cannot be read: " + Reasons.message(e), "Look whether it is there, and at its mode.", e);
        }
    }
}
