package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** What every object's {@code metadata} says. */
final class Meta {
    private Meta() {}

    static String name(JsonNode object) {
        return Json.text(object, "metadata", "name");
    }

    static String namespace(JsonNode object) {
        return Json.text(object, "metadata", "namespace");
    }

    static String uid(JsonNode object) {
        return Json.text(object, "metadata", "uid");
    }

    static String version(JsonNode object) {
        return Json.text(object, "metadata", "resourceVersion");
    }

    static int generation(JsonNode object) {
        return Json.number(object, "metadata", "generation");
    }

    static String label(JsonNode object, String name) {
        return Json.text(object, "metadata", "labels", name);
    }

    static boolean deleting(JsonNode object) {
        return Json.at(object, "metadata").hasNonNull("deletionTimestamp");
    }

    static boolean hasFinalizers(JsonNode object) {
        return !Json.at(object, "metadata", "finalizers").isEmpty();
    }

    static Map<String, String> map(JsonNode node) {
        Map<String, String> entries = new TreeMap<>();
        node.properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().asText()));
        return entries;
    }

    /** The uid of the object that controls this one; empty if none does. */
    static String controller(JsonNode object) {
        for (JsonNode owner : Json.at(object, "metadata", "ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return owner.path("uid").asText();
            }
        }
        return "";
    }

    static ObjectNode ownerReference(Kind kind, JsonNode owner) {
        return Json.object()
                .put("apiVersion", kind.apiVersion())
                .put("kind", kind.title)
                .put("name", name(owner))
                .put("uid", uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }
}
