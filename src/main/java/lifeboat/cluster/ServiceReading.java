package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Reads services as the API server answers them. */
final class ServiceReading {
    private ServiceReading() {}

    static ServiceRow row(JsonNode node) {
        return new ServiceRow(
                Json.string(node, "/metadata/namespace"),
                Json.string(node, "/metadata/name"),
                Json.string(node, "/metadata/uid"),
                node.at("/spec/type").asText("ClusterIP"),
                Json.some(node, "/spec/clusterIP").filter(ip -> !ip.equals("None")),
                PodReading.stream(node.at("/spec/ports"))
                        .map(ServiceReading::port)
                        .toList(),
                Json.strings(node, "/metadata/labels"),
                Json.strings(node, "/metadata/annotations"),
                Json.string(node, "/metadata/resourceVersion"));
    }

    private static ServiceRow.Port port(JsonNode port) {
        int node = port.path("nodePort").asInt();
        return new ServiceRow.Port(
                Json.string(port, "/name"),
                port.path("port").asInt(),
                port.path("targetPort").asText(port.path("port").asText()),
                node == 0 ? Optional.empty() : Optional.of(node));
    }

    /** The addresses behind a service that take connections, as its Endpoints object lists them. */
    static List<String> ready(JsonNode endpoints) {
        return PodReading.stream(endpoints.path("subsets"))
                .flatMap(subset -> PodReading.stream(subset.path("addresses")))
                .map(address -> Json.string(address, "/ip"))
                .distinct()
                .toList();
    }
}
