package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import lifeboat.lab.kube.ApiClient;

/** What the server side of {@code pachctl} does to the lab's cluster, through its Kubernetes API. */
final class PachctlCluster {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MERGE = "application/merge-patch+json";

    private final ApiClient api;
    private final String namespace;
    private final String app;

    PachctlCluster(PachctlWorld world, Route route) throws IOException {
        this.api = Route.client(world, route.place());
        this.namespace = route.namespace();
        this.app = route.app();
    }

    /** The pods that answer as they are now. */
    Pachds pachds() throws IOException {
        JsonNode pods = get(core() + "/pods?labelSelector=suite%3Dpachyderm%2Capp%3D" + app);
        return Pachds.of(configMap(), pods, get("/lab/modes"));
    }

    /** Whether an enterprise server answers, which has neither files nor pipelines nor a paused mode. */
    boolean isEnterpriseServer() {
        return app.equals("pach-enterprise");
    }

    /** The id by which contexts of the older releases know a deployment; empty text if it has none. */
    String deploymentId() throws IOException {
        return secret("pachyderm-deployment-id-secret", "CLUSTER_DEPLOYMENT_ID");
    }

    /** A variable of the container that answers; empty text if it is not set, or if a secret has it. */
    String variable(String name) throws IOException {
        for (JsonNode variable : deployment().at("/spec/template/spec/containers/0/env")) {
            if (variable.path("name").asText().equals(name)) {
                return variable.path("value").asText();
            }
        }
        return "";
    }

    /** A variable that a secret has; empty text if there is none. */
    String secretVariable(String name) throws IOException {
        for (JsonNode variable : deployment().at("/spec/template/spec/containers/0/env")) {
            JsonNode key = variable.at("/valueFrom/secretKeyRef");
            if (variable.path("name").asText().equals(name)) {
                return secret(key.path("name").asText(), key.path("key").asText());
            }
        }
        return "";
    }

    /** The bucket that holds the objects. */
    String bucket() throws IOException {
        String url = variable("STORAGE_URL");
        return url.isEmpty()
                ? secret("pachyderm-storage-secret", "AMAZON_BUCKET")
                : url.replaceFirst("^[a-z0-9]+://([^/?]+).*$", "$1");
    }

    /** A value of a secret; empty text if there is none. */
    String secret(String name, String key) throws IOException {
        String encoded = get(core() + "/secrets/" + name).path("data").path(key).asText("");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private JsonNode deployment() throws IOException {
        return get("/apis/apps/v1/namespaces/" + namespace + "/deployments/" + app);
    }

    /** A name for the cluster that stays the same as long as the namespace does. */
    String id() throws IOException {
        return get("/api/v1/namespaces/" + namespace)
                .path("metadata")
                .path("uid")
                .asText()
                .replace("-", "");
    }

    /**
     * Writes the mode and restarts pachd; returns before it has restarted. Does nothing if the config map says so
     * already.
     */
    void mode(String mode, Instant now) throws IOException {
        JsonNode present = configMap();
        boolean paused = present.path("data").path("MODE").asText().equals("paused");
        if (!present.isMissingNode() && paused == mode.equals("paused")) {
            return;
        }
        ObjectNode config = JSON.createObjectNode();
        config.putObject("metadata")
                .put("name", "pachd-config")
                .putObject("annotations")
                .put(Pachds.UPDATED_AT, now.toString());
        config.putObject("data").put("MODE", mode);
        if (present.isMissingNode()) {
            api.must("POST", core() + "/configmaps", "application/json", config.toString());
        } else {
            api.must("PATCH", core() + "/configmaps/pachd-config", MERGE, config.toString());
        }
        ObjectNode restart = JSON.createObjectNode();
        restart.putObject("spec")
                .putObject("template")
                .putObject("metadata")
                .putObject("annotations")
                .put(Pachds.RESTARTED_AT, now.toString());
        api.must("PATCH", "/apis/apps/v1/namespaces/" + namespace + "/deployments/pachd", MERGE, restart.toString());
    }

    /** What is there, or a missing node. */
    private JsonNode get(String path) throws IOException {
        String text = api.text(path);
        return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
    }

    private String core() {
        return "/api/v1/namespaces/" + namespace;
    }

    private JsonNode configMap() throws IOException {
        return get(core() + "/configmaps/pachd-config");
    }
}
