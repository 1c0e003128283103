package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.ClassicFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever somebody else, or half a switch, has left of the ports: old, new or foreign, in every mix. */
class PortMixTest {
    private static final Marks MARKS = new Marks("R1", "switch-ports", 3);
    private static final List<Integer> OLD = List.of(30650, 30652, 30600);
    private static final List<Integer> NEW = List.of(30649, 30647, 30611);
    private static final List<Integer> FOREIGN = List.of(30750, 30752, 30700);

    @TempDir
    private Path folder;

    private static Map<Integer, Integer> there() {
        Map<Integer, Integer> moves = new LinkedHashMap<>();
        for (int i = 0; i < OLD.size(); i++) {
            moves.put(OLD.get(i), NEW.get(i));
        }
        return moves;
    }

    private static Map<Integer, Integer> back() {
        Map<Integer, Integer> moves = new LinkedHashMap<>();
        there().forEach((from, to) -> moves.put(to, from));
        return moves;
    }

    @Test
    @Fault("F27")
    void every_mix_is_completed_or_refused_whole_and_comes_back(Tally tally) throws Exception {
        LabCertificates certificates = LabCertificates.create(Clock.systemUTC());
        try (ApiServer server = ApiServer.start(ApiServer.Config.of(certificates, "lab-token", 7, Clock.systemUTC())
                .withPace(0.05))) {
            ClassicFixture.install(server, new ClassicFixture.Setting("pach", "1.11.9", 0, "bucket"));
            server.writeKubeconfig(folder.resolve("kubeconfig"), "lab", "pach");
            try (Cluster cluster = KubernetesCluster.open(
                    new ClusterLocation(Optional.of(folder.resolve("kubeconfig")), Optional.empty(), "pach"),
                    ClusterOptions.standard("lifeboat/test", Map.of(), InstantSource.system())
                            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2)))) {
                int mixes = (int) Math.pow(3, OLD.size());
                for (int mix = 0; mix < mixes; mix++) {
                    tried(cluster, mix);
                    tally.survived(1);
                }
            }
        }
    }

    private static void tried(Cluster cluster, int mix) throws ClusterException {
        List<Integer> ports = new ArrayList<>();
        boolean foreign = false;
        for (int i = 0, rest = mix; i < OLD.size(); i++, rest /= 3) {
            ports.add(List.of(OLD, NEW, FOREIGN).get(rest % 3).get(i));
            foreign |= rest % 3 == 2;
        }
        set(cluster, ports);
        for (Map<Integer, Integer> moves : List.of(there(), back())) {
            set(cluster, ports);
            PortSwitch plan = PortSwitch.plan(service(cluster), moves, cluster.servicesEverywhere());
            assertThat(plan.refusal().isPresent()).as("%s", ports).isEqualTo(foreign);
            if (foreign) {
                assertThat(plan.refusal().orElseThrow())
                        .as("it says which one somebody else has moved")
                        .containsPattern("does not listen on (306[0-9]{2}) and not on (306[0-9]{2})");
                continue;
            }
            if (!plan.moving().isEmpty()) {
                assertThat(cluster.switchPorts(plan, MARKS)).as("%s", ports).isInstanceOf(Change.Applied.class);
            }
            assertThat(now(cluster)).as("%s", ports).isEqualTo(List.copyOf(moves.values()));
        }
    }

    private static ServiceRow service(Cluster cluster) throws ClusterException {
        return cluster.service("pachd").orElseThrow();
    }

    private static int index(ServiceRow service, int which) {
        List<Integer> inside = List.of(650, 652, 600);
        for (int at = 0; at < service.ports().size(); at++) {
            if (service.ports().get(at).port() == inside.get(which)) {
                return at;
            }
        }
        throw new AssertionError(service.ports());
    }

    private static List<Integer> now(Cluster cluster) throws ClusterException {
        ServiceRow service = service(cluster);
        List<Integer> ports = new ArrayList<>();
        for (int which = 0; which < OLD.size(); which++) {
            ports.add(service.ports().get(index(service, which)).nodePort().orElseThrow());
        }
        return ports;
    }

    private static void set(Cluster cluster, List<Integer> wanted) throws ClusterException {
        ServiceRow service = service(cluster);
        List<JsonPatchOp> operations = new ArrayList<>();
        for (int which = 0; which < wanted.size(); which++) {
            String path = "/spec/ports/" + index(service, which) + "/nodePort";
            operations.add(JsonPatchOp.replace(path, wanted.get(which)));
        }
        assertThat(cluster.patch(ObjectKind.SERVICE, "pachd", operations, new Marks("R0", "other", 3)))
                .isInstanceOf(Change.Applied.class);
    }
}
