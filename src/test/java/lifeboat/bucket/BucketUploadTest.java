package lifeboat.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lifeboat.bucket.BucketException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What was downloaded fills an empty bucket again, object by object. */
class BucketUploadTest {
    private static final List<String> KEYS =
            List.of("a \"quoted\" key", "empty", "plain", "private-\uE000", "beyond-\uD83D\uDEA2");

    @RegisterExtension
    static final RealStore REAL = new RealStore();

    @TempDir
    Path folder;

    private ObjectStore downloaded() throws Exception {
        String bucket = REAL.bucket();
        KEYS.forEach(key -> REAL.put(bucket, key, key.equals("empty") ? "" : "content of " + key));
        ObjectStore source = REAL.open(bucket);
        source.put(
                "large",
                "0123456789abcdef".repeat((17 << 20) / 16).getBytes(StandardCharsets.US_ASCII),
                ObjectHeaders.none());
        new BucketDownload(source, 4).run(folder, now -> {}, () -> false);
        return source;
    }

    @Test
    void anEmptyBucketThenHoldsWhatWasDownloaded() throws Exception {
        ObjectStore source = downloaded();
        ObjectStore target = REAL.open(REAL.bucket());

        BucketUpload.Report report = new BucketUpload(target, 4).run(folder, now -> {}, () -> false);

        assertThat(report.uploaded()).isEqualTo(KEYS.size() + 1);
        CompareReport compared =
                new BucketCompare(BucketCompare.Options.standard(), () -> false).compare(source, target, now -> {});
        assertThat(compared.equal()).as(compared.toString()).isTrue();
        assertThat(compared.same()).isEqualTo(KEYS.size() + 1);
    }

    @Test
    void whatIsThereIsNotWrittenAgainAndWhatDiffersIs() throws Exception {
        downloaded();
        String bucket = REAL.bucket();
        ObjectStore target = REAL.open(bucket);
        new BucketUpload(target, 4).run(folder, now -> {}, () -> false);
        REAL.put(bucket, "plain", "something of the same length".substring(0, "content of plain".length()));

        BucketUpload.Report again = new BucketUpload(target, 4).run(folder, now -> {}, () -> false);

        assertThat(again.skipped()).isEqualTo(KEYS.size() - 1);
        assertThat(target.get("plain").readAllBytes()).isEqualTo("content of plain".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFileThatIsNotWhatWasDownloadedIsRefused() throws Exception {
        downloaded();
        Path file;
        try (Stream<Path> files = Files.walk(folder.resolve("objects"))) {
            file = files.filter(Files::isRegularFile)
                    .filter(path -> path.toFile().length() > 0)
                    .findFirst()
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);

        BucketException refused =
                catchThrowableOfType(BucketException.class, () -> new BucketUpload(REAL.open(REAL.bucket()), 1)
                        .run(folder, now -> {}, () -> false));

        assertThat(refused.kind()).isEqualTo(Kind.CORRUPT);
        assertThat(refused.hint()).contains("use another backup");
    }

    @Test
    void anInventoryWithoutFilesOrWithAFileElsewhereIsRefused() throws Exception {
        ObjectStore source = downloaded();
        Path inventory = folder.resolve("bucket.inventory.jsonl");
        Files.writeString(
                inventory, Files.readString(inventory).replaceFirst("\"file\":\"objects/..", "\"file\":\"../.."));
        assertThat(catchThrowableOfType(BucketException.class, () -> new BucketUpload(REAL.open(REAL.bucket()), 1)
                        .run(folder, now -> {}, () -> false)))
                .hasMessageContaining("names no file");
        BucketInventory.write(source, inventory, now -> {}, () -> false);
        assertThat(catchThrowableOfType(BucketException.class, () -> new BucketUpload(REAL.open(REAL.bucket()), 1)
                        .run(folder, now -> {}, () -> false)))
                .hasMessageContaining("names no file");
    }

    @Test
    void anUploadThatIsStoppedSaysSo() throws Exception {
        downloaded();
        assertThat(catchThrowableOfType(BucketException.class, () -> new BucketUpload(REAL.open(REAL.bucket()), 1)
                                .run(folder, now -> {}, () -> true))
                        .kind())
                .isEqualTo(Kind.STOPPED);
    }
}
