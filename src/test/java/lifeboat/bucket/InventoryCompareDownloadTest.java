package lifeboat.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.CompareReport.Sort;
import lifeboat.fault.Fault;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class InventoryCompareDownloadTest {
    private static final List<String> KEYS =
            List.of("a \"quoted\" key", "line\nfeed", "plain", "private-\uE000", "beyond-\uD83D\uDEA2");

    @RegisterExtension
    static final RealStore REAL = new RealStore();

    @TempDir
    Path folder;

    private static String filled() {
        String bucket = REAL.bucket();
        KEYS.forEach(key -> REAL.put(bucket, key, "content of " + key));
        return bucket;
    }

    private static BucketCompare comparison() {
        return new BucketCompare(BucketCompare.Options.standard(), () -> false);
    }

    @Test
    void writesAnInventoryThatReadsBackAsTheListing() throws Exception {
        ObjectStore store = REAL.open(filled());
        Path file = folder.resolve("bucket.inventory.jsonl");

        InventoryFile written = BucketInventory.write(store, file, now -> {}, () -> false);

        assertThat(written.objects()).isEqualTo(KEYS.size());
        assertThat(Digests.sha256Hex(Files.readString(file))).isEqualTo(written.sha256());
        assertThat(Files.readAllLines(file)).hasSize(KEYS.size());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (BucketInventory.Reading reading = BucketInventory.read(file)) {
            assertThat(rows(reading)).isEqualTo(rows(store.list()));
        }
    }

    @Test
    void leavesNoInventoryWhenItIsCancelled() throws Exception {
        ObjectStore store = REAL.open(filled());

        assertFails(
                Kind.STOPPED, () -> BucketInventory.write(store, folder.resolve("inventory"), now -> {}, () -> true));
        assertThat(filesIn(folder)).isEmpty();
    }

    @Test
    void namesTheLineOfADamagedInventory() throws Exception {
        Path file = folder.resolve("inventory");
        BucketInventory.write(REAL.open(filled()), file, now -> {}, () -> false);
        Files.writeString(file, Files.readString(file).replace("\"key\":\"line", "\"key:\"line"));

        try (BucketInventory.Reading reading = BucketInventory.read(file)) {
            assertThatThrownBy(() -> rows(reading))
                    .isInstanceOf(BucketException.class)
                    .hasMessageContaining(" line ");
        }
    }

    @Test
    @Fault("F32")
    void findsEveryKindOfDifferenceAndNamesIt() throws Exception {
        String from = filled();
        String to = filled();
        assertThat(comparison()
                        .compare(REAL.open(from), REAL.open(to), now -> {})
                        .equal())
                .isTrue();
        REAL.put(from, "only-left", "1");
        REAL.put(to, "only-right", "1");
        REAL.put(to, "plain", "content of PLAIN");
        REAL.put(to, "line\nfeed", "short");

        CompareReport report = comparison().compare(REAL.open(from), REAL.open(to), now -> {});

        assertThat(report.equal()).isFalse();
        assertThat(report.covers()).isFalse();
        assertThat(report.same()).isEqualTo(3);
        assertThat(report.sourceObjects()).isEqualTo(6);
        assertThat(report.targetObjects()).isEqualTo(6);
        assertThat(report.differences())
                .extracting(CompareReport.Difference::key, CompareReport.Difference::sort)
                .containsExactly(
                        tuple("line\nfeed", Sort.SIZE),
                        tuple("only-left", Sort.ONLY_IN_SOURCE),
                        tuple("only-right", Sort.ONLY_IN_TARGET),
                        tuple("plain", Sort.CONTENT));
    }

    @Test
    void readsObjectsWhoseEntityTagsCannotBeCompared() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        byte[] first = new byte[RealStore.PART];
        REAL.putInParts(from, "parts", Map.of(), first, new byte[] {1, 2});
        new BucketClone(REAL.open(from), REAL.open(to), BucketClone.Options.standard()).run(now -> {}, () -> false);

        assertThat(comparison()
                        .compare(REAL.open(from), REAL.open(to), now -> {})
                        .equal())
                .isTrue();
        Path inventory = folder.resolve("inventory");
        BucketInventory.write(REAL.open(from), inventory, now -> {}, () -> false);
        CompareReport byInventory = comparison().compare(inventory, REAL.open(to), now -> {});
        assertThat(byInventory.unprovenKeys()).containsExactly("parts");
        REAL.putInParts(to, "parts", Map.of(), first, new byte[] {1, 3});
        assertThat(comparison()
                        .compare(REAL.open(from), REAL.open(to), now -> {})
                        .different())
                .isEqualTo(1);
    }

    @Test
    void comparesAnInventoryWithABucket() throws Exception {
        String bucket = filled();
        Path inventory = folder.resolve("inventory");
        BucketInventory.write(REAL.open(bucket), inventory, now -> {}, () -> false);
        assertThat(comparison().compare(inventory, REAL.open(bucket), now -> {}).equal())
                .isTrue();
        REAL.put(bucket, "plain", "content of PLAIN");

        CompareReport report = comparison().compare(inventory, REAL.open(bucket), now -> {});

        assertThat(report.different()).isEqualTo(1);
        assertThat(report.same()).isEqualTo(KEYS.size() - 1);
    }

    @Test
    @Fault("F33")
    void readsBackTheSameSampleForTheSameSeedAndNamesWhatDoesNotFit() throws Exception {
        String from = filled();
        String to = filled();
        SampleReport good = comparison().sample(REAL.open(from), REAL.open(to), 3, 42, now -> {});
        assertThat(good.equal()).isTrue();
        assertThat(good.objects()).isEqualTo(3);
        REAL.put(to, "plain", "content of PLAIN");
        REAL.client().deleteObject(request -> request.bucket(to).key("line\nfeed"));

        SampleReport bad = comparison().sample(REAL.open(from), REAL.open(to), 100, 42, now -> {});

        assertThat(bad.objects()).isEqualTo(KEYS.size());
        assertThat(bad.mismatches()).hasSize(2);
        assertThat(bad.mismatches().get(0)).contains("line\nfeed", "not in the target");
        assertThat(bad.mismatches().get(1)).contains("plain");
    }

    @Test
    @Fault("F34")
    void downloadsUnderSafeNamesAndReadsOnlyTheRestTheNextTime() throws Exception {
        ObjectStore store = REAL.open(filled());
        BucketDownload download = new BucketDownload(store, 4);

        DownloadReport first = download.run(folder, now -> {}, () -> false);

        assertThat(first.downloaded()).isEqualTo(KEYS.size());
        for (String key : KEYS) {
            Path file = folder.resolve(ObjectFiles.name(key));
            assertThat(Files.readString(file)).isEqualTo("content of " + key);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(filesIn(folder)).hasSize(KEYS.size() + 1);
        try (BucketInventory.Reading reading =
                BucketInventory.read(first.inventory().file())) {
            assertThat(rows(reading)).isEqualTo(rows(store.list()));
        }
        Files.writeString(folder.resolve(ObjectFiles.name("plain")), "content of PLAIN");
        Files.delete(folder.resolve(ObjectFiles.name("line\nfeed")));
        DownloadReport second = download.run(folder, now -> {}, () -> false);
        assertThat(second.downloaded()).isEqualTo(2);
        assertThat(second.kept()).isEqualTo(KEYS.size() - 2);
        assertThat(second.inventory().sha256()).isEqualTo(first.inventory().sha256());
        assertThat(Files.readString(folder.resolve(ObjectFiles.name("plain")))).isEqualTo("content of plain");
    }

    @Test
    @Fault("F34")
    void neverWritesThroughALinkThatSomebodyPlanted() throws Exception {
        ObjectStore store = REAL.open(filled());
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path planted = folder.resolve(ObjectFiles.name("plain"));
        Files.createDirectories(Optional.ofNullable(planted.getParent()).orElseThrow());
        Files.createSymbolicLink(planted, victim);

        new BucketDownload(store, 2).run(folder, now -> {}, () -> false);

        assertThat(Files.readString(victim)).isEqualTo("precious");
        assertThat(Files.isSymbolicLink(planted)).isFalse();
        assertThat(Files.readString(planted, StandardCharsets.UTF_8)).isEqualTo("content of plain");
    }

    @Test
    void writesNoInventoryForADownloadThatWasStopped() throws Exception {
        ObjectStore store = REAL.open(filled());

        assertFails(Kind.STOPPED, () -> new BucketDownload(store, 2).run(folder, now -> {}, () -> true));
        assertThat(filesIn(folder)).isEmpty();
    }

    private static List<ObjectRow> rows(ObjectListing listing) throws BucketException {
        List<ObjectRow> rows = new ArrayList<>();
        for (ObjectRow row = listing.next(); row != null; row = listing.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BucketException.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
    }
}
