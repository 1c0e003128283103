package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes objects by the API's rules. Clients and controllers alike come through here. */
final class Registry {
    private final Store store;
    private final Rules rules;
    private final Seeded seeded;
    private final LabTime time;
    private final Map<Key, Integer> incarnations = new HashMap<>();

    Registry(Store store, Seeded seeded, LabTime time) {
        this.store = store;
        this.rules = new Rules(new Services(store, seeded));
        this.seeded = seeded;
        this.time = time;
    }

    /**
     * How to delete.
     *
     * @param graceSeconds null for the object's own
     * @param propagation Background, Foreground or Orphan
     * @param uid of the object that is meant; empty for whichever is there
     * @param version the same, for its resourceVersion
     */
    record Deletion(@Nullable Integer graceSeconds, String propagation, String uid, String version) {
        static final Deletion USUAL = new Deletion(null, "Background", "", "");
        static final Deletion AT_ONCE = new Deletion(0, "Background", "", "");
    }

    ObjectNode require(Key key) {
        ObjectNode object = store.get(key);
        if (object == null) {
            throw ApiFailure.notFound(key.kind(), key.name());
        }
        return object;
    }

    ObjectNode create(Kind kind, String namespace, ObjectNode body) {
        return create(kind, namespace, body, false);
    }

    ObjectNode create(Kind kind, String namespace, ObjectNode body, boolean dryRun) {
        return store.locked(() -> {
            ObjectNode object = body.deepCopy();
            checkType(kind, object);
            ObjectNode meta = Json.under(object, "metadata");
            place(kind, namespace, meta);
            Key key = new Key(kind, namespace, nameOf(kind, namespace, meta));
            if (store.get(key) != null) {
                throw ApiFailure.exists(kind, key.name());
            }
            if (meta.hasNonNull("resourceVersion")
                    && !meta.path("resourceVersion").asText().isEmpty()) {
                throw ApiFailure.badRequest("resourceVersion should not be set on objects to be created");
            }
            meta.remove("deletionTimestamp");
            meta.remove("deletionGracePeriodSeconds");
            int incarnation = incarnations.merge(key, 1, Integer::sum);
            meta.put("uid", seeded.uid(kind.plural + " " + key.path() + " " + incarnation));
            meta.put("creationTimestamp", time.stamp());
            if (kind.hasGeneration()) {
                meta.put("generation", 1);
            }
            if (kind.hasStatus()) {
                object.remove("status");
            }
            rules.complete(kind, object, null);
            rules.check(kind, object, null);
            if (kind == Kind.POD) {
                Json.under(object, "status").put("phase", "Pending").put("qosClass", "BestEffort");
            }
            return dryRun ? object : store.put(key, object);
        });
    }

    private static void checkType(Kind kind, ObjectNode object) {
        String apiVersion = Json.text(object, "apiVersion");
        String title = Json.text(object, "kind");
        if (!title.isEmpty() && !(title.equals(kind.title) && apiVersion.equals(kind.apiVersion()))) {
            throw ApiFailure.badRequest(
                    title + " in version \"" + apiVersion + "\" cannot be handled as a " + kind.title);
        }
        object.put("apiVersion", kind.apiVersion());
        object.put("kind", kind.title);
    }

