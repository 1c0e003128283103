package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.cluster.JsonPatchOp.Verb;

/**
 * Puts a fence on everything of an installation that a run may change. Every change tests the fence that it saw, so one that a
 * deposed run had prepared is refused from then on, and the run learns it.
 */
final class Claiming {
    private static final int ATTEMPTS = 5;
    private static final List<ObjectKind> KINDS = List.of(
            ObjectKind.DEPLOYMENT, ObjectKind.REPLICATION_CONTROLLER, ObjectKind.SERVICE, ObjectKind.CONFIG_MAP);

    private final Api api;
    private final Namespace namespace;
    private final String name;

    Claiming(Api api, Namespace namespace, String name) {
        this.api = api;
        this.namespace = namespace;
        this.name = name;
    }

    /** The highest fence on any object; 0 if there is none. What may not be listed does not count. */
    long highest() throws ClusterException {
        long highest = 0;
        for (ObjectKind kind : KINDS) {
            try {
                for (JsonNode object : namespace.list(kind, "")) {
                    highest = Math.max(highest, fence(annotations(object)).orElse(0L));
                }
            } catch (ClusterException e) {
                if (e.kind() != ClusterException.Kind.FORBIDDEN) {
                    throw e;
                }
            }
        }
        return highest;
    }

    /** What could not be claimed, a line each with the reason. */
    List<String> claim(long fence) {
        List<String> unclaimed = new ArrayList<>();
        for (ObjectKind kind : KINDS) {
            try {
                for (JsonNode object : namespace.list(kind, "")) {
                    boolean ours = Json.strings(object, "/metadata/labels")
                                    .getOrDefault("suite", "")
                                    .equals("pachyderm")
                            || annotations(object).containsKey(Marks.FENCE);
                    if (ours) {
                        claim(kind, Json.string(object, "/metadata/name"), object, fence)
                                .ifPresent(unclaimed::add);
                    }
                }
            } catch (ClusterException e) {
                unclaimed.add(kind.plural() + ": " + e.getMessage());
            }
        }
        return List.copyOf(unclaimed);
    }

    private Optional<String> claim(ObjectKind kind, String object, JsonNode first, long fence) throws ClusterException {
        String what = "patch " + kind.kubectlName() + "/" + object;
        Optional<JsonNode> now = Optional.of(first);
        for (int attempt = 0; now.isPresent() && attempt < ATTEMPTS; attempt++) {
            if (fence(annotations(now.get())).orElse(0L) >= fence) {
                return Optional.empty();
            }
            try {
                Api.Reply reply = api.change(
                        "PATCH",
                        kind.path(name) + "/" + object,
                        "application/json-patch+json",
                        patch(now.get(), fence),
                        what);
                if (reply.good()) {
                    return Optional.empty();
                }
                if (reply.code() != 409 && reply.code() != 412 && reply.code() != 422 && reply.code() < 500) {
                    return Optional.of(kind.kubectlName() + "/" + object + ": " + Failures.message(reply));
                }
            } catch (ClusterException e) {
                if (e.kind() != ClusterException.Kind.UNKNOWN_OUTCOME) {
                    throw e;
                }
            }
            // Somebody changed it meanwhile, or an answer was lost: what is there tells.
            now = namespace.find(kind, object);
        }
        return now.isEmpty()
                ? Optional.empty()
                : Optional.of(kind.kubectlName() + "/" + object + " is changed all the time");
    }

    private static ArrayNode patch(JsonNode object, long fence) {
        Map<String, String> annotations = annotations(object);
        String pointer = JsonPatchOp.pointer("metadata", "annotations", Marks.FENCE);
        String there = annotations.get(Marks.FENCE);
        String value = Long.toString(fence);
        ArrayNode patch = Json.array();
        patch.add(JsonPatchOp.test("/metadata/uid", Json.string(object, "/metadata/uid"))
                .node());
        patch.add((there == null
                        ? JsonPatchOp.test(
                                "/metadata/resourceVersion", Json.string(object, "/metadata/resourceVersion"))
                        : JsonPatchOp.test(pointer, there))
                .node());
        patch.add((annotations.isEmpty()
                        ? new JsonPatchOp(
                                Verb.ADD,
                                "/metadata/annotations",
                                Json.text(Json.object().put(Marks.FENCE, value)))
                        : JsonPatchOp.add(pointer, value))
                .node());
        return patch;
    }

    private static Map<String, String> annotations(JsonNode object) {
        return Json.strings(object, "/metadata/annotations");
    }

    private static Optional<Long> fence(Map<String, String> annotations) {
        try {
            return Optional.ofNullable(annotations.get(Marks.FENCE)).map(Long::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
