package lifeboat.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program that ends at once when it is started: the pod says why, and it is started again. */
@SuppressWarnings("NullAway.Init")
class CrashingPachdTest {
    private static final String REASON = "database state is newer than application is expecting";

    private volatile Optional<String> crash = Optional.empty();
    private volatile Map<String, String> environment = Map.of();

    private ApiServer server;
    private LabCluster clients;

    @BeforeEach
    void start() throws Exception {
        clients = new LabCluster(config -> config.withPace(0), start -> {
            environment = start.environment();
            return crash;
        });
        server = clients.server;
        PachydermFixture.install(server, LabCluster.setting());
    }

    @AfterEach
    void stop() {
        clients.close();
    }

    private List<Pod> pachds() {
        return clients.client.pods().withLabel("app", "pachd").list().getItems();
    }

    private void restart() {
        clients.client.pods().withLabel("app", "pachd").delete();
    }

    private static Optional<ContainerStatus> status(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream().findFirst();
    }

    private static boolean waits(Pod pod, String reason) {
        return status(pod)
                .map(status -> status.getState().getWaiting())
                .filter(waiting -> reason.equals(waiting.getReason()))
                .isPresent();
    }

    @Test
    void itsReasonIsInItsLastStateAndInItsLogAndItRunsOnceTheReasonIsGone() throws Exception {
        crash = Optional.of(REASON);
        restart();
        LabCluster.await(
                "crashing",
                () -> pachds().size() == 3 && pachds().stream().allMatch(pod -> waits(pod, "CrashLoopBackOff")));
        Pod pod = pachds().get(0);
        ContainerStatus status = status(pod).orElseThrow();
        assertThat(status.getReady()).isFalse();
        assertThat(status.getRestartCount()).isPositive();
        assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(1);
        assertThat(status.getLastState().getTerminated().getMessage()).isEqualTo(REASON);
        assertThat(clients.client.pods().withName(LabCluster.name(pod)).getLog())
                .contains("ERROR " + REASON);

        crash = Optional.empty();
        LabCluster.await("running", () -> pachds().stream()
                .allMatch(each -> status(each).map(ContainerStatus::getReady).orElse(false)));
        assertThat(pachds().stream().map(LabCluster::name)).contains(LabCluster.name(pod));
    }

    @Test
    void itGetsWhatItsSecretsHoldAndWaitsForOneThatIsMissing() throws Exception {
        assertThat(environment)
                .containsEntry("POSTGRES_PASSWORD", "lab-password")
                .containsEntry("AMAZON_BUCKET", "lab-source")
                .containsEntry("MODE", "full");
        clients.client.secrets().withName("postgres").delete();
        restart();
        LabCluster.await(
                "waiting",
                () -> pachds().size() == 3
                        && pachds().stream().allMatch(pod -> waits(pod, "CreateContainerConfigError")));
        assertThat(status(pachds().get(0)).orElseThrow().getState().getWaiting().getMessage())
                .isEqualTo("secret \"postgres\" not found");
    }
}
