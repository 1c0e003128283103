package lifeboat.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PachdControllerTest {
    private static final Map<String, Integer> USUAL = Map.of(
            "default-edges-v1", 2, "default-montage-v1", 1, "imaging-segment-v1", 1, "imaging-nightly-report-v1", 0);

    private LabCluster lab;

    @BeforeEach
    void start() throws Exception {
        lab = LabCluster.withPachyderm(0.05);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void workersScaledDownWhilePachdRunsComeBackByThemselves() throws Exception {
        assertThat(workers()).isEqualTo(USUAL);
        scaleWorkers();
        LabCluster.await("back", () -> workers().equals(USUAL));
        lab.client.apps().deployments().withName("pachw").scale(0);
        LabCluster.await("pachw back", () -> replicas("pachw") == 1);
    }

    @Test
    void workersScaledDownAfterPachdStayDownUntilItIsBack() throws Exception {
        lab.client.apps().deployments().withName("pachd").scale(0);
        LabCluster.await("no pachd", () -> pods("pachd") == 0);
        scaleWorkers();
        lab.client.apps().deployments().withName("pachw").scale(0);
        LabCluster.await("no workers", () -> pods("pipeline") == 0 && pods("pachw") == 0);
        assertThat(lab.server.awaitSettled(java.time.Duration.ofSeconds(5))).isTrue();
        assertThat(workers().values()).containsOnly(0);
        lab.client.apps().deployments().withName("pachd").scale(3);
        LabCluster.await("back", () -> workers().equals(USUAL) && replicas("pachw") == 1);
        LabCluster.await("pods", () -> pods("pipeline") == 4);
    }

    @Test
    void aPausedPachdStopsTheWorkersAndNothingElse() throws Exception {
        mode("paused");
        assertThat(workers()).isEqualTo(USUAL);
        lab.client.apps().deployments().withName("pachd").rolling().restart();
        LabCluster.await("stopped", () -> workers().values().stream().allMatch(n -> n == 0));
        assertThat(pods("pachd")).isGreaterThanOrEqualTo(3);
        assertThat(replicas("pachw")).isEqualTo(1);
        mode("full");
        lab.client.apps().deployments().withName("pachd").rolling().restart();
        LabCluster.await("back", () -> workers().equals(USUAL));
    }

    private void mode(String mode) {
        lab.client.configMaps().withName("pachd-config").edit(map -> {
            map.getData().put("MODE", mode);
            return map;
        });
    }

    private void scaleWorkers() {
        USUAL.keySet()
                .forEach(name ->
                        lab.client.replicationControllers().withName(name).scale(0));
    }

    private Map<String, Integer> workers() {
        Map<String, Integer> counts = new TreeMap<>();
        lab.client
                .replicationControllers()
                .withLabel("component", "worker")
                .list()
                .getItems()
                .forEach(worker ->
                        counts.put(LabCluster.name(worker), worker.getSpec().getReplicas()));
        return counts;
    }

    private int replicas(String deployment) {
        return lab.client
                .apps()
                .deployments()
                .withName(deployment)
                .get()
                .getSpec()
                .getReplicas();
    }

    private int pods(String app) {
        return lab.client.pods().withLabel("app", app).list().getItems().size();
    }
}
