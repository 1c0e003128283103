package lifeboat.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import org.junit.jupiter.api.Test;

class PachydermFixtureTest {
    @Test
    void comesUpWithEveryPodReadyAndNothingCounted() throws Exception {
        long begin = System.nanoTime();
        try (LabCluster lab = LabCluster.withPachyderm(1)) {
            assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(5_000);
            List<Pod> pods = lab.client.pods().list().getItems();
            assertThat(pods).allMatch(Readiness::isPodReady);
            assertThat(pods.stream().filter(pod -> "pachd"
                            .equals(pod.getMetadata().getLabels().get("app"))))
                    .hasSize(3);
            assertThat(pods).hasSize(3 + 5 + 4);
            assertThat(lab.server.mutations().total()).isZero();
        }
    }
}
