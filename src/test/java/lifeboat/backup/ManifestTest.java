package lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest tells what was written, and the check tells every difference from it. */
class ManifestTest {
    @TempDir
    Path directory;

    private BackupFolder folder;

    @BeforeEach
    void fill() throws Exception {
        folder = BackupFolder.create(directory, "backup");
        put("postgres/globals.sql", "CREATE ROLE pachyderm;");
        put("postgres/pachyderm/toc.dat", "toc");
        put("postgres/pachyderm/3123.dat.gz", "rows");
        put("postgres/pachyderm.note.json", "{}");
        put("helm-values.yaml", "pachd: {}");
        put("secrets/index.json", "{}");
        put("kubernetes/deployment.pachd.json", "{}");
    }

    private void put(String path, String content) throws Exception {
        folder.write(folder.path().resolve(path), content.getBytes(StandardCharsets.UTF_8));
    }

    /** Objects as a download leaves them, and the inventory that names them. */
    private List<String> download(String... contents) throws Exception {
        StringBuilder inventory = new StringBuilder();
        List<String> files = new java.util.ArrayList<>();
        for (String content : contents) {
            String hash = sha256("key of " + content);
            String file = "objects/" + hash.substring(0, 2) + "/" + hash;
            put(file, content);
            files.add(file);
            inventory.append("{\"key\":\"key of " + content + "\",\"size\":" + content.length()
                    + ",\"etag\":\"e\",\"lastModified\":\"2026-11-21T00:00:00Z\",\"proof\":\"md5\",\"file\":\"" + file
                    + "\",\"sha256\":\"" + sha256(content) + "\"}\n");
        }
        put("bucket.inventory.jsonl", inventory.toString());
        return files;
    }

    private String finish() throws Exception {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", Manifest.Status.COMPLETE.name());
        fields.put("remarks", List.of("ä \"quoted\" \u0001 \uD83D\uDE00"));
        fields.put("databases", List.of(Map.of("name", "Pachyderm \"old\" 2019", "bytes", 123_456_789_012L)));
        fields.put(
                "files",
                Manifest.files(folder, Map.of()).stream()
                        .map(Manifest.File::json)
                        .toList());
        return Manifest.write(folder, fields);
    }

    private List<String> paths() throws Exception {
        return Manifest.files(folder, Map.of()).stream()
                .map(Manifest.File::path)
                .toList();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theDigestIsThatOfTheFileWithoutTheDigestItself() throws Exception {
        String digest = finish();
        String text = Files.readString(folder.manifest());
        Matcher field = Pattern.compile("\"digest\":\"([0-9a-f]{64})\",").matcher(text);
        assertThat(field.find()).isTrue();
        assertThat(field.group(1)).isEqualTo(digest).isEqualTo(sha256(field.replaceFirst("")));
        assertThat(text)
                .doesNotContain("\n")
                .contains("\"remarks\":[\"ä \\\"quoted\\\" \\u0001 \uD83D\uDE00\"]")
                .startsWith(
                        "{\"databases\":[{\"bytes\":123456789012,\"name\":\"Pachyderm \\\"old\\\" 2019\"}],\"digest\"");
        assertThat(Manifest.read(folder).text("status")).isEqualTo("COMPLETE");
    }

    @Test
    void anyFlippedBitIsRefused() throws Exception {
        finish();
        byte[] whole = Files.readAllBytes(folder.manifest());
        Random random = new Random(20261121);
        for (int trial = 0; trial < 200; trial++) {
            byte[] changed = whole.clone();
            int at = random.nextInt(whole.length);
            changed[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(folder.manifest(), changed);
            assertThatThrownBy(() -> Manifest.read(folder))
                    .as("byte %s, seed trial %s", at, trial)
                    .isInstanceOf(BackupException.class);
        }
        Files.write(folder.manifest(), whole);
        assertThat(Manifest.check(folder)).isEmpty();
    }

    @Test
    void aManifestCutAnywhereIsRefused() throws Exception {
        finish();
        byte[] whole = Files.readAllBytes(folder.manifest());
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(folder.manifest(), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Manifest.read(folder)).isInstanceOf(BackupException.class);
        }
    }

    @Test
    void withoutAManifestABackupIsNotFinished() throws Exception {
        assertThatThrownBy(() -> Manifest.check(folder)).hasMessageContaining("there is no manifest");
        finish();
        Path elsewhere = directory.resolve("elsewhere.json");
        Files.move(folder.manifest(), elsewhere);
        Files.createSymbolicLink(folder.manifest(), elsewhere);
        assertThatThrownBy(() -> Manifest.read(folder)).hasMessageContaining("there is no manifest");
    }

    @Test
    void theCheckNamesEveryDifferenceAndNothingElse() throws Exception {
        finish();
        assertThat(Manifest.check(folder)).isEmpty();
        Files.writeString(folder.globals(), "CREATE ROLE pachyderx;");
        Files.writeString(folder.helmValues(), "pachd: {} ");
        Files.delete(folder.secretsIndex());
        put("postgres/pachyderm/9999.dat.gz", "more");
        assertThat(Manifest.check(folder))
                .containsExactlyInAnyOrder(
                        "postgres/globals.sql has the right size and another content",
                        "helm-values.yaml has 10 bytes instead of 9",
                        "secrets/index.json is missing",
                        "postgres/pachyderm/9999.dat.gz is not in the manifest");
    }

    @Test
    void theCheckFindsLinksWhereverTheyAre() throws Exception {
        finish();
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("toc.dat"), "toc");
        Files.createSymbolicLink(folder.path().resolve("postgres/pachyderm/extra"), elsewhere);
        Files.createSymbolicLink(folder.path().resolve("dangling"), directory.resolve("nothing"));
        Files.delete(folder.helmValues());
        Files.createSymbolicLink(folder.helmValues(), folder.globals());
        assertThat(Manifest.check(folder))
                .containsExactlyInAnyOrder(
                        "postgres/pachyderm/extra is neither a file nor a folder",
                        "dangling is neither a file nor a folder",
                        "helm-values.yaml is neither a file nor a folder",
                        "helm-values.yaml is missing");
    }

