package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.cluster.ClusterException.Kind;

/** Makes and deletes whole objects, each once, and tells certain answers from doubt. */
final class Making {
    private static final List<ObjectKind> SHOWN = List.of(
            ObjectKind.DEPLOYMENT,
            ObjectKind.STATEFUL_SET,
            ObjectKind.SERVICE,
            ObjectKind.CONFIG_MAP,
            ObjectKind.SECRET,
            ObjectKind.REPLICATION_CONTROLLER,
            ObjectKind.PERSISTENT_VOLUME_CLAIM);

    private final Api api;
    private final Namespace namespace;
    private final String name;

    Making(Api api, Namespace namespace, String name) {
        this.api = api;
        this.namespace = namespace;
        this.name = name;
    }

    Change secret(NewSecret secret, Marks marks) {
        ObjectNode object = Json.object().put("apiVersion", "v1").put("kind", "Secret");
        ObjectNode metadata = object.putObject("metadata").put("name", secret.name());
        ObjectNode labels = metadata.putObject("labels");
        new TreeMap<>(secret.labels()).forEach(labels::put);
        ObjectNode annotations = metadata.putObject("annotations");
        new TreeMap<>(marks.annotations()).forEach(annotations::put);
        object.put("type", secret.type());
        ObjectNode data = object.putObject("data");
        new TreeMap<>(secret.content())
                .forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
        return create(ObjectKind.SECRET, secret.name(), object);
    }

    Change volumeSnapshot(String snapshot, String claim, Optional<String> snapshotClass, Marks marks) {
        ObjectNode object =
                Json.object().put("apiVersion", "snapshot.storage.k8s.io/v1").put("kind", "VolumeSnapshot");
        ObjectNode annotations =
                object.putObject("metadata").put("name", snapshot).putObject("annotations");
        new TreeMap<>(marks.annotations()).forEach(annotations::put);
        ObjectNode spec = object.putObject("spec");
        snapshotClass.ifPresent(how -> spec.put("volumeSnapshotClassName", how));
        spec.putObject("source").put("persistentVolumeClaimName", claim);
        return create(ObjectKind.VOLUME_SNAPSHOT, snapshot, object);
    }

    private Change create(ObjectKind kind, String made, ObjectNode object) {
        String what = "create " + kind.kubectlName() + "/" + made;
        Api.Reply reply;
        try {
            reply = api.change("POST", kind.path(name), "application/json", object, what);
        } catch (ClusterException e) {
            return unsent(e);
        }
        if (reply.good()) {
            return new Change.Applied(WorkloadReading.state(reply.body()));
        }
        String message = what + ": " + Failures.message(reply);
        return reply.code() == 409
                ? new Change.PreconditionFailed(
                        List.of(kind.kubectlName() + "/" + made + " is there already"), Optional.empty(), false)
                : refused(reply.code(), message);
    }

    Change deleteConfigMap(ConfigData before, Marks marks) {
        String what = "delete configmap/" + before.name();
        Optional<Marks> theirs = Marks.in(before.annotations());
        if (theirs.isPresent() && theirs.get().fence() > marks.fence()) {
            return new Change.PreconditionFailed(
                    List.of("the fence is " + theirs.get().fence() + ", ours is only " + marks.fence()),
                    Optional.empty(),
                    false);
        }
        ObjectNode options = Json.object().put("apiVersion", "v1").put("kind", "DeleteOptions");
        options.putObject("preconditions").put("resourceVersion", before.resourceVersion());
        Api.Reply reply;
        try {
            reply = api.change(
                    "DELETE",
                    ObjectKind.CONFIG_MAP.path(name) + "/" + before.name(),
                    "application/json",
                    options,
                    what);
        } catch (ClusterException e) {
            return unsent(e);
        }
        if (reply.good()) {
            return new Change.Applied(WorkloadReading.state(reply.body()));
        }
        String message = what + ": " + Failures.message(reply);
        return reply.code() == 409
                ? new Change.PreconditionFailed(List.of(message), Optional.empty(), false)
                : refused(reply.code(), message);
    }

    private static Change unsent(ClusterException e) {
        return e.kind() == Kind.UNKNOWN_OUTCOME
                ? new Change.Unknown(e.getMessage())
                : new Change.Refused(e.kind(), e.getMessage(), e.hint());
    }

    private static Change refused(int code, String message) {
        return switch (code) {
            case 403 -> new Change.Denied(message);
            case 404 -> new Change.Missing(message);
            default ->
                code >= 500
                        ? new Change.Unknown(message)
                        : new Change.Refused(
                                Failures.kind(code),
                                message,
                                Failures.kind(code).hint());
        };
    }

    /** Every object of the kinds that an installation is made of, Helm's own records left out. */
    List<OwnedObject> objects(String release) throws ClusterException {
        List<OwnedObject> rows = new ArrayList<>();
        for (ObjectKind kind : SHOWN) {
            for (JsonNode object : namespace.list(kind, "")) {
                if (Json.string(object, "/type").equals("helm.sh/release.v1")) {
                    continue;
                }
                boolean owned = Json.strings(object, "/metadata/annotations")
                        .getOrDefault("meta.helm.sh/release-name", "")
                        .equals(release);
                rows.add(new OwnedObject(kind, Json.string(object, "/metadata/name"), owned));
            }
        }
        return List.copyOf(rows);
    }
}
