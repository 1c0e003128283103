package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.cluster.ClusterException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingTest {
    @TempDir
    private Path folder;

    @Test
    void aReadIsTriedAgainAfterAServerFailure() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (ScriptedApi api = new ScriptedApi();
                Cluster cluster = api.open(folder)) {
            api.answer((asked, exchange) -> {
                if (calls.incrementAndGet() == 1) {
                    ScriptedApi.status(exchange, 500, "etcd");
                } else {
                    ScriptedApi.json(exchange, 200, "{\"items\":[]}");
                }
            });

            assertThat(cluster.pods("app=pachd")).isEmpty();
            assertThat(api.asked()).hasSize(2);
            assertThat(api.asked().get(0).query()).isEqualTo("labelSelector=app=pachd");
        }
    }

    @Test
    void everyFailureHasItsKindAndAHint() throws Exception {
        try (ScriptedApi api = new ScriptedApi();
                Cluster cluster = api.open(folder)) {
            int[] codes = {401, 403, 404, 422};
            Kind[] kinds = {Kind.UNAUTHORIZED, Kind.FORBIDDEN, Kind.NOT_FOUND, Kind.REFUSED};
            for (int i = 0; i < codes.length; i++) {
                int code = codes[i];
                api.answer((asked, exchange) -> ScriptedApi.status(exchange, code, "said so"));
                ClusterException failure = catchThrowableOfType(ClusterException.class, () -> cluster.pods(""));
                assertThat(failure.kind()).isEqualTo(kinds[i]);
                assertThat(failure).hasMessage("list pods: the API server answered " + code + ": said so");
                assertThat(failure.hint()).endsWith(".");
            }
            api.answer((asked, exchange) -> ScriptedApi.json(exchange, 200, "<html>"));
            assertThat(catchThrowableOfType(ClusterException.class, () -> cluster.pods(""))
                            .kind())
                    .isEqualTo(Kind.MALFORMED);
        }
    }

    @Test
    void closingLeavesNoThreadBehind() throws Exception {
        // What others left in this process is not ours to judge.
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ScriptedApi api = new ScriptedApi()) {
            Cluster cluster = api.open(folder);
            api.answer((asked, exchange) -> ScriptedApi.json(exchange, 200, "{\"items\":[]}"));
            cluster.pods("");
            cluster.watchPods("", table -> {});
            cluster.close();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(t -> t.isAlive()
                            && !before.contains(t)
                            && (t.getName().startsWith("vert.x") || t.getName().startsWith("lifeboat-pod-watch")))) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }
}
