package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Pods as workloads make and find them. */
final class Templates {
    private Templates() {}

    /** A pod after a workload's template, owned by it. The name is still to be set. */
    static ObjectNode pod(Kind kind, ObjectNode owner) {
        JsonNode template = Json.at(owner, "spec", "template");
        ObjectNode pod = Json.object();
        ObjectNode meta = pod.putObject("metadata");
        for (String field : new String[] {"labels", "annotations"}) {
            if (Json.at(template, "metadata").has(field)) {
                meta.set(field, Json.at(template, "metadata", field).deepCopy());
            }
        }
        meta.putArray("ownerReferences").add(Meta.ownerReference(kind, owner));
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }

    /** The pods that an object controls, those that are ending among them. */
    static List<ObjectNode> podsOf(Store store, String uid) {
        return owned(store, Kind.POD, uid);
    }

    static List<ObjectNode> owned(Store store, Kind kind, String uid) {
        List<ObjectNode> owned = new ArrayList<>();
        for (Key key : store.dependents(uid)) {
            ObjectNode object = key.kind() == kind ? store.get(key) : null;
            if (object != null && Meta.controller(object).equals(uid)) {
                owned.add(object);
            }
        }
        return owned;
    }

    static Key keyOf(Kind kind, JsonNode object) {
        return new Key(kind, Meta.namespace(object), Meta.name(object));
    }
}
