package lifeboat.cluster;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.cluster.ClusterException.Kind;
import lifeboat.cluster.JsonPatchOp.Verb;

/** Builds guarded patches, sends each once, and tells certain answers from doubt. */
final class Patching {
    private static final String VERSION = "/metadata/resourceVersion";

    private final Api api;
    private final String namespace;

    Patching(Api api, String namespace) {
        this.api = api;
        this.namespace = namespace;
    }

    static List<JsonPatchOp> scaling(Workload before, int replicas, Marks marks) {
        List<JsonPatchOp> operations = List.of(
                JsonPatchOp.test("/spec/replicas", before.wanted()), JsonPatchOp.replace("/spec/replicas", replicas));
        return guarded(before.uid(), before.resourceVersion(), before.annotations(), operations, marks);
    }

    /**
     * Tests first. A fence is tested where there is one. Where there is none its absence cannot be tested portably, so
     * the whole version is: that also protects annotations of others from a map that would be created over them.
     */
    static List<JsonPatchOp> guarded(
            String uid,
            String resourceVersion,
            Map<String, String> annotations,
            List<JsonPatchOp> operations,
            Marks marks) {
        List<JsonPatchOp> all = new ArrayList<>();
        all.add(JsonPatchOp.test("/metadata/uid", uid));
        String fence = annotations.get(Marks.FENCE);
        all.add(
                fence == null
                        ? JsonPatchOp.test(VERSION, resourceVersion)
                        : JsonPatchOp.test(JsonPatchOp.pointer("metadata", "annotations", Marks.FENCE), fence));
        all.addAll(operations);
        Map<String, String> added = new TreeMap<>(marks.annotations());
        if (annotations.isEmpty()) {
            ObjectNode map = Json.object();
            added.forEach(map::put);
            all.add(new JsonPatchOp(Verb.ADD, "/metadata/annotations", Json.text(map)));
        } else {
            added.forEach((key, value) ->
                    all.add(JsonPatchOp.add(JsonPatchOp.pointer("metadata", "annotations", key), value)));
        }
        return List.copyOf(all);
    }

    static String json(List<JsonPatchOp> operations) {
        return Json.text(array(operations));
    }

    private static ArrayNode array(List<JsonPatchOp> operations) {
        ArrayNode array = Json.array();
        operations.forEach(op -> array.add(op.node()));
        return array;
    }

    /** The refusal of a change by a run whose lock was taken over; empty when nobody newer was here. */
    static Optional<Change> deposed(Change.State now, Marks marks) {
        String text = now.annotations().get(Marks.FENCE);
        if (text == null) {
            return Optional.empty();
        }
        boolean older;
        try {
            older = Long.parseLong(text) <= marks.fence();
        } catch (NumberFormatException e) {
            older = false;
        }
        return older
                ? Optional.empty()
                : Optional.of(new Change.PreconditionFailed(
                        List.of("the fence is " + text + " (run "
                                + now.annotations().get(Marks.RUN) + "), ours is only " + marks.fence()),
                        Optional.of(now),
                        false));
    }

    Change send(ObjectKind kind, String name, List<JsonPatchOp> operations, Marks marks) {
        String what = "patch " + kind.kubectlName() + "/" + name;
        String path = kind.path(namespace) + "/" + name;
        Api.Reply reply;
        try {
            reply = api.change("PATCH", path, "application/json-patch+json", array(operations), what);
        } catch (ClusterException e) {
            return e.kind() == Kind.UNKNOWN_OUTCOME
                    ? new Change.Unknown(e.getMessage())
                    : new Change.Refused(e.kind(), e.getMessage(), e.hint());
        }
        String message = what + ": " + Failures.message(reply);
        if (reply.good()) {
            Change.State now = WorkloadReading.state(reply.body());
            return now.marks().equals(Optional.of(marks))
                    ? new Change.Applied(now)
                    : new Change.Unknown(what + ": the answer does not show our marks on the object");
        }
        return switch (reply.code()) {
            case 403 -> new Change.Denied(message);
            case 404 -> new Change.Missing(message);
            case 409, 412, 422 -> explained(kind, name, operations, reply.code(), message);
            default ->
                reply.code() >= 500
                        ? new Change.Unknown(message)
                        : new Change.Refused(
                                Failures.kind(reply.code()),
                                message,
                                Failures.kind(reply.code()).hint());
        };
    }

    private Change explained(ObjectKind kind, String name, List<JsonPatchOp> operations, int code, String message) {
        Optional<JsonNode> found;
        try {
            found = api.find(kind.path(namespace) + "/" + name, "read " + kind.kubectlName() + "/" + name);
        } catch (ClusterException e) {
            return new Change.PreconditionFailed(List.of(message), Optional.empty(), false);
        }
        if (found.isEmpty()) {
            return new Change.Missing(message);
        }
        JsonNode now = found.get();
        List<String> differences = new ArrayList<>();
        boolean onlyVersion = true;
        for (JsonPatchOp op : operations) {
            JsonNode there = now.at(JsonPointer.compile(op.path()));
            if (op.verb() == Verb.TEST && !there.equals(op.value())) {
                onlyVersion &= op.path().equals(VERSION);
                differences.add(field(op.path()) + " is " + shown(there) + ", expected " + shown(op.value()));
            }
        }
        if (differences.isEmpty() && code == 422) {
            return new Change.Refused(Kind.REFUSED, message, Kind.REFUSED.hint());
        }
        return new Change.PreconditionFailed(
                List.copyOf(differences), Optional.of(WorkloadReading.state(now)), onlyVersion);
    }

    /** A JSON Pointer as people write fields: {@code metadata.annotations[lifeboat.dev/fence]}. */
    static String field(String pointer) {
        StringBuilder text = new StringBuilder();
        for (String part : pointer.substring(1).split("/", -1)) {
            String plain = part.replace("~1", "/").replace("~0", "~");
            if (plain.contains("/") || plain.contains(".")) {
                text.append('[').append(plain).append(']');
            } else {
                text.append(text.length() == 0 ? "" : ".").append(plain);
            }
        }
        return text.toString();
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "(none)" : node.isValueNode() ? node.asText() : Json.text(node);
    }
}
