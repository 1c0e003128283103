package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch is a hint: what it says twice, too late or in the wrong order is put right by the next list. */
class UnorderedWatchTest {
    private static final Duration RESYNC = Duration.ofMillis(400);

    @TempDir
    private Path folder;

    private static String event(String type, String pod) {
        return "{\"type\":\"" + type + "\",\"object\":{\"metadata\":{\"name\":\"" + pod
                + "\"},\"spec\":{\"containers\":[{\"name\":\"c\"}]},\"status\":{\"phase\":\"Running\"}}}";
    }

    @Test
    @Fault("F23")
    void eventsThatComeTwiceOrInTheWrongOrderOrNotAtAllAreHealedByAFreshListAndNeverByAnOldVersion(Tally tally)
            throws Exception {
        List<List<String>> streams = List.of(
                List.of(event("ADDED", "p1"), event("ADDED", "p1"), event("MODIFIED", "p1")),
                List.of(event("DELETED", "p0"), event("MODIFIED", "p0"), event("ADDED", "p2")),
                List.of("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410}}"),
                List.of("this is no event"),
                List.of());
        for (List<String> stream : streams) {
            tally.injected();
            AtomicInteger lists = new AtomicInteger();
            List<String> versions = new CopyOnWriteArrayList<>();
            List<PodTable> told = new CopyOnWriteArrayList<>();
            try (ScriptedApi api = new ScriptedApi()) {
                api.answer((asked, exchange) -> {
                    if (!asked.query().contains("watch=true")) {
                        int number = lists.incrementAndGet();
                        ScriptedApi.json(
                                exchange,
                                200,
                                "{\"metadata\":{\"resourceVersion\":\"" + number
                                        + "\"},\"items\":[{\"metadata\":{\"name\":\"p0\"},\"spec\":{\"containers\":[]}}]}");
                        return;
                    }
                    versions.add(asked.query().replaceFirst(".*resourceVersion=(\\d+).*", "$1"));
                    OutputStream out = ScriptedApi.stream(exchange);
                    for (String line : stream) {
                        ScriptedApi.line(out, line);
                    }
                });
                Path file = ScriptedApi.kubeconfig(folder.resolve("kubeconfig"), "lab", Map.of("lab", api.url()));
                try (Cluster cluster = KubernetesCluster.open(
                                new ClusterLocation(Optional.of(file), Optional.empty(), "default"),
                                ScriptedApi.options().withWatchResync(RESYNC));
                        PodWatch watch = cluster.watchPods("", told::add)) {
                    assertThat(watch).isNotNull();
                    await(() -> lists.get() >= 3);
                    int seen = told.size();
                    await(() -> told.subList(seen, told.size()).stream()
                            .anyMatch(table -> table.staleSince().isEmpty()
                                    && table.pods().stream()
                                            .map(PodRow::name)
                                            .toList()
                                            .equals(List.of("p0"))));
                }
            }
            assertThat(versions).as("a watch begins where the last list ended").doesNotHaveDuplicates();
            tally.survived();
        }
    }

    private static void await(java.util.function.BooleanSupplier wanted) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
