package lifeboat.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.s3.CopyLimits;
import lifeboat.bucket.s3.RetryPolicy;
import lifeboat.bucket.s3.S3Stores;
import lifeboat.fault.Fault;
import lifeboat.fault.FaultProxy;
import lifeboat.fault.Tally;
import lifeboat.fault.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

class BucketCloneTest {
    private static final int PART = RealStore.PART;
    private static final List<String> ODD_KEYS = List.of(
            "plain",
            "with space/and more",
            "plus+plus",
            "percent%41%",
            "tab\tinside",
            "uml-\u00e4\u00f6",
            "private-\uE000",
            "beyond-\uD83D\uDEA2",
            "quote'\"<>&",
            "semi;colon?question#hash",
            "line\nfeed",
            "control-\u0001");

    @RegisterExtension
    static final RealStore REAL = new RealStore();

    @Test
    @Fault("F34")
    void copiesEveryKeyWithItsContentAndProvesItByEntityTag() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        for (String key : ODD_KEYS) {
            REAL.put(from, key, "content of " + key);
        }
        REAL.put(from, "empty", "");

        CloneReport report = clone(REAL.open(from), REAL.open(to));

        assertThat(report.failures()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(report.copied()).isEqualTo(ODD_KEYS.size() + 1);
        assertThat(report.proofs()).isEqualTo(Map.of(Proof.ETAG, ODD_KEYS.size() + 1L));
        for (String key : ODD_KEYS) {
            assertThat(new String(REAL.content(to, key), StandardCharsets.UTF_8))
                    .isEqualTo("content of " + key);
        }
        assertThat(REAL.content(to, "empty")).isEmpty();
    }

    @Test
    void carriesHeadersAndMetadataOver() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        putWithHeaders(from, "described", new byte[] {1, 2, 3});

        clone(REAL.open(from), REAL.open(to));