    @Test
    void aFolderThatWasReplacedByALinkToACopyIsFound() throws Exception {
        finish();
        Path moved = directory.resolve("moved");
        Files.move(folder.path().resolve("postgres"), moved);
        Files.createSymbolicLink(folder.path().resolve("postgres"), moved);
        assertThat(Manifest.check(folder))
                .hasSize(5)
                .contains("postgres is neither a file nor a folder", "postgres/pachyderm/toc.dat is missing");
    }

    @Test
    void noManifestIsWrittenOverALink() throws Exception {
        Files.createSymbolicLink(folder.path().resolve("postgres/pachyderm/extra"), directory.resolve("x"));
        assertThatThrownBy(this::finish).hasMessageContaining("extra is neither a file nor a folder");
        assertThat(folder.manifest()).doesNotExist();
    }

    @Test
    void whatWasSetAsideIsLeftOutAndNothingElse() throws Exception {
        List<String> before = paths();
        put("postgres/pachyderm.partial/toc.dat", "x");
        put("postgres/pachyderm.partial.1/toc.dat", "x");
        put("postgres/pachyderm.1/toc.dat", "x");
        put("postgres/globals.sql.1", "x");
        put("postgres/globals.sql.partial", "x");
        put(".bucket.inventory.jsonl.partial", "x");
        assertThat(paths()).isEqualTo(before);

        List<String> kept = List.of(
                "1",
                "kubernetes/pod.partially.json",
                "partial",
                "postgres/1/toc.dat",
                "postgres/blobs.toc",
                "postgres/blob_16384.dat",
                "postgres/pachyderm-1/toc.dat",
                "postgres/x.2a");
        for (String path : kept) {
            put(path, "x");
        }
        assertThat(paths()).containsAll(before).containsAll(kept).hasSize(before.size() + kept.size());
    }

    @Test
    void noDatabaseIsTakenForSomethingSetAside() throws Exception {
        for (String name : List.of("pachyderm.1", "x.partial", "x.partial.2")) {
            folder.write(folder.database(name).resolve("toc.dat"), new byte[] {1});
            folder.write(folder.secret(name), new byte[] {1});
        }
        assertThat(paths()).hasSize(7 + 6);
    }

    @Test
    void digestsThatWereTakenWhileWritingAreNotTakenAgain() throws Exception {
        List<Manifest.File> files = Manifest.files(folder, Map.of("postgres/globals.sql", "ab".repeat(32)));
        assertThat(files)
                .contains(new Manifest.File("postgres/globals.sql", 22, "ab".repeat(32)))
                .contains(new Manifest.File("postgres/pachyderm/toc.dat", 3, sha256("toc")));
        assertThat(files).isSortedAccordingTo(java.util.Comparator.comparing(Manifest.File::path));
    }

    @Test
    void theInventoryStandsForDownloadedObjects() throws Exception {
        download("one", "two", "three");
        assertThat(paths()).contains("bucket.inventory.jsonl").noneMatch(path -> path.startsWith("objects"));
        finish();
        assertThat(Manifest.check(folder)).isEmpty();
    }

    @Test
    void theCheckFindsObjectsThatAreMissingChangedOrMore() throws Exception {
        List<String> files = download("one", "two", "three", "four");
        finish();
        Files.delete(folder.path().resolve(files.get(0)));
        Files.writeString(folder.path().resolve(files.get(1)), "owt");
        Files.writeString(folder.path().resolve(files.get(2)), "threes");
        put("objects/zz/extra", "x");
        put("objects/zz/half.partial", "x");
        Files.createSymbolicLink(folder.path().resolve("objects/zz/link"), directory);
        assertThat(Manifest.check(folder))
                .containsExactlyInAnyOrder(
                        files.get(0) + " is missing",
                        files.get(1) + " has the right size and another content",
                        files.get(2) + " has 6 bytes instead of 5",
                        "objects/zz/link is neither a file nor a folder",
                        "objects/ holds 1 more than the inventory names");
    }

    @Test
    void anInventoryThatPointsElsewhereIsNotFollowed() throws Exception {
        Files.writeString(directory.resolve("secret"), "x");
        put(
                "bucket.inventory.jsonl",
                "{\"key\":\"k\",\"size\":1,\"file\":\"objects/../../secret\",\"sha256\":\"" + sha256("x") + "\"}\n");
        finish();
        assertThat(Manifest.check(folder))
                .containsExactly("line 1 of the inventory cannot be understood: file is not the place of an object");
    }

    @Test
    void thousandsOfLostObjectsAreCountedAndNotListed() throws Exception {
        String[] contents = new String[150];
        java.util.Arrays.setAll(contents, Integer::toString);
        List<String> files = download(contents);
        finish();
        for (String file : files) {
            Files.delete(folder.path().resolve(file));
        }
        assertThat(Manifest.check(folder)).hasSize(101).contains("50 more objects are missing or not what they were");
    }

    @Test
    void anotherFormatIsNotGuessedAt() throws Exception {
        finish();
        String text = Files.readString(folder.manifest()).replace("lifeboat-backup-1", "lifeboat-backup-2");
        Files.writeString(folder.manifest(), text);
        assertThatThrownBy(() -> Manifest.read(folder)).hasMessageContaining("lifeboat-backup-2");
    }
}
