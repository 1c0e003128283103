package lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manifest is read into what a restore needs, or refused. */
class SavedBackupTest {
    @TempDir
    Path directory;

    private BackupFolder folder;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    @BeforeEach
    void fill() throws Exception {
        folder = BackupFolder.create(directory, "backup");
        Map<String, Object> database = new LinkedHashMap<>();
        database.put("name", "pachyderm");
        database.put("server_version", "15.18 (Debian 15.18-0+deb12u1)");
        database.put("encoding", "UTF8");
        database.put("collation", "C");
        database.put("ctype", "C");
        database.put("owner", "pachyderm");
        database.put("migrations_max", 1042L);
        database.put(
                "tables",
                List.of(
                        Map.of("schema", "pfs", "name", "repos", "rows", 360L),
                        Map.of("schema", "pfs", "name", "commits", "rows", 5000L)));
        database.put(
                "sequences",
                List.of(
                        Map.of("schema", "public", "name", "large", "last_value", "9223372036854775807"),
                        Map.of("schema", "public", "name", "unused")));
        database.put("extensions", List.of(Map.of("name", "plpgsql", "version", "1.0")));
        database.put("toc_entries", 120L);
        database.put("files", List.of(Map.of("path", "toc.dat", "size", 3L, "sha256", "00")));
        fields.put("id", "backup-1");
        fields.put("status", "COMPLETE");
        fields.put("remarks", List.of());
        fields.put("lifeboat", "0.1.0");
        fields.put("times", Map.of("written", "2026-11-21T12:00:00Z"));
        fields.put("source", Map.of("cluster", Map.of("uid", "u1", "namespace", "pachyderm")));
        fields.put("pachyderm_version", "2.8.10");
        fields.put("databases", List.of(database));
        fields.put(
                "bucket",
                Map.of("objects", "400", "bytes", "123456789012", "inventory_sha256", "ab", "copied_to", "other"));
        fields.put("helm", Map.of("release", "pachyderm", "chart", "pachyderm-2.8.10"));
        fields.put("evidence", Map.of());
    }

    private SavedBackup read() throws Exception {
        Manifest.write(folder, fields);
        return SavedBackup.read(folder);
    }

    @Test
    void whatTheManifestSaysIsRead() throws Exception {
        SavedBackup backup = read();
        assertThat(backup.isComplete()).isTrue();
        assertThat(backup.pachydermVersion()).isEqualTo("2.8.10");
        assertThat(backup.source().get("cluster")).containsEntry("namespace", "pachyderm");
        assertThat(backup.helm()).containsEntry("chart", "pachyderm-2.8.10");
        assertThat(backup.bucket().orElseThrow().bytes()).isEqualTo(123_456_789_012L);
        assertThat(backup.bucket().orElseThrow().copiedTo()).contains("other");
        SavedDatabase database = backup.database("pachyderm").orElseThrow();
        assertThat(database.serverMajor()).isEqualTo(15);
        assertThat(database.rows()).isEqualTo(5360);
        assertThat(database.migrationsMax()).hasValue(1042);
        assertThat(database.bytes()).isEmpty();
        assertThat(database.sequences())
                .containsExactly(
                        new SavedDatabase.Sequence("public", "large", OptionalLong.of(Long.MAX_VALUE)),
                        new SavedDatabase.Sequence("public", "unused", OptionalLong.empty()));
        assertThat(backup.database("dex")).isEmpty();
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedWithAHint() throws Exception {
        fields.put("status", "SPLENDID");
        assertThatThrownBy(this::read)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("cannot be understood")
                .satisfies(e -> assertThat(((BackupException) e).hint()).contains("Lifeboat that wrote it"));
        fields.put("status", "PARTIAL");
        fields.put("bucket", Map.of("objects", "many", "bytes", "1", "inventory_sha256", "ab"));
        assertThatThrownBy(this::read).hasMessageContaining("bucket.objects is not a whole number");
    }

    @Test
    void aBackupWithoutComparedObjectsHasNone() throws Exception {
        fields.put("bucket", Map.of());
        fields.put("status", "PARTIAL");
        assertThat(read().bucket()).isEmpty();
        assertThat(read().isComplete()).isFalse();
    }

    @Test
    void oneFlippedBitIsRefused() throws Exception {
        read();
        byte[] bytes = Files.readAllBytes(folder.manifest());
        bytes[bytes.length / 3] ^= 1;
        Files.write(folder.manifest(), bytes);
        assertThatThrownBy(() -> SavedBackup.read(folder)).isInstanceOf(BackupException.class);
    }

    @Test
    void secretsAreReadAndNeverShown() throws Exception {
        assertThat(SavedBackup.secrets(folder)).isEmpty();
        String value = Base64.getEncoder().encodeToString("canary".getBytes(StandardCharsets.UTF_8));
        put(
                "pachyderm-auth",
                "{\"apiVersion\":\"v1\",\"data\":{\"root-token\":\"" + value
                        + "\"},\"kind\":\"Secret\",\"metadata\":{\"labels\":{\"app.kubernetes.io/managed-by\":\"Helm\"},"
                        + "\"name\":\"pachyderm-auth\"},\"type\":\"Opaque\"}");
        put(
                "user.one",
                "{\"apiVersion\":\"v1\",\"data\":{},\"kind\":\"Secret\",\"metadata\":{\"labels\":{},"
                        + "\"name\":\"user.one\"},\"type\":\"Opaque\"}");
        List<SavedSecret> secrets = SavedBackup.secrets(folder);
        assertThat(secrets).extracting(SavedSecret::name).containsExactly("pachyderm-auth", "user.one");
        assertThat(secrets).extracting(SavedSecret::isMadeByHelm).containsExactly(true, false);
        assertThat(secrets.get(0).content().get("root-token")).isEqualTo("canary".getBytes(StandardCharsets.UTF_8));
        assertThat(secrets.toString()).doesNotContain("canary").doesNotContain(value);
        put("broken", "{\"data\":{\"k\":\"canary!\"}}");
        assertThatThrownBy(() -> SavedBackup.secrets(folder))
                .isInstanceOf(BackupException.class)
                .hasMessageNotContaining("canary");
    }

    private void put(String name, String content) throws Exception {
        folder.write(folder.secret(name), content.getBytes(StandardCharsets.UTF_8));
    }
}
