package lifeboat.lab.kube;

import java.util.List;
import java.util.Map;

/** Which ports and objects of the chart are a standalone enterprise server's. */
final class EnterpriseChart {
    /** The ports of its container. */
    static final Map<String, Integer> CONTAINER_PORTS = Map.of(
            "api-grpc-port", 1650,
            "oidc-port", 1657,
            "identity-port", 1658,
            "prom-metrics", 1656,
            "peer-port", 1653);

    private EnterpriseChart() {}

    /** The ports of its service: 31650 and its neighbours. */
    static List<Chart.Port> ports() {
        return List.of(
                new Chart.Port(
                        "api-grpc-port", EnterpriseFixture.NODE_PORT, "api-grpc-port", EnterpriseFixture.NODE_PORT),
                new Chart.Port("oidc-port", 31657, "oidc-port", 31657),
                new Chart.Port("identity-port", 31658, "identity-port", 31658),
                new Chart.Port("prom-metrics", 31656, "prom-metrics", 31656));
    }
}
