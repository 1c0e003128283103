package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A namespace in which everything crashes. */
class PodStormTest {
    private static final int EVENTS = 400;
    private static final int PODS = 50;
    private static final Duration GATHERED = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    private static String pod(int event) {
        String waiting = event % 2 == 0 ? "CrashLoopBackOff" : "ContainerCreating";
        return "{'metadata':{'name':'p" + event % PODS + "','uid':'u" + event % PODS
                + "'},'spec':{'containers':[{'name':'c'}]},'status':{'phase':'Running','containerStatuses':[{'restartCount':"
                + event + ",'state':{'waiting':{'reason':'" + waiting + "'}}}]}}";
    }

    private static void storm(OutputStream out) throws IOException {
        for (int event = 0; event < EVENTS; event++) {
            ScriptedApi.line(out, ("{'type':'MODIFIED','object':" + pod(event) + "}").replace('\'', '"'));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Test
    void hundredsOfChangesAreToldInAsManyTablesAsAnEyeCanFollow() throws Exception {
        List<PodTable> told = new CopyOnWriteArrayList<>();
        try (ScriptedApi api = new ScriptedApi()) {
            api.answer((asked, exchange) -> {
                if (!asked.query().contains("watch=true")) {
                    ScriptedApi.json(exchange, 200, "{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}");
                } else {
                    storm(ScriptedApi.stream(exchange));
                }
            });
            try (Cluster cluster = api.open(folder)) {
                long began = System.nanoTime();
                try (PodWatch watch = cluster.watchPods("", told::add)) {
                    assertThat(watch).isNotNull();
                    long deadline = began + TimeUnit.SECONDS.toNanos(30);
                    while (told.stream().noneMatch(PodStormTest::isLast)) {
                        assertThat(System.nanoTime()).isLessThan(deadline);
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                    }
                }
                long most = (System.nanoTime() - began) / GATHERED.toNanos() + 2;
                assertThat(told.size()).isLessThanOrEqualTo((int) most).isLessThan(EVENTS / 2);
            }
        }
    }

    private static boolean isLast(PodTable table) {
        return table.pods().stream().anyMatch(pod -> pod.restarts() == EVENTS - 1);
    }
}
