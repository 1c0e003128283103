package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The {@code scale} subresource: a workload's replica count as an object of its own. */
final class Scale {
    private Scale() {}

    static ObjectNode of(Kind kind, ObjectNode workload) {
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode meta = scale.putObject("metadata");
        for (String field : new String[] {"name", "namespace", "uid", "resourceVersion", "creationTimestamp"}) {
            meta.put(field, Json.text(workload, "metadata", field));
        }
        scale.putObject("spec").put("replicas", Json.number(workload, "spec", "replicas"));
        scale.putObject("status")
                .put("replicas", Json.number(workload, "status", "replicas"))
                .put("selector", kind.hasScale() ? Selectors.workload(workload) : "");
        return scale;
    }

    static ObjectNode apply(ObjectNode workload, JsonNode scale) {
        ObjectNode next = workload.deepCopy();
        JsonNode replicas = Json.at(scale, "spec", "replicas");
        if (replicas.isMissingNode()) {
            Json.under(next, "spec").put("replicas", 0);
        } else {
            Json.under(next, "spec").set("replicas", replicas);
        }
        return next;
    }
}
