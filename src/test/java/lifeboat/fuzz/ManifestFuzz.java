package lifeboat.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import lifeboat.backup.BackupException;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.backup.SavedBackup;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.MalformedJsonException;

/** Any bytes as the manifest of a backup: read, or refused with a hint. */
public final class ManifestFuzz {
    private static final Path FILE = Scratch.file(BackupFolder.MANIFEST);

    private ManifestFuzz() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            Files.write(FILE, bytes);
            BackupFolder folder = BackupFolder.open(Objects.requireNonNull(FILE.getParent()));
            read(folder);
            rewritten(bytes, folder);
        } catch (BackupException refused) {
            if (refused.hint().isBlank()) {
                throw new IllegalStateException("no hint", refused);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(BackupFolder folder) {
        try {
            SavedBackup.read(folder);
            Manifest.check(folder);
        } catch (BackupException refused) {
            if (refused.hint().isBlank()) {
                throw new IllegalStateException("no hint", refused);
            }
        }
    }

    /** The same content with the right digest, since nearly everything else is refused for a wrong one. */
    private static void rewritten(byte[] bytes, BackupFolder folder) throws BackupException {
        Object value;
        try {
            value = CanonicalJson.read(bytes);
        } catch (MalformedJsonException none) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> {
                if (field != null && !name.equals("digest")) {
                    fields.put(String.valueOf(name), field);
                }
            });
            Manifest.write(folder, fields);
            read(folder);
        }
    }
}
