package lifeboat.backup;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import lifeboat.journal.json.JsonObject;
import lifeboat.journal.json.MalformedJsonException;

/**
 * A Kubernetes secret whose content was kept. Never log its content.
 *
 * @param name its name
 * @param type such as {@code Opaque}
 * @param labels its labels at the source
 * @param content its values by key
 */
public record SavedSecret(String name, String type, Map<String, String> labels, Map<String, byte[]> content) {
    /** Keeps its own copies. */
    public SavedSecret {
        labels = Map.copyOf(labels);
        content = Map.copyOf(content);
    }

    /** Whether the Helm chart made it; an install makes it again, from the values. */
    public boolean isMadeByHelm() {
        return "Helm".equals(labels.get("app.kubernetes.io/managed-by"));
    }

    static SavedSecret of(JsonObject object) throws MalformedJsonException {
        JsonObject metadata = object.object("metadata");
        Map<String, byte[]> content = new LinkedHashMap<>();
        object.textMap("data")
                .forEach((key, value) -> content.put(key, Base64.getDecoder().decode(value)));
        return new SavedSecret(metadata.text("name"), object.text("type"), metadata.textMap("labels"), content);
    }

    /** Without its content. */
    @Override
    public String toString() {
        return "secret " + name + " (" + type + "), " + content.size() + " keys";
    }
}
