package lifeboat.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControllersTest {
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
    void scaledToZeroThePodsEndAndScaledBackTheyComeAgain() throws Exception {
        Set<String> before = names(pods("pachd"));
        int generation = generation();
        scale("pachd", 0);
        LabCluster.await("no pachd", () -> pods("pachd").isEmpty());
        assertThat(generation()).isEqualTo(generation + 1);
        scale("pachd", 3);
        LabCluster.await("three ready", () -> ready("pachd") == 3);
        assertThat(names(pods("pachd"))).doesNotContainAnyElementsOf(before);
        LabCluster.await("status", () -> deployment().getStatus().getReadyReplicas() == 3);
        assertThat(generation()).isEqualTo(generation + 2);
    }

    @Test
    void podsAreOwnedThroughTheirReplicaSetAndServicesKnowThem() {
        Pod pod = pods("pachd").get(0);
        assertThat(pod.getMetadata().getOwnerReferences().get(0).getKind()).isEqualTo("ReplicaSet");
        assertThat(pod.getSpec().getNodeName()).startsWith("lab-node-");
        Endpoints endpoints = lab.client.endpoints().withName("pachd").get();
        assertThat(endpoints.getSubsets().get(0).getAddresses())
                .extracting(address -> address.getTargetRef().getName())
                .containsExactlyInAnyOrderElementsOf(names(pods("pachd")));
        assertThat(endpoints.getSubsets().get(0).getPorts())
                .extracting(port -> port.getPort())
                .contains(1650);
    }

    @Test
    void aRollReplacesEveryPodAndNeverFallsBelowWhatIsAllowed() throws Exception {
        Set<String> before = names(pods("pachd"));
        lab.client.apps().deployments().withName("pachd").rolling().restart();
        LabCluster.await("all new", () -> {
            assertThat(ready("pachd")).isGreaterThanOrEqualTo(3);
            return pods("pachd").size() == 3 && names(pods("pachd")).stream().noneMatch(before::contains);
        });
    }

    @Test
    void aDeletedPodIsReplacedAndAStatefulOneKeepsItsName() throws Exception {
        String old = pods("etcd").get(0).getMetadata().getUid();
        lab.client.pods().withName("etcd-0").delete();
        LabCluster.await("a new etcd-0", () -> {
            Pod pod = lab.client.pods().withName("etcd-0").get();
            return pod != null && !pod.getMetadata().getUid().equals(old) && Readiness.isPodReady(pod);
        });
    }

    @Test
    void whatADeletedDeploymentOwnedIsCollected() throws Exception {
        lab.client.apps().deployments().withName("console").delete();
        LabCluster.await(
                "no replica set and no pod",
                () -> pods("console").isEmpty()
                        && lab.client
                                .apps()
                                .replicaSets()
                                .withLabel("app", "console")
                                .list()
                                .getItems()
                                .isEmpty());
    }

    @Test
    void aDeletedNamespaceEmptiesAndGoes() throws Exception {
        lab.client.namespaces().withName("pach").delete();
        assertThat(lab.client.namespaces().withName("pach").get().getStatus().getPhase())
                .isEqualTo("Terminating");
        LabCluster.await("gone", () -> lab.client.namespaces().withName("pach").get() == null);
        assertThat(lab.client.pods().list().getItems()).isEmpty();
    }

    @Test
    void twoLabsWithOneSeedHaveTheSameNames() throws Exception {
        try (LabCluster other = LabCluster.withPachyderm(0.05)) {
            assertThat(names(other.client.pods().list().getItems()))
                    .isEqualTo(names(lab.client.pods().list().getItems()));
            assertThat(other.client
                            .namespaces()
                            .withName("kube-system")
                            .get()
                            .getMetadata()
                            .getUid())
                    .isEqualTo(lab.client
                            .namespaces()
                            .withName("kube-system")
                            .get()
                            .getMetadata()
                            .getUid());
        }
    }

    private Deployment deployment() {
        return lab.client.apps().deployments().withName("pachd").get();
    }

    private int generation() {
        return deployment().getMetadata().getGeneration().intValue();
    }

    private void scale(String name, int replicas) {
        lab.client.apps().deployments().withName(name).scale(replicas);
    }

    private List<Pod> pods(String app) {
        return lab.client.pods().withLabel("app", app).list().getItems();
    }

    private long ready(String app) {
        return pods(app).stream().filter(Readiness::isPodReady).count();
    }

    private static Set<String> names(List<Pod> pods) {
        return pods.stream().map(LabCluster::name).collect(Collectors.toSet());
    }
}
