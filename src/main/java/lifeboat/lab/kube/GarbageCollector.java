package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Deletes what lost its owner, and what is in a namespace that is being deleted. */
final class GarbageCollector implements Controller {
    private static final String FOREGROUND = "foregroundDeletion";

    private final Store store;
    private final Registry registry;
    private final Loop loop;

    GarbageCollector(Store store, Registry registry, Loop loop) {
        this.store = store;
        this.registry = registry;
        this.loop = loop;
    }

    @Override
    public void heard(Change change) {
        Key key = change.key();
        ObjectNode object = change.object();
        if (change.type() == Change.Type.DELETED) {
            String uid = Meta.uid(object);
            if (!store.dependents(uid).isEmpty()) {
                loop.soon("orphans " + uid, () -> collect(uid));
            }
            Json.at(object, "metadata", "ownerReferences")
                    .forEach(owner -> Kind.named(owner.path("kind").asText()).ifPresent(kind -> {
                        Key parent = new Key(
                                kind, key.namespace(), owner.path("name").asText());
                        loop.soon("foreground " + parent, () -> foreground(parent));
                    }));
            ObjectNode home = store.get(new Key(Kind.NAMESPACE, "", key.namespace()));
            if (home != null && Meta.deleting(home)) {
                loop.soon("namespace " + key.namespace(), () -> empty(key.namespace()));
            }
        } else if (Meta.deleting(object)) {
            if (key.kind() == Kind.NAMESPACE) {
                loop.soon("namespace " + key.name(), () -> empty(key.name()));
            } else {
                loop.soon("foreground " + key, () -> foreground(key));
            }
        } else if (change.type() == Change.Type.ADDED) {
            for (JsonNode owner : Json.at(object, "metadata", "ownerReferences")) {
                loop.soon("owner " + key, () -> checkOwner(key, owner));
            }
        }
    }

    private void collect(String uid) {
        for (Key dependent : store.dependents(uid)) {
            ObjectNode object = store.get(dependent);
            if (object == null) {
                continue;
            }
            if (Json.at(object, "metadata", "ownerReferences").size() > 1) {
                registry.disown(dependent, uid);
            } else {
                registry.delete(dependent, Registry.Deletion.USUAL, false);
            }
        }
    }

    private void checkOwner(Key key, JsonNode reference) {
        Kind.named(reference.path("kind").asText()).ifPresent(kind -> {
            String uid = reference.path("uid").asText();
            ObjectNode owner = store.get(
                    new Key(kind, key.namespace(), reference.path("name").asText()));
            if (owner == null || !Meta.uid(owner).equals(uid)) {
                collect(uid);
            }
        });
    }

    private void foreground(Key key) {
        ObjectNode object = store.get(key);
        if (object == null || !Meta.deleting(object) || !hasForeground(object)) {
            return;
        }
        List<Key> dependents = store.dependents(Meta.uid(object));
        if (!dependents.isEmpty()) {
            collect(Meta.uid(object));
            return;
        }
        registry.change(key, Subresource.NONE, owner -> {
            ArrayNode kept = owner.arrayNode();
            Json.at(owner, "metadata", "finalizers").forEach(finalizer -> {
                if (!finalizer.asText().equals(FOREGROUND)) {
                    kept.add(finalizer);
                }
            });
            Json.under(owner, "metadata").set("finalizers", kept);
        });
    }

    private static boolean hasForeground(ObjectNode object) {
        for (JsonNode finalizer : Json.at(object, "metadata", "finalizers")) {
            if (finalizer.asText().equals(FOREGROUND)) {
                return true;
            }
        }
        return false;
    }

    private void empty(String namespace) {
        int left = 0;
        for (Kind kind : Kind.values()) {
            if (kind.namespaced) {
                for (ObjectNode object : store.list(kind, namespace)) {
                    registry.delete(Templates.keyOf(kind, object), Registry.Deletion.USUAL, false);
                }
                left += store.list(kind, namespace).size();
            }
        }
        if (left == 0) {
            registry.finish(new Key(Kind.NAMESPACE, "", namespace));
        }
    }
}
