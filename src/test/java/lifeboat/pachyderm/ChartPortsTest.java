package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChartPortsTest {
    private static final Map<String, String> OPEN =
            Map.of("pachd.service.type", "NodePort", "pachd.service.apiGRPCPort", "31999");

    private static List<ChartPorts.Asked> of(int minor, Map<String, String> values) {
        return ChartPorts.of(PachydermVersion.of(2, minor, 0), path -> Optional.ofNullable(values.get(path)));
    }

    @Test
    void aServiceInsideTheClusterAsksForNone() {
        assertThat(of(8, Map.of("pachd.service.type", "ClusterIP"))).isEmpty();
        assertThat(of(8, Map.of())).isEmpty();
        assertThat(of(8, Map.of("pachd.enabled", "false", "pachd.service.type", "NodePort")))
                .isEmpty();
    }

    @Test
    void thePortInsideIsTheNodePortFromTwoDotTwoOnAndWasFixedBefore() {
        assertThat(of(8, OPEN))
                .containsExactly(new ChartPorts.Asked(
                        "pachd", List.of(30600, 30656, 30657, 30658, 31999), "pachd.service.type"));
        assertThat(of(1, OPEN))
                .containsExactly(new ChartPorts.Asked(
                        "pachd", List.of(30600, 30650, 30656, 30657, 30658), "pachd.service.type"));
        assertThat(of(8, OPEN).get(0).without()).isEqualTo(new ChartFields.Field("pachd.service.type", "ClusterIP"));
    }

    @Test
    void theProxyAsksFromTheVersionOnThatHasItByItself() {
        Map<String, String> open = Map.of("proxy.service.type", "NodePort", "proxy.service.legacyPorts.grpc", "30650");
        assertThat(of(4, open)).isEmpty();
        assertThat(of(5, open))
                .containsExactly(new ChartPorts.Asked("pachyderm-proxy", List.of(30080, 30650), "proxy.service.type"));
        assertThat(of(5, Map.of("proxy.service.type", "NodePort", "proxy.tls.enabled", "true")))
                .containsExactly(new ChartPorts.Asked("pachyderm-proxy", List.of(30080, 30443), "proxy.service.type"));
    }

    @Test
    void anEnterpriseServerHasPortsOfItsOwn() {
        assertThat(of(
                        8,
                        Map.of(
                                "pachd.enabled", "false",
                                "enterpriseServer.enabled", "true",
                                "enterpriseServer.service.type", "NodePort")))
                .containsExactly(new ChartPorts.Asked(
                        "pach-enterprise", List.of(31650, 31656, 31657, 31658), "enterpriseServer.service.type"));
    }
}
