package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The variables that a container gets: written out, from one key of a secret, or whole secrets and config maps. */
final class Environment {
    private final Store store;
    private final String namespace;

    Environment(Store store, String namespace) {
        this.store = store;
        this.namespace = namespace;
    }

    /** What a container names is not there; the message is the kubelet's. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    Map<String, String> of(JsonNode container) throws Missing {
        Map<String, String> variables = new TreeMap<>();
        for (JsonNode from : container.path("envFrom")) {
            boolean secret = from.has("secretRef");
            JsonNode reference = from.path(secret ? "secretRef" : "configMapRef");
            content(secret, reference).forEach(variables::put);
        }
        for (JsonNode variable : container.path("env")) {
            JsonNode key = Json.at(variable, "valueFrom", "secretKeyRef");
            variables.put(
                    variable.path("name").asText(),
                    key.isMissingNode() ? variable.path("value").asText() : one(key));
        }
        return variables;
    }

    private String one(JsonNode key) throws Missing {
        String wanted = key.path("key").asText();
        String value = content(true, key).get(wanted);
        if (value == null) {
            throw new Missing("couldn't find key " + wanted + " in Secret " + namespace + "/"
                    + key.path("name").asText());
        }
        return value;
    }

    private Map<String, String> content(boolean secret, JsonNode reference) throws Missing {
        String name = reference.path("name").asText();
        ObjectNode object = store.get(new Key(secret ? Kind.SECRET : Kind.CONFIG_MAP, namespace, name));
        Map<String, String> content = new TreeMap<>();
        if (object == null) {
            if (reference.path("optional").asBoolean()) {
                return content;
            }
            throw new Missing((secret ? "secret" : "configmap") + " \"" + name + "\" not found");
        }
        object.path("data").properties().forEach(entry -> {
            String text = entry.getValue().asText();
            content.put(
                    entry.getKey(),
                    secret ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8) : text);
        });
        return content;
    }
}
