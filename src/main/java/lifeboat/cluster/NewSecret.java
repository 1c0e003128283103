package lifeboat.cluster;

import java.util.Map;

/**
 * A secret that is to be made. Never log its content.
 *
 * @param name its name
 * @param type such as {@code Opaque}
 * @param labels its labels
 * @param content its values by key
 */
public record NewSecret(String name, String type, Map<String, String> labels, Map<String, byte[]> content) {
    /** Keeps its own copies of the maps. */
    public NewSecret {
        labels = Map.copyOf(labels);
        content = Map.copyOf(content);
    }

    /** Without its content. */
    @Override
    public String toString() {
        return "secret/" + name + " (" + type + "), " + content.size() + " keys";
    }
}
