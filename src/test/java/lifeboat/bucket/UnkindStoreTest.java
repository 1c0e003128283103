package lifeboat.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.ObjectStore.Slice;
import lifeboat.bucket.StubStore.Reply;
import lifeboat.bucket.StubStore.Request;
import lifeboat.bucket.s3.CopyLimits;
import lifeboat.bucket.s3.RetryPolicy;
import lifeboat.bucket.s3.S3Stores;
import lifeboat.fault.Fault;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnkindStoreTest {
    private static final ObjectRow ROW = new ObjectRow("key", 1, StubStore.ETAG, Instant.EPOCH);

    @Test
    @Fault("F30")
    void asksAgainWhenItIsToldToSlowDownAndCountsIt() throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (StubStore stub = new StubStore(request ->
                        number.incrementAndGet() <= 3 ? Reply.error(503, "SlowDown") : Reply.copied(StubStore.ETAG));
                ObjectStore store = stub.open("to")) {
            assertThat(store.copyFrom("from", ROW, CopyWatch.none())).isEqualTo(Proof.ETAG);
            assertThat(store.tally()).isEqualTo(new ObjectStore.Tally(4, 3, 3));
            assertThat(stub.requests()).hasSize(4);
        }
    }

    @Test
    @Fault("F30")
    void givesUpAfterTenTries() throws Exception {
        try (StubStore stub = new StubStore(request -> Reply.error(503, "SlowDown"));
                ObjectStore store = stub.open("to")) {
            assertFails(Kind.THROTTLED, () -> store.copyFrom("from", ROW, CopyWatch.none()));
            assertThat(stub.requests()).hasSize(10);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    @Fault("F30")
    void asksAgainAfterATroubleOfTheServer(int status) throws Exception {
        AtomicInteger number = new AtomicInteger();
        try (StubStore stub = new StubStore(request ->
                        number.incrementAndGet() == 1 ? Reply.of(status, Map.of(), "") : Reply.copied(StubStore.ETAG));
                ObjectStore store = stub.open("to")) {
            assertThat(store.copyFrom("from", ROW, CopyWatch.none())).isEqualTo(Proof.ETAG);
            assertThat(stub.requests()).hasSize(2);
        }
    }

    @Test
    @Fault("F31")
    void takesAnErrorInsideA200ForAFailure() throws Exception {
        try (StubStore stub = new StubStore(request -> Reply.error(200, "InternalError"));
                ObjectStore store = stub.open("to", 3)) {
            assertFails(Kind.UNREACHABLE, () -> store.copyFrom("from", ROW, CopyWatch.none()));
            assertThat(stub.requests()).hasSize(3);
        }
        try (StubStore stub = new StubStore(request -> Reply.error(200, "SomethingNew"));
                ObjectStore store = stub.open("to", 3)) {
            assertFails(Kind.FAILED, () -> store.copyFrom("from", ROW, CopyWatch.none()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?uploads", "partNumber=2", "POST uploadId="})
    @Fault("F31")
    void takesAnErrorInsideA200ForAFailureAtEveryStepOfACopyInParts(String step) throws Exception {
        String[] words = step.split(" ", -1);
        String method = words.length == 2 ? words[0] : "";
        String query = words[words.length - 1].replace("?", "");
        Function<Request, Reply> script = request -> {
            if (request.query().contains(query) && request.method().startsWith(method)) {
                return Reply.error(200, "InternalError");
            }
            if (request.query().startsWith("uploads")) {
                return Reply.xml(
                        200, "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
            }
            if (request.method().equals("DELETE")) {
                return Reply.of(204, Map.of(), "");
            }
            return request.isCopy()
                    ? Reply.xml(200, "<CopyPartResult><ETag>\"" + StubStore.ETAG + "\"</ETag></CopyPartResult>")
                    : Reply.content(request.path().startsWith("/from") ? StubStore.ETAG : StubStore.OTHER_ETAG, "");
        };
        long part = 5L << 20;
        ObjectRow large = new ObjectRow("key", part + 1, StubStore.ETAG, Instant.EPOCH);
        try (StubStore stub = new StubStore(script);
                ObjectStore store = stub.open("to", 3, new CopyLimits(part, part, 1, 4))) {
            assertThatThrownBy(() -> store.copyFrom("from", large, CopyWatch.none()))
                    .isInstanceOf(BucketException.class);
            assertThat(stub.requests())
                    .filteredOn(request ->
                            request.query().contains(query) && request.method().startsWith(method))
                    .as("tries")
                    .hasSize(3);
            assertThat(stub.requests())
                    .filteredOn(request -> request.method().equals("DELETE"))
                    .as("the upload is dropped, if there is one")
                    .hasSize(step.equals("?uploads") ? 0 : 1);
        }
    }

    @Test
    @Fault("F31")
    void takesA200WithoutAnEntityTagForAFailure() throws Exception {
        try (StubStore stub = new StubStore(request -> Reply.xml(200, "<CopyObjectResult></CopyObjectResult>"));
                ObjectStore store = stub.open("to")) {
            assertFails(Kind.CORRUPT, () -> store.copyFrom("from", ROW, CopyWatch.none()));
        }
    }

    @Test
    @Fault("F33")
    void refusesACopyWithAnotherEntityTag() throws Exception {
        try (StubStore stub = new StubStore(request -> request.isCopy()
                        ? Reply.copied(StubStore.OTHER_ETAG)
                        : Reply.content(
                                request.path().startsWith("/from") ? StubStore.ETAG : StubStore.OTHER_ETAG, "a"));
                ObjectStore store = stub.open("to")) {
            assertFails(Kind.CORRUPT, () -> store.copyFrom("from", ROW, CopyWatch.none()));
        }
    }

    @Test
    void acceptsAnotherEntityTagWhereTheStoreEncryptsWithAKeyAndSaysThatTheProofIsWeak() throws Exception {
        Function<Request, Reply> script = request -> {
            if (request.isCopy()) {
                return Reply.copied(StubStore.OTHER_ETAG);
            }
            String etag = request.path().startsWith("/from") ? StubStore.ETAG : StubStore.OTHER_ETAG;
            return Reply.of(200, Map.of("ETag", '"' + etag + '"', "x-amz-server-side-encryption", "aws:kms"), "a");
        };
        try (StubStore stub = new StubStore(script);
                ObjectStore store = stub.open("to")) {
            assertThat(store.copyFrom("from", ROW, CopyWatch.none())).isEqualTo(Proof.SIZE_AND_PARTS);
        }
    }

    @Test
    @Fault("F33")
    void provesByChecksumWhereEntityTagsCannotBeCompared() throws Exception {
        ObjectRow parts = new ObjectRow("key", 1, StubStore.ETAG + "-2", Instant.EPOCH);
        AtomicInteger wrong = new AtomicInteger();
        Function<Request, Reply> script = request -> {
            if (request.isCopy()) {
                return Reply.copied(StubStore.OTHER_ETAG);
            }
            boolean source = request.path().startsWith("/from");
            String sum = source || wrong.get() == 0 ? "AAAAAAAAAAA=" : "AAAAAAAAAAE=";
            String etag = source ? parts.etag() : StubStore.OTHER_ETAG;
            return Reply.of(
                    200,
                    Map.of(
                            "ETag",
                            '"' + etag + '"',
                            "x-amz-checksum-crc64nvme",
                            sum,
                            "x-amz-checksum-type",
                            "FULL_OBJECT"),
                    "a");
        };
        try (StubStore stub = new StubStore(script);
                ObjectStore store = stub.open("to")) {
            assertThat(store.copyFrom("from", parts, CopyWatch.none())).isEqualTo(Proof.CHECKSUM);
            wrong.set(1);
            assertFails(Kind.CORRUPT, () -> store.copyFrom("from", parts, CopyWatch.none()));
        }
    }

    @Test
    void asksForTheListedVersionAndSaysWhoAsks() throws Exception {
        try (StubStore stub = new StubStore(request -> Reply.copied(StubStore.ETAG));
                ObjectStore store = stub.open("to")) {
            store.copyFrom("from", ROW, CopyWatch.none());

            Request copy = stub.requests().get(0);
            assertThat(copy.header("X-amz-copy-source-if-match")).isEqualTo('"' + StubStore.ETAG + '"');
            assertThat(copy.header("User-agent")).contains("lifeboat-run/01ABC");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a/../b", "a/./b", "a//b", "../x", "/lead", "end/", "%2e%2e/x", "a b+c%", "\uD83D\uDEA2\n\u0001"
            })
    @Fault("F34")
    void sendsAKeyAsItIsAndNeverTidiesItAsAPath(String key) throws Exception {
        try (StubStore stub = new StubStore(request ->
                        request.isCopy() ? Reply.copied(StubStore.ETAG) : Reply.content(StubStore.ETAG, "a"));
                ObjectStore store = stub.open("to")) {
            store.copyFrom("from", new ObjectRow(key, 1, StubStore.ETAG, Instant.EPOCH), CopyWatch.none());
            store.head(key);
            store.get(key).close();

            for (Request request : stub.requests()) {
                assertThat(decoded(request.path())).isEqualTo("/to/" + key);
            }
            String source = decoded(stub.requests().get(0).header("X-amz-copy-source"));
            assertThat(source).isIn("from/" + key, "/from/" + key);
        }
    }

    @Test
    @Fault("F33")
    void readsAgainWhenABodyIsCutAndFailsWhenItIsAlwaysCut() throws Exception {
        AtomicInteger number = new AtomicInteger();
        Reply whole = Reply.content(StubStore.ETAG, "0123456789");
        try (StubStore stub = new StubStore(request -> number.incrementAndGet() == 1 ? whole.cutAt(4) : whole);
                ObjectStore store = stub.open("to")) {
            byte[] content = store.read(Slice.whole(ROW), (stream, details) -> stream.readAllBytes());
            assertThat(content).asString().isEqualTo("0123456789");
        }
        try (StubStore stub = new StubStore(request -> whole.cutAt(4));
                ObjectStore store = stub.open("to", 3)) {
            assertFails(
                    Kind.UNREACHABLE, () -> store.read(Slice.whole(ROW), (stream, details) -> stream.readAllBytes()));
            assertThat(stub.requests()).hasSize(3);
        }
    }

    @Test
    @Fault("F32")
    void refusesToReadAnotherVersionEvenFromAStoreThatIgnoresTheCondition() throws Exception {
        try (StubStore stub = new StubStore(request -> Reply.content(StubStore.OTHER_ETAG, "b"));
                ObjectStore store = stub.open("to")) {
            assertFails(Kind.CHANGED, () -> store.read(Slice.whole(ROW), (stream, details) -> stream.readAllBytes()));
        }
    }

    @Test
    @Fault("F34")
    void readsAListingOverPagesWithItsElementsInAnyOrderAndKeysThatXmlCannotCarry() throws Exception {
        Function<Request, Reply> script = request -> request.query().contains("continuation-token")
                ? page(null, "c%2Bd", "%EE%80%80", "%F0%9F%9A%A2")
                : page("next/+=", "%01%0A", "a+b");
        try (StubStore stub = new StubStore(script);
                ObjectStore store = stub.open("to")) {
            List<String> keys = new ArrayList<>();
            ObjectListing listing = store.list();
            for (ObjectRow row = listing.next(); row != null; row = listing.next()) {
                keys.add(row.key());
                assertThat(row.etag()).isEqualTo(StubStore.ETAG);
                assertThat(row.size()).isEqualTo(7);
            }

            assertThat(keys).containsExactly("\u0001\n", "a b", "c+d", "\uE000", "\uD83D\uDEA2");
            assertThat(stub.requests()).hasSize(2);
            assertThat(stub.requests().get(1).query()).contains("continuation-token=next%2F%2B%3D");
        }
    }

    @Test
    void failsWhenAListingIsNotInByteOrder() throws Exception {
        try (StubStore stub = new StubStore(request -> page(null, "o/a/b", "o/a"));
                ObjectStore store = stub.open("to")) {
            ObjectListing listing = store.list();
            listing.next();
            assertFails(Kind.UNSORTED, listing::next);
        }
        try (StubStore stub = new StubStore(request -> page(null, "%F0%9F%9A%A2", "%EE%80%80"));
                ObjectStore store = stub.open("to")) {
            ObjectListing listing = store.list();
            listing.next();
            assertFails(Kind.UNSORTED, listing::next);
        }
    }

    @Test
    void failsWhenAListingSaysThatThereIsMoreButNotWhere() throws Exception {
        String cut = "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>";
        try (StubStore stub = new StubStore(request -> Reply.xml(200, cut));
                ObjectStore store = stub.open("to")) {
            assertFails(Kind.FAILED, () -> store.list().next());
        }
    }

    @Test
    void tellsRefusalsApart() throws Exception {
        try (StubStore stub = new StubStore(request -> Reply.error(403, "AccessDenied"));
                ObjectStore store = stub.open("to")) {
            assertFails(Kind.DENIED, store::check);
            assertThat(stub.requests()).hasSize(1);
        }
        try (StubStore stub = new StubStore(request -> Reply.error(404, "NoSuchBucket"));
                ObjectStore store = stub.open("to")) {
            assertFails(Kind.NO_SUCH_BUCKET, store::check);
        }
        try (StubStore stub = new StubStore(request -> Reply.error(403, "InvalidObjectState"));
                ObjectStore store = stub.open("to")) {
            assertFails(Kind.ARCHIVED, () -> store.copyFrom("from", ROW, CopyWatch.none()));
        }
        try (StubStore stub = new StubStore(request -> Reply.error(412, "PreconditionFailed"));
                ObjectStore store = stub.open("to")) {
            assertFails(Kind.CHANGED, () -> store.copyFrom("from", ROW, CopyWatch.none()));
            assertThat(stub.requests()).hasSize(1);
        }
    }

    @Test
    void saysSoonThatNobodyAnswers() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        BucketLocation location = new BucketLocation(
                "b",
                Optional.of(URI.create("http://127.0.0.1:" + port)),
                Optional.empty(),
                Optional.of(new BucketLocation.Credentials("me", "hush-hush")));
        RetryPolicy patient = new RetryPolicy(10, Duration.ofMillis(1), Duration.ofMillis(5));
        try (ObjectStore store = new S3Stores(patient, CopyLimits.standard(), "").open(location)) {
            assertFails(Kind.UNREACHABLE, store::check);
            assertThat(store.tally().requests()).isEqualTo(2);
        }
        assertThat(location.toString()).doesNotContain("hush");
    }

    @Test
    @Fault("F30")
    void stopsACloneWhenTheStoreKeepsThrottlingAndLeavesSingleFailuresInTheReport() throws Exception {
        Function<Request, Reply> script = request -> {
            if (request.isCopy()) {
                return request.path().endsWith("/bad")
                        ? Reply.error(412, "PreconditionFailed")
                        : Reply.copied(StubStore.ETAG);
            }
            return request.path().startsWith("/from") ? page(null, "bad", "good") : page(null);
        };
        try (StubStore stub = new StubStore(script);
                ObjectStore from = stub.open("from");
                ObjectStore to = stub.open("to")) {
            CloneReport report = new BucketClone(from, to, BucketClone.Options.standard()).run(now -> {}, () -> false);
            assertThat(report.complete()).isFalse();
            assertThat(report.copied()).isEqualTo(1);
            assertThat(report.failed()).isEqualTo(1);
            assertThat(report.failures().get(0).key()).isEqualTo("bad");
            assertThat(report.failures().get(0).kind()).isEqualTo(Kind.CHANGED);
        }
        Function<Request, Reply> throttling =
                request -> request.isCopy() ? Reply.error(503, "SlowDown") : script.apply(request);
        try (StubStore stub = new StubStore(throttling);
                ObjectStore from = stub.open("from", 2);
                ObjectStore to = stub.open("to", 2)) {
            BucketClone clone = new BucketClone(from, to, BucketClone.Options.standard());
            assertFails(Kind.THROTTLED, () -> clone.run(now -> {}, () -> false));
        }
    }

    private static Reply page(@Nullable String next, String... encodedKeys) {
        StringBuilder xml =
                new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult><EncodingType>url</EncodingType>");
        for (String key : encodedKeys) {
            xml.append("<Contents><ETag>&quot;" + StubStore.ETAG + "&quot;</ETag><Size>7</Size>")
                    .append("<LastModified>2026-01-01T00:00:00.000Z</LastModified><Key>" + key + "</Key></Contents>");
        }
        xml.append("<IsTruncated>" + (next != null) + "</IsTruncated>");
        if (next != null) {
            xml.append("<NextContinuationToken>" + next + "</NextContinuationToken>");
        }
        return Reply.xml(200, xml.append("</ListBucketResult>").toString());
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BucketException.class, e -> assertThat(e.kind())
                .as(e.getMessage())
                .isEqualTo(kind));
    }
}
