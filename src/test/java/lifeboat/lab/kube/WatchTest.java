package lifeboat.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";

    private LabCluster lab;

    @BeforeEach
    void start() throws Exception {
        lab = new LabCluster(config -> config.withHistory(50));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aWebSocketHearsWhatComesWhatLeavesTheSelectorAndWhatIsDeleted() throws Exception {
        Heard heard = new Heard();
        try (var watch = lab.client
                .configMaps()
                .inNamespace("default")
                .withLabel("colour", "red")
                .watch(heard)) {
            put("a", "red");
            put("b", "blue");
            LabCluster.await("added", () -> heard.words.equals(List.of("ADDED a")));
            put("a", "blue");
            LabCluster.await("left", () -> heard.words.equals(List.of("ADDED a", "DELETED a")));
            put("b", "red");
            lab.client.configMaps().inNamespace("default").withName("b").delete();
            LabCluster.await(
                    "deleted", () -> heard.words.equals(List.of("ADDED a", "DELETED a", "ADDED b", "DELETED b")));
        }
    }

    @Test
    void aWatchGoesOnFromTheVersionThatItNames() throws Exception {
        String version = put("a", "red");
        put("b", "red");
        put("b", "blue");
        String events = lab.get(
                        MAPS + "?watch=true&timeoutSeconds=1&allowWatchBookmarks=true&resourceVersion=" + version)
                .body();
        List<String> lines = events.lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("{\"type\":\"ADDED\"").contains("\"name\":\"b\"");
        assertThat(lines.get(1)).startsWith("{\"type\":\"MODIFIED\"").contains("\"colour\":\"blue\"");
        assertThat(lines.get(2)).startsWith("{\"type\":\"BOOKMARK\"");
    }

    @Test
    void aWatchFromBeforeTheHistoryIsToldThatItIsGone() throws Exception {
        String version = put("a", "red");
        for (int i = 0; i < 60; i++) {
            put("a", "colour-" + i);
        }
        assertThat(lab.get(MAPS + "?watch=true&resourceVersion=" + version).body())
                .startsWith("{\"type\":\"ERROR\"")
                .contains("\"code\":410")
                .contains("too old resource version: " + version);
    }

    @Test
    void historyCanBeExpiredOnRequest() throws Exception {
        String version = put("a", "red");
        put("a", "blue");
        lab.server.faults().add(Fault.of(Fault.Effect.EXPIRE_HISTORY));
        assertThat(lab.get(MAPS + "?watch=true&resourceVersion=" + version).body())
                .contains("\"code\":410");
    }

    @Test
    void aCutWatchIsHeardByItsClient() throws Exception {
        Heard heard = new Heard();
        try (KubernetesClient client = lab.client();
                var watch = client.configMaps().inNamespace("default").watch(new ListOptionsBuilder().build(), heard)) {
            put("a", "red");
            LabCluster.await("added", () -> heard.words.contains("ADDED a"));
            lab.server.faults().add(Fault.of(Fault.Effect.CUT_WATCHES).on("configmaps", "*"));
            put("a", "blue");
            // The client connects again by itself, from the version that it had seen.
            LabCluster.await("modified", () -> heard.words.contains("MODIFIED a"));
        }
    }

    @Test
    void aFrozenWatchStaysOpenAndHearsNothing() throws Exception {
        Heard heard = new Heard();
        try (var watch = lab.client.configMaps().inNamespace("default").watch(heard)) {
            put("a", "red");
            LabCluster.await("added", () -> heard.words.contains("ADDED a"));
            lab.server.faults().add(Fault.of(Fault.Effect.FREEZE_WATCHES).on("cm", "*"));
            put("b", "red");
            lab.server.faults().clear();
            put("c", "red");
            LabCluster.await("heard again", () -> heard.words.contains("ADDED c"));
            assertThat(heard.words).doesNotContain("ADDED b");
        }
    }

    private String put(String name, String colour) {
        ConfigMap map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .withLabels(Map.of("colour", colour))
                .endMetadata()
                .build();
        var resource = lab.client.configMaps().inNamespace("default").withName(name);
        return (resource.get() == null
                        ? lab.client.resource(map).create()
                        : lab.client.resource(map).update())
                .getMetadata()
                .getResourceVersion();
    }

    private static final class Heard implements Watcher<ConfigMap> {
        final List<String> words = new CopyOnWriteArrayList<>();

        @Override
        public void eventReceived(Action action, ConfigMap map) {
            words.add(action + " " + LabCluster.name(map));
        }

        @Override
        public void onClose(WatcherException cause) {
            words.add("CLOSED");
        }
    }
}
