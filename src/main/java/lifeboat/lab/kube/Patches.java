package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The three kinds of patch that clients send. None changes what it is given. */
final class Patches {
    /** Lists whose elements are merged one by one, and the field that tells the elements apart. */
    private static final Map<String, String> MERGE_KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "volumes", "name",
            "imagePullSecrets", "name",
            "volumeMounts", "mountPath",
            "conditions", "type",
            "ownerReferences", "uid");

    private Patches() {}

    /**
     * @param contentType the request's, without parameters
     * @throws ApiFailure 415 for a type that is not known, 400 for a body that is no patch, 422 for one that does not
     *     apply
     */
    static ObjectNode apply(String contentType, ObjectNode object, JsonNode patch) {
        return switch (contentType) {
            case "application/json-patch+json" -> json(object, patch);
            case "application/merge-patch+json" -> {
                ObjectNode result = object.deepCopy();
                merge(result, fields(patch));
                yield result;
            }
            case "application/strategic-merge-patch+json" -> {
                ObjectNode result = object.deepCopy();
                strategic(result, fields(patch));
                yield result;
            }
            default -> throw ApiFailure.unsupportedPatch(contentType);
        };
    }

    private static ObjectNode fields(JsonNode patch) {
        if (patch instanceof ObjectNode fields) {
            return fields;
        }
        throw ApiFailure.badRequest("a merge patch must be an object");
    }

    private static ObjectNode json(ObjectNode object, JsonNode patch) {
        if (!patch.isArray()) {
            throw ApiFailure.badRequest("a JSON patch must be an array of operations");
        }
        JsonNode result = object;
        try {
            for (JsonNode operation : patch) {
                if (removesNothing(operation, result)) {
                    throw ApiFailure.unapplicable("remove operation does not apply: doc is missing path: "
                            + operation.path("path").asText());
                }
                if (!testsForNothing(operation, result)) {
                    result = JsonPatch.apply(Json.object().arrayNode().add(operation), result);
                }
            }
        } catch (JsonPatchException e) {
            throw ApiFailure.unapplicable(String.valueOf(e.getMessage()));
        }
        if (result instanceof ObjectNode fields) {
            return fields;
        }
        throw ApiFailure.unapplicable("the result is not an object");
    }

    /** The API server lets a test for null pass where there is nothing at all; the standard does not. */
    private static boolean testsForNothing(JsonNode operation, JsonNode object) {
        return operation.path("op").asText().equals("test")
                && operation.path("value").isNull()
                && missing(operation, object);
    }

    /** The library lets this pass; the API server does not. */
    private static boolean removesNothing(JsonNode operation, JsonNode object) {
        return operation.path("op").asText().equals("remove") && missing(operation, object);
    }

    private static boolean missing(JsonNode operation, JsonNode object) {
        String path = operation.path("path").asText();
        return path.startsWith("/") && object.at(path).isMissingNode();
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                target.remove(entry.getKey());
            } else if (entry.getValue() instanceof ObjectNode child) {
                merge(Json.under(target, entry.getKey()), child);
            } else {
                target.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
    }

    private static void strategic(ObjectNode target, ObjectNode patch) {
        if (patch.path("$patch").asText().equals("replace")) {
            target.removeAll();
        }
        patch.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            String key = value instanceof ArrayNode list ? mergeKey(name, list) : null;
            if (name.startsWith("$")) {
                return;
            }
            if (value.isNull()) {
                target.remove(name);
            } else if (value instanceof ObjectNode child) {
                strategic(Json.under(target, name), child);
            } else if (key != null && target.get(name) instanceof ArrayNode present) {
                value.forEach(element -> mergeElement(present, element, key));
            } else {
                target.set(name, value.deepCopy());
            }
        });
    }

    private static @Nullable String mergeKey(String name, ArrayNode list) {
        if (name.equals("ports") && !list.isEmpty()) {
            return list.get(0).has("containerPort") ? "containerPort" : "port";
        }
        return MERGE_KEYS.get(name);
    }

    private static void mergeElement(ArrayNode present, JsonNode element, String key) {
        boolean delete = element.path("$patch").asText().equals("delete");
        for (int i = 0; i < present.size(); i++) {
            if (present.get(i).path(key).equals(element.path(key))) {
                if (delete) {
                    present.remove(i);
                } else if (present.get(i) instanceof ObjectNode old && element instanceof ObjectNode change) {
                    strategic(old, change);
                }
                return;
            }
        }
        if (!delete) {
            present.add(element.deepCopy());
        }
    }
}