    private void place(Kind kind, String namespace, ObjectNode meta) {
        if (!kind.namespaced) {
            return;
        }
        String said = meta.path("namespace").asText();
        if (!said.isEmpty() && !said.equals(namespace)) {
            throw ApiFailure.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        ObjectNode home = store.get(new Key(Kind.NAMESPACE, "", namespace));
        if (home == null) {
            throw ApiFailure.notFound(Kind.NAMESPACE, namespace);
        }
        if (Meta.deleting(home)) {
            throw ApiFailure.of(
                    403,
                    "Forbidden",
                    kind.resource() + " \"" + meta.path("name").asText()
                            + "\" is forbidden: unable to create new content" + " in namespace " + namespace
                            + " because it is being terminated");
        }
        meta.put("namespace", namespace);
    }

    private String nameOf(Kind kind, String namespace, ObjectNode meta) {
        String prefix = meta.path("generateName").asText();
        if (meta.path("name").asText().isEmpty() && !prefix.isEmpty()) {
            Key base = new Key(kind, namespace, prefix);
            String name;
            do {
                int count = incarnations.merge(base, 1, Integer::sum);
                name = prefix + seeded.suffix(kind.plural + " " + base.path() + " " + count, 5);
            } while (store.get(new Key(kind, namespace, name)) != null);
            meta.put("name", name);
        }
        return meta.path("name").asText();
    }

    /** Replaces an object, or one part of it, with what a client sent. */
    ObjectNode replace(Key key, Subresource part, ObjectNode body, boolean dryRun) {
        return store.locked(() -> {
            ObjectNode current = require(key);
            if (part != Subresource.SCALE) {
                checkType(key.kind(), body);
            }
            return write(key, part, current, body, dryRun);
        });
    }

    /** Patches an object, or one part of it. */
    ObjectNode patch(Key key, Subresource part, String contentType, JsonNode patch, boolean dryRun) {
        return store.locked(() -> {
            ObjectNode current = require(key);
            ObjectNode target = part == Subresource.SCALE ? Scale.of(key.kind(), current) : current;
            return write(key, part, current, Patches.apply(contentType, target, patch), dryRun);
        });
    }

    /** Changes an object's status, or its spec and metadata, on behalf of a controller. Does nothing if it is gone. */
    @Nullable
    ObjectNode change(Key key, Subresource part, Consumer<ObjectNode> change) {
        return locked(() -> {
            ObjectNode current = store.get(key);
            if (current == null) {
                return null;
            }
            ObjectNode next = current.deepCopy();
            change.accept(next);
            return write(key, part, current, next, false);
        });
    }

    private @Nullable ObjectNode locked(Supplier<@Nullable ObjectNode> work) {
        ObjectNode[] result = new ObjectNode[1];
        store.locked(() -> {
            result[0] = work.get();
            return true;
        });
        return result[0];
    }

    private ObjectNode write(Key key, Subresource part, ObjectNode current, ObjectNode sent, boolean dryRun) {
        checkIdentity(key, current, sent);
        ObjectNode next = part == Subresource.SCALE ? Scale.apply(current, sent) : sent.deepCopy();
        if (part == Subresource.STATUS) {
            ObjectNode whole = current.deepCopy();
            whole.set("status", next.path("status").deepCopy());
            next = whole;
        } else if (key.kind().hasStatus()) {
            next.remove("status");
            if (current.has("status")) {
                next.set("status", current.path("status").deepCopy());
            }
        }
        keepSystemFields(current, next);
        rules.complete(key.kind(), next, current);
        rules.check(key.kind(), next, current);
        if (next.equals(current)) {
            return current;
        }
        if (key.kind().hasGeneration() && !next.path("spec").equals(current.path("spec"))) {
            Json.under(next, "metadata").put("generation", Meta.generation(current) + 1);
        }
        if (dryRun) {
            return next;
        }
        ObjectNode stored = store.put(key, next);
        boolean waiting = key.kind() == Kind.POD || key.kind() == Kind.NAMESPACE;
        if (Meta.deleting(stored) && !Meta.hasFinalizers(stored) && !waiting) {
            store.remove(key);
        }
        return stored;
    }

    private static void checkIdentity(Key key, ObjectNode current, ObjectNode sent) {
        if (!Meta.name(sent).equals(key.name())) {
            throw ApiFailure.badRequest("the name of the object (" + Meta.name(sent)
                    + ") does not match the name on the URL (" + key.name() + ")");
        }
        if (!Meta.uid(sent).isEmpty() && !Meta.uid(sent).equals(Meta.uid(current))) {
            throw ApiFailure.conflict(
                    key.kind(),
                    key.name(),
                    "Precondition failed: UID in precondition: " + Meta.uid(sent) + ", UID in object meta: "
                            + Meta.uid(current));
        }
        String version = Meta.version(sent);
        if (!version.isEmpty() && !version.equals(Meta.version(current))) {
            throw ApiFailure.conflict(key.kind(), key.name());
        }
    }

    private static void keepSystemFields(ObjectNode current, ObjectNode next) {
        ObjectNode meta = Json.under(next, "metadata");
        JsonNode old = current.path("metadata");
        for (String field : new String[] {
            "namespace",
            "uid",
            "creationTimestamp",
            "generation",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "resourceVersion",
            "generateName"
        }) {
            if (old.has(field)) {
                meta.set(field, old.get(field));
            } else {
                meta.remove(field);
            }
        }
        meta.remove("managedFields");
    }

    /**
     * Deletes an object: at once, or after its grace period (pods on a node), or when its finalizers are done.
     *
     * @return its last state; it carries a {@code deletionTimestamp} while it is still there
     */
    ObjectNode delete(Key key, Deletion how, boolean dryRun) {
        return store.locked(() -> {
            ObjectNode current = require(key);
            if (!how.uid.isEmpty() && !how.uid.equals(Meta.uid(current))
                    || !how.version.isEmpty() && !how.version.equals(Meta.version(current))) {
                throw ApiFailure.conflict(
                        key.kind(), key.name(), "Precondition failed: it is not the object that was meant");
            }
            int grace = graceOf(key.kind(), current, how.graceSeconds);
            ObjectNode next = current.deepCopy();
            if (how.propagation.equals("Foreground")) {
                addFinalizer(next, "foregroundDeletion");
            }
            boolean stays = grace > 0 || Meta.hasFinalizers(next) || key.kind() == Kind.NAMESPACE;
            if (dryRun) {
                return next;
            }
            if (how.propagation.equals("Orphan")) {
                store.dependents(Meta.uid(current)).forEach(dependent -> disown(dependent, Meta.uid(current)));
            }
            if (!stays) {
                ObjectNode last = store.remove(key);
                return last == null ? next : last;
            }
            if (Meta.deleting(current)) {
                return current;
            }
            Json.under(next, "metadata")
                    .put("deletionTimestamp", LabTime.stamp(time.now().plusSeconds(grace)))
                    .put("deletionGracePeriodSeconds", grace);
            if (key.kind() == Kind.NAMESPACE) {
                Json.under(next, "status").put("phase", "Terminating");
            }
            if (key.kind().hasGeneration()) {
                Json.under(next, "metadata").put("generation", Meta.generation(current) + 1);
            }
            return store.put(key, next);
        });
    }

    /** Takes away a namespace that is being deleted and has become empty. */
    void finish(Key key) {
        store.locked(() -> {
            ObjectNode current = store.get(key);
            if (current != null && Meta.deleting(current)) {
                store.remove(key);
            }
            return true;
        });
    }

    /** Removes one owner from an object's owner references. */
    void disown(Key key, String ownerUid) {
        change(key, Subresource.NONE, object -> {
            ArrayNode kept = Json.under(object, "metadata").arrayNode();
            Json.at(object, "metadata", "ownerReferences").forEach(owner -> {
                if (!owner.path("uid").asText().equals(ownerUid)) {
                    kept.add(owner);
                }
            });
            Json.under(object, "metadata").set("ownerReferences", kept);
        });
    }

    private static int graceOf(Kind kind, ObjectNode object, @Nullable Integer asked) {
        if (kind != Kind.POD || Json.text(object, "spec", "nodeName").isEmpty()) {
            return 0;
        }
        return asked != null
                ? asked
                : Json.at(object, "spec", "terminationGracePeriodSeconds").asInt(30);
    }

    private static void addFinalizer(ObjectNode object, String finalizer) {
        ObjectNode meta = Json.under(object, "metadata");
        ArrayNode list = meta.get("finalizers") instanceof ArrayNode present ? present : meta.putArray("finalizers");
        list.add(finalizer);
    }
}
