package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.ClassicFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Node ports of the services that 1.9 to 1.13 made: what moves, what stays, and when nothing is touched. */
class PortSwitchTest {
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Marks MARKS = new Marks("R1", "switch-ports", 3);
    private static final Map<Integer, Integer> MOVE = Map.of(30650, 30649);
    private static final Path GOLDEN = Path.of("src", "test", "resources", "route");

    @TempDir
    private Path folder;

    private ApiServer server;
    private Cluster cluster;

    @BeforeEach
    void open() throws Exception {
        server = ApiServer.start(ApiServer.Config.of(CERTIFICATES, "lab-token", 7, Clock.systemUTC())
                .withPace(0.05));
        Path kubeconfig = folder.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig, "lab", "pach");
        cluster = KubernetesCluster.open(
                new ClusterLocation(Optional.of(kubeconfig), Optional.empty(), "pach"),
                ClusterOptions.standard("lifeboat/test run/r1", Map.of(), InstantSource.system())
                        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2)));
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    private ServiceRow installed(String version) throws Exception {
        ClassicFixture.install(server, new ClassicFixture.Setting("pach", version, 0, "bucket"));
        return service();
    }

    private ServiceRow service() throws ClusterException {
        return cluster.service("pachd").orElseThrow();
    }

    private PortSwitch plan(Map<Integer, Integer> moves) throws ClusterException {
        return PortSwitch.plan(service(), moves, cluster.servicesEverywhere());
    }

    private static Map<String, Integer> nodePorts(ServiceRow service) {
        Map<String, Integer> ports = new java.util.LinkedHashMap<>();
        service.ports().forEach(port -> ports.put(port.name(), port.nodePort().orElseThrow()));
        return ports;
    }

    /** Before, after and the patch, with what differs from run to run named and not shown. */
    private static String picture(PortSwitch plan, ServiceRow after) {
        List<String> lines = new ArrayList<>();
        for (PortSwitch.Row row : plan.rows()) {
            lines.add(String.format(
                    "%-19s %d : %d -> %d%s",
                    row.label(),
                    row.port().port(),
                    row.port().nodePort().orElseThrow(),
                    nodePorts(after).get(row.port().name()),
                    row.moves() ? "  moves" : ""));
        }
        lines.add(plan.patchJson(MARKS)
                .replace(plan.service().uid(), "UID")
                .replace("\"" + plan.service().resourceVersion() + "\"", "\"VERSION\"")
                .replace("},{", "},\n {"));
        return String.join("\n", lines) + "\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.9.12", "1.11.9", "1.12.5", "1.13.4"})
    void oneNamedPortMovesAndEveryOtherStays(String version) throws Exception {
        installed(version);
        PortSwitch plan = plan(MOVE);

        assertThat(cluster.switchPorts(plan, MARKS)).isInstanceOf(Change.Applied.class);

        String picture = picture(plan, service());
        Path golden = GOLDEN.resolve("ports-" + version + ".txt");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(golden, picture);
        }
        assertThat(picture).isEqualTo(Files.readString(golden));
        assertThat(Marks.in(service().annotations())).contains(MARKS);
        assertThat(cluster.endpoints("pachd")).isNotEmpty();
    }

    @Test
    void theWayBackIsTheSameWayReversed() throws Exception {
        ServiceRow before = installed("1.13.4");
        Map<Integer, Integer> there = Map.of(30650, 30649, 30600, 30611);
        assertThat(cluster.switchPorts(plan(there), MARKS)).isInstanceOf(Change.Applied.class);
        assertThat(cluster.switchPorts(plan(Map.of(30649, 30650, 30611, 30600)), MARKS))
                .isInstanceOf(Change.Applied.class);
        assertThat(service().ports()).isEqualTo(before.ports());
        assertThat(service().type()).isEqualTo(before.type());
    }

    private ObjectNode object() throws Exception {
        ObjectNode object = (ObjectNode)
                JSON.readTree(cluster.object(ObjectKind.SERVICE, "pachd").orElseThrow());
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        metadata.remove(List.of("resourceVersion", "managedFields"));
        ((ObjectNode) metadata.get("annotations"))
                .remove(List.of("lifeboat.dev/fence", "lifeboat.dev/run", "lifeboat.dev/step"));
        return object;
    }

    @Test
    void theSameNumberElsewhereInTheServiceIsLeftAlone() throws Exception {
        installed("1.9.12");
        // Annotations are there when one is added.
        cluster.switchPorts(plan(Map.of(30600, 30611)), new Marks("R0", "other", 2));
        String applied = "{\"spec\":{\"ports\":[{\"name\":\"api-grpc-port\",\"nodePort\":30650,\"port\":650}]}}";
        cluster.patch(
                ObjectKind.SERVICE,
                "pachd",
                List.of(JsonPatchOp.add(
                        "/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration", applied)),
                new Marks("R0", "other", 2));
        ObjectNode before = object();

        assertThat(cluster.switchPorts(plan(MOVE), MARKS)).isInstanceOf(Change.Applied.class);

        ObjectNode after = object();
        assertThat(after.at("/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration")
                        .asText())
                .isEqualTo(applied);
        assertThat(after).isNotEqualTo(before);
        ((ObjectNode) after.at("/spec/ports/0")).put("nodePort", 30650);
        assertThat(after).as("but for one node port").isEqualTo(before);
    }

    @Test
    void whatSomebodyMovedMeanwhileIsNotMovedAgain() throws Exception {
        installed("1.11.9");
        PortSwitch mine = plan(MOVE);
        Marks others = new Marks("R0", "other", 2);
        cluster.switchPorts(plan(Map.of(30650, 30700)), others);

        Change change = cluster.switchPorts(mine, MARKS);

        assertThat(change).isInstanceOfSatisfying(Change.PreconditionFailed.class, failed -> {
            assertThat(failed.onlyVersionMoved()).isFalse();
            assertThat(failed.differences()).contains("spec.ports.0.nodePort is 30700, expected 30650");
        });
        assertThat(nodePorts(service())).containsEntry("api-grpc-port", 30700);
    }

    @Test
    void aChangeOfSomethingElseOnlyMovesTheVersionAndIsLookedAtAgain() throws Exception {
        installed("1.11.9");
        PortSwitch mine = plan(MOVE);
        cluster.patch(
                ObjectKind.SERVICE,
                "pachd",
                List.of(JsonPatchOp.test("/spec/ports/0/nodePort", 30650)),
                new Marks("R0", "other", 2));
        Change change = cluster.switchPorts(mine, MARKS);
        assertThat(change)
                .isInstanceOfSatisfying(Change.PreconditionFailed.class, failed -> assertThat(failed.onlyVersionMoved())
                        .isTrue());
        assertThat(cluster.switchPorts(plan(MOVE), MARKS)).isInstanceOf(Change.Applied.class);
    }

    @Test
    @Fault("F20")
    void aRunWhoseLockWasTakenOverMovesNothing() throws Exception {
        installed("1.11.9");
        cluster.switchPorts(plan(Map.of(30600, 30611)), new Marks("R2", "newer", 9));
        assertThat(cluster.switchPorts(plan(MOVE), MARKS)).isInstanceOf(Change.PreconditionFailed.class);
        assertThat(nodePorts(service())).containsEntry("api-grpc-port", 30650);
    }

    @Test
    void aPortThatAnotherServiceOfTheClusterHoldsIsRefusedBeforeAnythingIsSent() throws Exception {
        installed("1.11.9");
        ClassicFixture.install(server, new ClassicFixture.Setting("other", "1.9.12", 100, "bucket"));
        assertThat(plan(Map.of(30650, 30750)).refusal())
                .contains("the node port 30750 belongs to service/pachd in namespace other");
        assertThat(plan(Map.of(30650, 30080)).refusal())
                .contains("the node port 30080 belongs to service/dash in namespace pach");
    }

    @Test
    void aPlanThatCannotBeIsExplained() throws Exception {
        ServiceRow service = installed("1.11.9");
        assertThat(plan(Map.of(30650, 30600)).refusal()).contains("service/pachd would listen twice on 30600");
        assertThat(plan(Map.of(31650, 31649)).refusal())
                .contains("service/pachd does not listen on 31650 and not on 31649");
        assertThat(plan(Map.of(30650, 99999)).refusal()).contains("99999 is not a port");
        assertThat(plan(Map.of(30649, 30650)).refusal()).isEmpty();
        assertThat(plan(Map.of(30649, 30650)).moving()).isEmpty();
        ServiceRow inside = of("ClusterIP", service);
        PortSwitch refused = PortSwitch.plan(inside, MOVE, List.of());
        assertThat(refused.refusal().orElseThrow())
                .isEqualTo(
                        "service/pachd is of the type ClusterIP and not NodePort: no node listens for it, so there is"
                                + " no port that could be moved");
        assertThat(refused.hint()).contains("by hand");
        assertThat(PortSwitch.plan(of("LoadBalancer", service), MOVE, List.of())
                        .refusal()
                        .orElseThrow())
                .contains("load balancer");
    }

    private static ServiceRow of(String type, ServiceRow row) {
        return new ServiceRow(
                row.namespace(),
                row.name(),
                row.uid(),
                type,
                row.clusterIp(),
                row.ports(),
                row.labels(),
                row.annotations(),
                row.resourceVersion());
    }
}
