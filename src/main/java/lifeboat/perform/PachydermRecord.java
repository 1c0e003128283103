package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import lifeboat.backup.BackupFolder;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;
import lifeboat.pachyderm.Inventory;
import lifeboat.pachyderm.Pachctl;
import lifeboat.pachyderm.PachctlException;

/**
 * What users saw of a cluster when it was backed up: {@code pachyderm.json} in the backup's folder.
 *
 * @param version the version of pachd
 * @param inventory repos and pipelines
 * @param file a file of a commit that stays, as it was named; empty text for none
 * @param sha256 the digest of its content; empty text for none
 */
record PachydermRecord(String version, Inventory inventory, String file, String sha256) {
    private static final String NAME = "pachyderm.json";

    private static Path path(BackupFolder folder) {
        return folder.path().resolve(NAME);
    }

    void write(BackupFolder folder) throws PerformException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", version);
        fields.put("repos", List.copyOf(inventory.repos()));
        fields.put("pipelines", List.copyOf(inventory.pipelines()));
        fields.put("file", file);
        fields.put("sha256", sha256);
        Folders.write(folder, path(folder), CanonicalJson.write(fields));
    }

    /** What was recorded; empty if nothing was. */
    static Optional<PachydermRecord> read(BackupFolder folder) throws PerformException {
        if (!Files.isRegularFile(path(folder), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            JsonObject json = JsonObject.of(CanonicalJson.read(Files.readAllBytes(path(folder))));
            return Optional.of(new PachydermRecord(
                    json.text("version"),
                    new Inventory(new TreeSet<>(json.texts("repos")), new TreeSet<>(json.texts("pipelines"))),
                    json.text("file"),
                    json.text("sha256")));
        } catch (IOException | MalformedJsonException e) {
            throw new PerformException(
                    path(folder) + " cannot be read: " + Reasons.message(e), "Use the Lifeboat that wrote it.", e);
        }
    }

    /** The digest of a file of a commit, as the cluster has it now. */
    static String digest(Call<?> call, Pachctl pachctl, String file) throws PerformException, InterruptedException {
        Path to = Backups.kept(call).path().resolve("known-file");
        try {
            Files.deleteIfExists(to);
            pachctl.download(file, to);
            return Folders.sha256(to);
        } catch (PachctlException e) {
            throw Reasons.of(e);
        } catch (IOException e) {
            throw new PerformException(to + " cannot be replaced: " + Reasons.message(e), "Look at the disk.", e);
        } finally {
            deleteQuietly(to);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next one replaces it.
            return;
        }
    }
}
