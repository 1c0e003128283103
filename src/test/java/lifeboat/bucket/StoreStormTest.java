package lifeboat.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import lifeboat.bucket.StubStore.Reply;
import lifeboat.bucket.StubStore.Request;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store of some hundred objects with keys of every kind, that fails at random: nothing is missing, wrong or told wrong. */
class StoreStormTest {
    private static final String OTHER = StubStore.OTHER_ETAG;

    /** Two buckets; what is asked for is done unless the dice say otherwise. */
    private static final class Store {
        private final Map<String, String> from = new ConcurrentSkipListMap<>(KeyOrder::compare);
        private final Map<String, String> to = new ConcurrentSkipListMap<>(KeyOrder::compare);
        private final Set<String> copied = ConcurrentHashMap.newKeySet();
        private final Random random;
        private final int percent;
        private long failures;

        Store(int objects, long seed, int percent) {
            this.random = new Random(seed);
            this.percent = percent;
            for (int number = 0; number < objects; number++) {
                from.put(key(number), StubStore.ETAG);
            }
        }

        private static String key(int number) {
            String[] kinds = {
                "a/%d", "../%d", "/lead/%d", "sp ace+%%/%d", "\u00e4\uD83D\uDEA2/%d", "line\nbreak/%d", "%d//end/"
            };
            String key = String.format(kinds[number % kinds.length], number);
            return number % 50 == 0 ? key + "x".repeat(1024 - key.getBytes(StandardCharsets.UTF_8).length) : key;
        }

        private synchronized boolean fails() {
            boolean now = random.nextInt(100) < percent;
            failures += now ? 1 : 0;
            return now;
        }

        private synchronized boolean slowDown() {
            return random.nextBoolean();
        }

        Reply answer(Request request) {
            if (fails()) {
                return slowDown() ? Reply.error(503, "SlowDown") : Reply.error(500, "InternalError");
            }
            Map<String, String> bucket = request.path().startsWith("/from") ? from : to;
            String key = decoded(request.path().replaceFirst("^/(from|to)/?", ""));
            if (request.isCopy()) {
                String condition = request.header("X-amz-copy-source-if-match").replace("\"", "");
                String there = from.get(key);
                if (there == null) {
                    return Reply.error(404, "NoSuchKey");
                }
                if (!there.equals(condition)) {
                    return Reply.error(412, "PreconditionFailed");
                }
                to.put(key, there);
                copied.add(key);
                return Reply.copied(there);
            }
            if (key.isEmpty()) {
                return page(bucket, request.query());
            }
            String etag = bucket.get(key);
            return etag == null
                    ? Reply.error(404, "NoSuchKey")
                    : Reply.content(etag, etag.equals(StubStore.ETAG) ? "a" : "b");
        }

        private static Reply page(Map<String, String> bucket, String query) {
            String after = query.contains("continuation-token=")
                    ? new String(
                            HexFormat.of().parseHex(query.replaceFirst(".*continuation-token=([^&]*).*", "$1")),
                            StandardCharsets.UTF_8)
                    : "";
            List<String> keys = bucket.keySet().stream()
                    .filter(key -> after.isEmpty() || KeyOrder.compare(key, after) > 0)
                    .limit(201)
                    .toList();
            List<String> shown = keys.subList(0, Math.min(200, keys.size()));
            StringBuilder xml = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
            for (String key : shown) {
                xml.append("<Contents><ETag>&quot;" + bucket.get(key) + "&quot;</ETag><Size>1</Size>")
                        .append("<LastModified>2026-01-01T00:00:00.000Z</LastModified><Key>" + encoded(key)
                                + "</Key></Contents>");
            }
            boolean more = keys.size() > shown.size();
            xml.append("<IsTruncated>" + more + "</IsTruncated>");
            if (more) {
                byte[] next = shown.get(shown.size() - 1).getBytes(StandardCharsets.UTF_8);
                xml.append("<NextContinuationToken>" + HexFormat.of().formatHex(next) + "</NextContinuationToken>");
            }
            return Reply.xml(200, xml.append("</ListBucketResult>").toString());
        }

        private static String encoded(String key) {
            return URLEncoder.encode(key, StandardCharsets.UTF_8);
        }

        private static String decoded(String path) {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 20, 50})
    @Fault({"F30", "F34"})
    void aStoreThatRefusesSoManyOfAHundredRequestsIsClonedWholeAndTheRefusalsAreCounted(int percent, Tally tally)
            throws Exception {
        int objects = percent == 20 ? 1_100 : 300;
        Store store = new Store(objects, percent, percent);
        try (StubStore stub = new StubStore(store::answer);
                ObjectStore from = stub.open("from", 40);
                ObjectStore to = stub.open("to", 40)) {
            CloneReport report = new BucketClone(from, to, BucketClone.Options.standard()).run(now -> {}, () -> false);

            assertThat(report.complete()).isTrue();
            assertThat(store.to.size()).isEqualTo(store.from.size());
            assertThat(store.to.equals(store.from))
                    .as("every key with its content")
                    .isTrue();
            assertThat(report.copied()).isEqualTo(objects);
            assertThat(report.tally().retries()).isEqualTo(store.failures);
            assertThat(report.tally().throttled()).isBetween(1L, store.failures);
            tally.survived(store.failures);
        }
    }

    @Test
    @Fault("F32")
    void whatIsChangedOrDeletedOrAddedDuringACopyIsToldByItsKeyAndTheCloneIsNotComplete(Tally tally) throws Exception {
        int seeds = Boolean.getBoolean("lifeboat.soak") ? 300 : 9;
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            Store store = new Store(60, seed, 0);
            List<String> keys = List.copyOf(store.from.keySet());
            String victim = keys.get(40 + random.nextInt(20));
            int moment = 1 + random.nextInt(30);
            int kind = seed % 3;
            tally.injected();
            try (StubStore stub = new StubStore(request -> {
                        if (store.copied.size() >= moment) {
                            if (kind == 0) {
                                store.from.replace(victim, StubStore.ETAG, OTHER);
                            } else if (kind == 1) {
                                store.from.remove(victim);
                            } else {
                                store.from.putIfAbsent(victim + "~new", StubStore.ETAG);
                            }
                        }
                        return store.answer(request);
                    });
                    ObjectStore from = stub.open("from");
                    ObjectStore to = stub.open("to")) {
                CloneReport report = new BucketClone(
                                from, to, BucketClone.Options.standard().withConcurrency(2))
                        .run(now -> {}, () -> false);
                Set<String> told = report.failures().stream()
                        .map(CloneReport.Failure::key)
                        .collect(Collectors.toCollection(TreeSet::new));
                CompareReport compared =
                        new BucketCompare(BucketCompare.Options.standard(), () -> false).compare(from, to, now -> {});
                Set<String> delta = new TreeSet<>(told);
                compared.differences().forEach(difference -> delta.add(difference.key()));

                assertThat(delta).as("seed " + seed).containsExactly(kind == 2 ? victim + "~new" : victim);
                assertThat(report.complete() && compared.equal()).isFalse();
                assertThat(store.to.values()).doesNotContain(OTHER);
            }
            tally.survived();
        }
    }
}
