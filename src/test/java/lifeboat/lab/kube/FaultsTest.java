package lifeboat.lab.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String PACHD = "/apis/apps/v1/namespaces/pach/deployments/pachd";
    private static final String TO_ZERO = "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":3},"
            + "{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":0}]";

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
    void anAnswerThatIsDroppedLeavesTheChangeMade() throws Exception {
        lab.server
                .faults()
                .add(Fault.of(Fault.Effect.DROP)
                        .onVerb("patch")
                        .on("Deployment", "pachd")
                        .times(1));
        assertThatThrownBy(() -> scaleToZero()).isInstanceOf(IOException.class);
        assertThat(lab.client
                        .apps()
                        .deployments()
                        .withName("pachd")
                        .get()
                        .getSpec()
                        .getReplicas())
                .isZero();
        assertThat(lab.server.mutations().count("patch", "Deployment", "pachd")).isEqualTo(1);
        // The fault is over, and the test of the old value protects against doing it again.
        assertThat(scaleToZero().statusCode()).isEqualTo(422);
        assertThat(lab.server.mutations().total()).isEqualTo(1);
    }

    @Test
    void aRefusedConnectionLeavesEverythingAsItWas() throws Exception {
        lab.server.faults().add(Fault.of(Fault.Effect.REFUSE).onVerb("patch").times(1));
        assertThatThrownBy(() -> scaleToZero()).isInstanceOf(IOException.class);
        assertThat(lab.server.mutations().total()).isZero();
        assertThat(scaleToZero().statusCode()).isEqualTo(200);
    }

    @Test
    void statusCodesComeAsOftenAsAskedAndSayWhatARealServerSays() throws Exception {
        lab.server.faults().add(Fault.of(Fault.Effect.STATUS).withCode(429).times(1));
        HttpResponse<String> busy = lab.get(PACHD);
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).hasValue("1");
        lab.server.faults().add(Fault.of(Fault.Effect.STATUS).withCode(403).times(2));
        assertThat(lab.get(PACHD).body()).contains("deployments.apps \\\"pachd\\\" is forbidden");
        assertThat(lab.get(PACHD).statusCode()).isEqualTo(403);
        assertThat(lab.get(PACHD).statusCode()).isEqualTo(200);
    }

    @Test
    void aDelayHoldsBackOnlyWhatItMeets() throws Exception {
        lab.server
                .faults()
                .add(Fault.of(Fault.Effect.DELAY)
                        .onVerb("get")
                        .on("deploy", "pachd")
                        .withDelay(300));
        long begin = System.nanoTime();
        lab.get("/apis/apps/v1/namespaces/pach/deployments/console");
        long other = System.nanoTime();
        lab.get(PACHD);
        assertThat((System.nanoTime() - other) / 1_000_000).isGreaterThanOrEqualTo(290);
        assertThat((other - begin) / 1_000_000).isLessThan(290);
    }

    @Test
    void aStuckPodStaysUntilTheFaultIsTakenBack() throws Exception {
        int id =
                lab.server.faults().add(Fault.of(Fault.Effect.STUCK_TERMINATING).on("pods", "pachd-*"));
        scaleToZero();
        LabCluster.await("all terminating", () -> lab.client.pods().withLabel("app", "pachd").list().getItems().stream()
                .allMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null));
        assertThat(lab.server.awaitSettled(java.time.Duration.ofMillis(400))).isFalse();
        assertThat(lab.client.pods().withLabel("app", "pachd").list().getItems())
                .hasSize(3);
        lab.server.faults().remove(id);
        LabCluster.await("gone", () -> lab.client
                .pods()
                .withLabel("app", "pachd")
                .list()
                .getItems()
                .isEmpty());
    }

    @Test
    void somebodyElseScalesBack() throws Exception {
        lab.server
                .faults()
                .add(Fault.of(Fault.Effect.SCALE_BACK)
                        .on("Deployment", "pachd")
                        .withReplicas(3)
                        .times(1));
        scaleToZero();
        LabCluster.await(
                "scaled back",
                () -> lab.client
                                .apps()
                                .deployments()
                                .withName("pachd")
                                .get()
                                .getSpec()
                                .getReplicas()
                        == 3);
        assertThat(lab.server.mutations().count("patch", "Deployment", "pachd")).isEqualTo(1);
        assertThat(scaleToZero().statusCode()).isEqualTo(200);
        assertThat(lab.server.awaitSettled(java.time.Duration.ofSeconds(5))).isTrue();
        assertThat(lab.client
                        .apps()
                        .deployments()
                        .withName("pachd")
                        .get()
                        .getSpec()
                        .getReplicas())
                .isZero();
    }

    @Test
    void faultsCanBeAskedForFromAnotherProcess() throws Exception {
        HttpResponse<String> answer = lab.send(
                "POST",
                "/lab/faults",
                "application/json",
                "{\"effect\":\"status\",\"verb\":\"get\",\"kind\":\"deployments\",\"name\":\"pachd\",\"code\":500}");
        assertThat(answer.body()).isEqualTo("{\"id\":1}");
        assertThat(lab.get(PACHD).statusCode()).isEqualTo(500);
        assertThat(lab.get("/lab/faults").body())
                .contains("\"effect\":\"status\"")
                .contains("\"id\":1");
        lab.send("DELETE", "/lab/faults/1", "application/json", "");
        assertThat(lab.get(PACHD).statusCode()).isEqualTo(200);
        assertThat(lab.send("POST", "/lab/faults", "application/json", "{\"effect\":\"meteor\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> scaleToZero() throws Exception {
        return lab.send("PATCH", PACHD, "application/json-patch+json", TO_ZERO);
    }
}
