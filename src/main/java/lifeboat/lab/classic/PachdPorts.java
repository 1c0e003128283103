package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import lifeboat.lab.kube.ApiClient;

/** Which ports of the lab's nodes and of its cluster lead to a pachd: what the Services and the pods say, asked anew each time. */
final class PachdPorts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiClient api;

    PachdPorts(ApiClient api) {
        this.api = api;
    }

    /**
     * The port of a namespace's pachd behind a node port.
     *
     * @return its name, such as {@code api-grpc-port}; nothing if the node port does not lead there
     */
    Optional<String> nodePort(String namespace, int number) throws IOException {
        JsonNode spec =
                read("/api/v1/namespaces/" + namespace + "/services/pachd").path("spec");
        if (!spec.path("type").asText().matches("NodePort|LoadBalancer")) {
            return Optional.empty();
        }
        for (JsonNode port : spec.path("ports")) {
            if (port.path("nodePort").asInt() == number) {
                return ready(namespace) ? Optional.of(port.path("name").asText()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether a port leads there inside the cluster. */
    boolean inside(String namespace, int number) throws IOException {
        for (JsonNode port : read("/api/v1/namespaces/" + namespace + "/services/pachd")
                .path("spec")
                .path("ports")) {
            if (port.path("port").asInt() == number) {
                return ready(namespace);
            }
        }
        return false;
    }

    /** Whether a deployment of that name has a pod that runs. */
    boolean runs(String namespace, String app) throws IOException {
        for (JsonNode pod : read("/api/v1/namespaces/" + namespace + "/pods?labelSelector=app%3D" + app)
                .path("items")) {
            if (pod.at("/status/phase").asText().equals("Running")
                    && !pod.path("metadata").has("deletionTimestamp")) {
                return true;
            }
        }
        return false;
    }

    private boolean ready(String namespace) throws IOException {
        return !read("/api/v1/namespaces/" + namespace + "/endpoints/pachd")
                .path("subsets")
                .path(0)
                .path("addresses")
                .isEmpty();
    }

    private JsonNode read(String path) throws IOException {
        String text = api.text(path);
        return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
    }
}
