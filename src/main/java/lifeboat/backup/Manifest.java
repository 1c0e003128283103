package lifeboat.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import lifeboat.journal.json.CanonicalJson;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;

/**
 * {@code manifest.json}: what is in a backup, with digests, and what it is worth. Written last; its own {@code digest} is the
 * SHA-256 of its RFC 8785 form without that field ({@code CONTRACT.md}, "The backup").
 */
public final class Manifest {
    /** The only format that is written and read. */
    public static final String FORMAT = "lifeboat-backup-1";

    /** What a backup is worth. */
    public enum Status {
        /** Everything that was to be kept is there and belongs to one moment. */
        COMPLETE,
        /** Everything is there, but something was written while it was made. */
        INCONSISTENT,
        /** Something was left out on the operator's word. */
        PARTIAL,
        /** It is not to be used. */
        FAILED
    }

    /**
     * A file of the backup.
     *
     * @param path relative to the folder, with {@code /}
     * @param size in bytes
     * @param sha256 lower-case hex
     */
    public record File(String path, long size, String sha256) {
        /** As it stands in the manifest. */
        public Map<String, Object> json() {
            return Map.of("path", path, "size", size, "sha256", sha256);
        }
    }

    private Manifest() {}

    /**
     * Writes a manifest.
     *
     * @param fields everything but {@code format} and {@code digest}: texts, whole numbers, booleans, lists, mappings
     * @return its digest
     */
    public static String write(BackupFolder folder, Map<String, Object> fields) throws BackupException {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.put("format", FORMAT);
        all.remove("digest");
        String digest = Digest.of(CanonicalJson.write(all));
        all.put("digest", digest);
        folder.write(folder.manifest(), CanonicalJson.write(all));
        return digest;
    }

    /**
     * Reads the manifest of a backup and checks its digest.
     *
     * @throws BackupException if there is none, or it is not what was written
     */
    public static JsonObject read(BackupFolder folder) throws BackupException {
        Path file = folder.manifest();
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new BackupException(
                        "there is no manifest in " + folder.path(),
                        "The backup was not finished; do not restore from it.");
            }
            Object value = CanonicalJson.read(Files.readAllBytes(file));
            JsonObject manifest = JsonObject.of(value);
            if (!manifest.text("format").equals(FORMAT)) {
                throw new BackupException(
                        file + " has the format " + manifest.text("format"), "Use the Lifeboat that wrote it.");
            }
            Map<String, Object> bare = new LinkedHashMap<>();
            Objects.requireNonNull((Map<?, ?>) value).forEach((name, field) -> bare.put((String) name, field));
            bare.remove("digest");
            if (!Digest.of(CanonicalJson.write(bare)).equals(manifest.text("digest"))) {
                throw new BackupException(
                        file + " is not what was written: its digest is wrong", "Somebody or something changed it.");
            }
            return manifest;
        } catch (MalformedJsonException e) {
            throw new BackupException(
                    file + " is not a manifest: " + e.getMessage(), "Somebody or something changed it.", e);
        } catch (IOException e) {
            throw BackupFolder.failed("read", file, e);
        }
    }

    /**
     * Compares the folder with its manifest: one sentence for each file that is missing, more, or not what it was; none when
     * all is as it was. Every byte is read, those of downloaded objects too, which the inventory stands for. What was kept
     * aside from failed attempts does not count.
     */
    public static List<String> check(BackupFolder folder) throws BackupException {
        List<String> problems = new ArrayList<>();
        try {
            Map<String, JsonObject> expected = new TreeMap<>();
            for (JsonObject file : read(folder).objects("files")) {
                expected.put(file.text("path"), file);
            }
            boolean inventory = expected.containsKey(folder.relative(folder.inventory()));
            Contents contents = Contents.of(folder);
            for (File file : hashed(contents, Map.of())) {
                JsonObject known = expected.remove(file.path());
                if (known == null) {
                    problems.add(file.path() + " is not in the manifest");
                } else if (known.number("size") != file.size()) {
                    problems.add(file.path() + " has " + file.size() + " bytes instead of " + known.number("size"));
                } else if (!known.text("sha256").equals(file.sha256())) {
                    problems.add(file.path() + " has the right size and another content");
                }
            }
            contents.odd().forEach(path -> problems.add(path + " is neither a file nor a folder"));
            expected.keySet().forEach(path -> problems.add(path + " is missing"));
            problems.addAll(KeptObjects.check(folder, inventory, contents.objects()));
        } catch (MalformedJsonException e) {
            throw new BackupException("the manifest cannot be understood: " + e.getMessage(), "Use its Lifeboat.", e);
        }
        return List.copyOf(problems);
    }

    /**
     * Every file of the backup except the manifest, the downloaded objects (the inventory stands for them) and what was kept
     * aside, in the order of their paths.
     *
     * @param known digests that were taken while the files were written, by path
     * @throws BackupException if one cannot be read, or something stands there that is neither a file nor a folder
     */
    public static List<File> files(BackupFolder folder, Map<String, String> known) throws BackupException {
        Contents contents = Contents.of(folder);
        if (!contents.odd().isEmpty()) {
            throw new BackupException(
                    folder.path().resolve(contents.odd().get(0)) + " is neither a file nor a folder",
                    "A backup holds no links; look at who put it there, and remove it.");
        }
        return hashed(contents, known);
    }

    private static List<File> hashed(Contents contents, Map<String, String> known) throws BackupException {
        List<File> files = new ArrayList<>();
        for (Map.Entry<String, Path> file : contents.files().entrySet()) {
            String name = file.getKey();
            try {
                String digest = known.containsKey(name) ? known.get(name) : Digest.of(file.getValue());
                files.add(new File(name, Files.size(file.getValue()), digest));
            } catch (IOException e) {
                throw BackupFolder.failed("read", file.getValue(), e);
            }
        }
        return List.copyOf(files);
    }
}
