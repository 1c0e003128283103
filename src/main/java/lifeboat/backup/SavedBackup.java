package lifeboat.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;

/**
 * A backup as its manifest tells of it: what a restore can be made from, and what it is compared with. Reading it checks the
 * manifest's own digest and no other file; {@link Manifest#check} does that.
 *
 * @param id its name
 * @param digest the manifest's digest
 * @param status what it is worth
 * @param remarks why it is not worth more
 * @param lifeboat the version of Lifeboat that made it
 * @param written when, in UTC as in the manifest; empty text if it does not say
 * @param pachydermVersion the version of pachd; empty text if it did not answer then
 * @param server the deployment that was backed up, {@code pachd} or {@code pach-enterprise}; empty text if it does not say
 * @param databases what was dumped
 * @param bucket what is known of the objects; empty if they were not compared
 * @param helm what is known of the Helm release: {@code release}, {@code chart}, {@code sha256}
 * @param source what the source was, by target: for example {@code uid} and {@code namespace} of {@code cluster}
 * @param evidence what the operator wrote down, by step output: for example the id of a provider's backup
 */
public record SavedBackup(
        String id,
        String digest,
        Manifest.Status status,
        List<String> remarks,
        String lifeboat,
        String written,
        String pachydermVersion,
        String server,
        List<SavedDatabase> databases,
        Optional<Objects> bucket,
        Map<String, String> helm,
        Map<String, Map<String, String>> source,
        Map<String, String> evidence) {

    /**
     * The objects of the bucket.
     *
     * @param count how many there were
     * @param bytes all together
     * @param inventorySha256 digest of the inventory
     * @param copiedTo the bucket they were copied to; empty if they were downloaded into the folder
     */
    public record Objects(long count, long bytes, String inventorySha256, Optional<String> copiedTo) {}

    /** Keeps its own copies. */
    public SavedBackup {
        remarks = List.copyOf(remarks);
        databases = List.copyOf(databases);
    }

    /**
     * Reads a backup.
     *
     * @throws BackupException if there is no manifest, it is not what was written, or it cannot be understood
     */
    public static SavedBackup read(BackupFolder folder) throws BackupException {
        JsonObject manifest = Manifest.read(folder);
        try {
            return of(manifest);
        } catch (MalformedJsonException | IllegalArgumentException e) {
            throw new BackupException(
                    folder.manifest() + " cannot be understood: " + e.getMessage(),
                    "Use the Lifeboat that wrote it.",
                    e);
        }
    }

    private static SavedBackup of(JsonObject manifest) throws MalformedJsonException {
        List<SavedDatabase> databases = new ArrayList<>();
        for (JsonObject database : manifest.objects("databases")) {
            databases.add(SavedDatabase.of(database));
        }
        Map<String, Map<String, String>> source = new LinkedHashMap<>();
        Optional<JsonObject> targets = manifest.optionalObject("source");
        if (targets.isPresent()) {
            for (String target : targets.get().names()) {
                source.put(target, targets.get().textMap(target));
            }
        }
        Optional<JsonObject> times = manifest.optionalObject("times");
        return new SavedBackup(
                manifest.text("id"),
                manifest.text("digest"),
                Manifest.Status.valueOf(manifest.text("status")),
                manifest.texts("remarks"),
                manifest.optionalText("lifeboat").orElse(""),
                times.isPresent() ? times.get().optionalText("written").orElse("") : "",
                manifest.optionalText("pachyderm_version").orElse(""),
                manifest.optionalText("server").orElse(""),
                databases,
                objects(manifest),
                manifest.has("helm") ? manifest.textMap("helm") : Map.of(),
                source,
                manifest.has("evidence") ? manifest.textMap("evidence") : Map.of());
    }

    private static Optional<Objects> objects(JsonObject manifest) throws MalformedJsonException {
        Optional<JsonObject> bucket = manifest.optionalObject("bucket");
        if (bucket.isEmpty() || !bucket.get().has("inventory_sha256")) {
            return Optional.empty();
        }
        JsonObject there = bucket.get();
        return Optional.of(new Objects(
                whole(there, "objects"),
                whole(there, "bytes"),
                there.text("inventory_sha256"),
                there.optionalText("copied_to")));
    }

    private static long whole(JsonObject object, String name) throws MalformedJsonException {
        try {
            return Long.parseLong(object.text(name));
        } catch (NumberFormatException e) {
            throw object.wrong(name, "is not a whole number");
        }
    }

    /** What was dumped of a database; empty if it was not. */
    public Optional<SavedDatabase> database(String name) {
        return databases.stream()
                .filter(database -> database.name().equals(name))
                .findFirst();
    }

    /** Whether its status lets it be restored without the operator's word. */
    public boolean isComplete() {
        return status == Manifest.Status.COMPLETE;
    }

    /**
     * The secrets whose content was kept, by name; none if only names and digests were.
     *
     * @throws BackupException if one cannot be read
     */
    public static List<SavedSecret> secrets(BackupFolder folder) throws BackupException {
        Path directory = folder.path().resolve("secrets");
        List<SavedSecret> secrets = new ArrayList<>();
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return secrets;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".secret.json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw BackupFolder.failed("read", directory, e);
        }
        for (Path file : files) {
            try {
                secrets.add(SavedSecret.of(JsonObject.of(CanonicalJson.read(Files.readAllBytes(file)))));
            } catch (IOException e) {
                throw BackupFolder.failed("read", file, e);
            } catch (MalformedJsonException | IllegalArgumentException e) {
                // The parser's own words may quote the content.
                throw new BackupException(
                        file + " is not a secret as Lifeboat keeps it", "Somebody or something changed it.");
            }
        }
        return List.copyOf(secrets);
    }
}