        assertDescribed(to, "described");
    }

    @Test
    @Fault("F34")
    void copiesLargeObjectsInPartsWithTheirHeaders() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        byte[] content = random(2 * PART + 12_345);
        putWithHeaders(from, "large", content);
        CopyLimits parts = new CopyLimits(PART, PART, 3, 20);

        CloneReport report = clone(REAL.open(from), REAL.open(to, "127.0.0.1", parts));

        assertThat(report.failures()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(report.copiedBytes()).isEqualTo(content.length);
        assertThat(REAL.content(to, "large")).isEqualTo(content);
        assertDescribed(to, "large");
        assertThat(REAL.client().listMultipartUploads(r -> r.bucket(to)).uploads())
                .isEmpty();
    }

    @Test
    void leavesEqualObjectsAloneWhenItRunsAgain() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        REAL.put(from, "a", "1");
        REAL.put(from, "b", "2");
        REAL.putInParts(from, "parts", Map.of("who", "me"), random(PART), random(10));
        awaitSecondAfter(REAL.open(from).head("parts").orElseThrow().row().lastModified());
        assertThat(clone(REAL.open(from), REAL.open(to)).complete()).isTrue();
        REAL.put(from, "b", "3");

        CloneReport second = clone(REAL.open(from), REAL.open(to));

        assertThat(second.complete()).isTrue();
        assertThat(second.copied()).isEqualTo(1);
        assertThat(second.skipped()).isEqualTo(2);
        assertThat(REAL.content(to, "b")).containsExactly('3');
    }

    @Test
    void goesOnWithTheRestAfterItWasCancelled() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        int count = 2_000;
        ObjectStore source = REAL.open(from);
        IntStream.range(0, count).parallel().forEach(i -> REAL.put(from, "dir-" + i % 7 + "/object-" + i, "n" + i));
        AtomicInteger settled = new AtomicInteger();
        BucketClone.Listener counting = new BucketClone.Listener() {
            @Override
            public void progress(TransferProgress now) {
                // Only single objects are of interest here.
            }

            @Override
            public void settled(ObjectRow row, boolean copied, Proof proof) {
                settled.incrementAndGet();
            }
        };

        CloneReport first = new BucketClone(source, REAL.open(to), BucketClone.Options.standard())
                .run(counting, () -> settled.get() >= 700);
        CloneReport second = clone(source, REAL.open(to));

        assertThat(first.cancelled()).isTrue();
        assertThat(first.complete()).isFalse();
        assertThat(first.copied()).isBetween(700L, 780L);
        assertThat(second.complete()).isTrue();
        assertThat(second.copied()).isEqualTo(count - first.copied());
        assertThat(second.skipped()).isEqualTo(first.copied());
        // One request for each copy, two pages of the source and one of the target.
        assertThat(second.tally().requests()).isEqualTo(second.copied() + 3);
    }

    @Test
    void reportsExtraKeysAndDeletesNothing() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        REAL.put(from, "m", "1");
        REAL.put(to, "a-extra", "x");
        REAL.put(to, "z-extra", "x");

        CloneReport report = clone(REAL.open(from), REAL.open(to));

        assertThat(report.complete()).isTrue();
        assertThat(report.extra()).isEqualTo(2);
        assertThat(report.extras()).containsExactly("a-extra", "z-extra");
        assertThat(REAL.content(to, "a-extra")).containsExactly('x');
    }

    @Test
    void refusesToCloneABucketOntoItself() throws Exception {
        String bucket = REAL.bucket();
        REAL.put(bucket, "a", "1");

        assertThatThrownBy(() -> clone(REAL.open(bucket), REAL.open(bucket)))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    @Test
    @Fault("F32")
    void refusesAnObjectThatChangedSinceItWasListed() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        REAL.put(from, "steady", "1");
        REAL.put(from, "moving", "before");
        ObjectStore source = REAL.open(from);
        List<ObjectRow> listed = rows(source);
        REAL.put(from, "moving", "behind");
        ObjectStore target = REAL.open(to);

        ObjectRow moving = listed.get(0);
        assertThat(moving.key()).isEqualTo("moving");
        assertThatThrownBy(() -> target.copyFrom(from, moving, CopyWatch.none()))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHANGED));
        assertThat(target.head("moving")).isEmpty();
        assertThat(target.copyFrom(from, listed.get(1), CopyWatch.none())).isEqualTo(Proof.ETAG);
    }

    @Test
    @Fault("F32")
    void refusesALargeObjectThatChangedAndLeavesNoUploadBehind() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        REAL.client().putObject(r -> r.bucket(from).key("large"), RequestBody.fromBytes(random(PART + 1)));
        ObjectRow listed = rows(REAL.open(from)).get(0);
        REAL.client().putObject(r -> r.bucket(from).key("large"), RequestBody.fromBytes(new byte[PART + 1]));
        ObjectStore target = REAL.open(to, "127.0.0.1", new CopyLimits(PART, PART, 2, 10));

        assertThatThrownBy(() -> target.copyFrom(from, listed, CopyWatch.none()))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CHANGED));
        assertThat(target.head("large")).isEmpty();
        assertThat(REAL.client().listMultipartUploads(r -> r.bucket(to)).uploads())
                .isEmpty();
    }

    @Test
    void streamsBetweenTwoEndpoints() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        byte[] large = random(17 << 20);
        putWithHeaders(from, "large", large);
        putWithHeaders(from, "small \uD83D\uDEA2", new byte[] {1, 2, 3});
        REAL.put(from, "empty", "");

        ObjectStore target = REAL.open(to, "localhost", CopyLimits.standard());
        CloneReport report = clone(REAL.open(from), target);

        assertThat(report.failures()).isEmpty();
        assertThat(report.complete()).isTrue();
        assertThat(report.proofs()).isEqualTo(Map.of(Proof.ETAG, 2L, Proof.CONTENT, 1L));
        assertThat(REAL.content(to, "large")).isEqualTo(large);
        assertDescribed(to, "large");
        assertDescribed(to, "small \uD83D\uDEA2");
    }

    private static BucketLocation through(FaultProxy proxy, String bucket) {
        return new BucketLocation(
                bucket,
                Optional.of(URI.create("http://127.0.0.1:" + proxy.port())),
                Optional.empty(),
                REAL.location(bucket, "127.0.0.1").credentials());
    }

    @Test
    @Fault("F22")
    void anAnswerThatIsLostAfterAWriteOfAnyKindLeavesEveryObjectRightAndTheTriesAreCounted(Tally tally)
            throws Exception {
        List<Predicate<String>> requests = List.of(
                request -> request.startsWith("PUT ") && request.contains("/small"),
                request -> request.startsWith("POST ") && request.contains("?uploads"),
                request -> request.startsWith("PUT ") && request.contains("partNumber=1"),
                request -> request.startsWith("POST ") && request.contains("uploadId="));
        byte[] large = random(PART + 12_345);
        RetryPolicy policy = new RetryPolicy(4, Duration.ofMillis(2), Duration.ofMillis(20));
        CopyLimits parts = new CopyLimits(PART, PART, 1, 20);
        for (int index = 0; index < requests.size(); index++) {
            String from = REAL.bucket();
            String to = REAL.bucket();
            REAL.put(from, "small", "1");
            putWithHeaders(from, "large", large);
            try (FaultProxy proxy = new FaultProxy(REAL.endpoint("127.0.0.1").getPort());
                    ObjectStore source = new S3Stores(policy, parts, "test").open(through(proxy, from));
                    ObjectStore target = new S3Stores(policy, parts, "test").open(through(proxy, to))) {
                tally.injected();
                proxy.loseAnswers(1, requests.get(index));

                CloneReport report = clone(source, target);

                assertThat(proxy.lost()).as("request " + index).isEqualTo(1);
                assertThat(report.failures()).as("request " + index).isEmpty();
                assertThat(report.complete()).isTrue();
                assertThat(report.tally().retries()).isEqualTo(1);
                assertThat(REAL.content(to, "small")).containsExactly('1');
                assertThat(REAL.content(to, "large")).isEqualTo(large);
                assertDescribed(to, "large");
                // An upload whose number nobody heard stays, empty; nothing that was written stays beside the objects.
                assertThat(REAL.client().listMultipartUploads(r -> r.bucket(to)).uploads())
                        .as("request " + index)
                        .hasSize(index == 1 ? 1 : 0);
            }
            tally.survived();
        }
    }

    @Test
    @Fault("F33")
    void aByteThatArrivesAsAnotherOrABodyThatIsCutNeverBecomesACopyThatIsCalledRight(Tally tally) throws Exception {
        Random offsets = new Random(33);
        for (int time = 0; time < 12; time++) {
            String from = REAL.bucket();
            String to = REAL.bucket();
            byte[] content = random(40_000);
            putWithHeaders(from, "key", content);
            try (FaultProxy proxy = new FaultProxy(REAL.endpoint("127.0.0.1").getPort())) {
                RetryPolicy policy = new RetryPolicy(4, Duration.ofMillis(2), Duration.ofMillis(20));
                long at = 1_200 + offsets.nextInt(38_000);
                tally.injected();
                try (ObjectStore source =
                        new S3Stores(policy, CopyLimits.standard(), "test").open(through(proxy, from))) {
                    proxy.plan(time % 2 == 0 ? Trouble.corruptAt(at) : Trouble.cutAfter(at));
                    CloneReport report;
                    try {
                        report = clone(source, REAL.open(to));
                    } catch (BucketException broken) {
                        // The listing itself was hit, and was not believed.
                        tally.survived();
                        continue;
                    }
                    if (report.complete()) {
                        assertThat(REAL.content(to, "key")).isEqualTo(content);
                    } else {
                        assertThat(report.failures())
                                .extracting(CloneReport.Failure::key)
                                .containsExactly("key");
                    }
                }
            }
            tally.survived();
        }
    }

    @Test
    void tellsProgressThatEndsAtTheTotal() throws Exception {
        String from = REAL.bucket();
        String to = REAL.bucket();
        for (int i = 0; i < 20; i++) {
            REAL.put(from, "key-" + i, "12345");
        }
        List<TransferProgress> told = new ArrayList<>();

        new BucketClone(REAL.open(from), REAL.open(to), BucketClone.Options.standard()).run(told::add, () -> false);

        TransferProgress last = told.get(told.size() - 1);
        assertThat(last.objectsDone()).isEqualTo(20);
        assertThat(last.objectsKnown()).isEqualTo(20);
        assertThat(last.bytesDone()).isEqualTo(100);
        assertThat(last.allKnown()).isTrue();
        assertThat(last.bytesPerSecond()).isPositive();
    }

    /** This server keeps no checksum of this object and tells times in seconds, so only a later second is a proof. */
    private static void awaitSecondAfter(Instant second) {
        while (Instant.now().isBefore(second.plusSeconds(1))) {
            Thread.onSpinWait();
        }
    }

    private static CloneReport clone(ObjectStore source, ObjectStore target) throws BucketException {
        return new BucketClone(source, target, BucketClone.Options.standard()).run(now -> {}, () -> false);
    }

    private static List<ObjectRow> rows(ObjectStore store) throws BucketException {
        List<ObjectRow> rows = new ArrayList<>();
        ObjectListing listing = store.list();
        for (ObjectRow row = listing.next(); row != null; row = listing.next()) {
            rows.add(row);
        }
        return rows;
    }

    private static void putWithHeaders(String bucket, String key, byte[] content) {
        REAL.client()
                .putObject(
                        r -> r.bucket(bucket)
                                .key(key)
                                .contentType("text/x-boat")
                                .contentLanguage("de")
                                .contentDisposition("attachment; filename=boat")
                                .cacheControl("no-store")
                                .metadata(Map.of("crew", "four")),
                        RequestBody.fromBytes(content));
    }

    private static void assertDescribed(String bucket, String key) {
        HeadObjectResponse head = REAL.client().headObject(r -> r.bucket(bucket).key(key));
        assertThat(head.contentType()).isEqualTo("text/x-boat");
        assertThat(head.contentLanguage()).isEqualTo("de");
        assertThat(head.contentDisposition()).isEqualTo("attachment; filename=boat");
        assertThat(head.cacheControl()).isEqualTo("no-store");
        assertThat(head.metadata()).isEqualTo(Map.of("crew", "four"));
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }
}
