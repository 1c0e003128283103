package lifeboat.perform;

import java.nio.file.Path;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Digest;

/** The backup's folder of a run, its troubles in the words of this room. */
final class Folders {
    private Folders() {}

    static BackupFolder of(Call<?> call) throws PerformException {
        try {
            return BackupFolder.open(call.world().backupFolder(call.run()));
        } catch (BackupException e) {
            throw of(e);
        }
    }

    static void write(BackupFolder folder, Path file, byte[] content) throws PerformException {
        try {
            folder.write(file, content);
        } catch (BackupException e) {
            throw of(e);
        }
    }

    static String sha256(Path file) throws PerformException {
        try {
            return Digest.of(file);
        } catch (BackupException e) {
            throw of(e);
        }
    }

    static PerformException of(BackupException e) {
        return new PerformException(e.reason(), e.hint(), e);
    }
}
