package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/** Keeps as many pods as a ReplicaSet or a ReplicationController asks for. */
final class ReplicaController implements Controller {
    private final Kind kind;
    private final Store store;
    private final Registry registry;
    private final Loop loop;
    private final Events events;

    ReplicaController(Kind kind, Store store, Registry registry, Loop loop, Events events) {
        this.kind = kind;
        this.store = store;
        this.registry = registry;
        this.loop = loop;
        this.events = events;
    }

    @Override
    public void heard(Change change) {
        if (change.key().kind() == kind) {
            wake(change.key());
        } else if (change.key().kind() == Kind.POD) {
            change.object().path("metadata").path("ownerReferences").forEach(owner -> {
                if (owner.path("kind").asText().equals(kind.title)) {
                    wake(new Key(
                            kind, change.key().namespace(), owner.path("name").asText()));
                }
            });
        }
    }

    private void wake(Key key) {
        loop.soon(key, () -> reconcile(key));
    }

    private void reconcile(Key key) {
        ObjectNode owner = store.get(key);
        if (owner == null || Meta.deleting(owner)) {
            return;
        }
        List<ObjectNode> pods = Templates.podsOf(store, Meta.uid(owner)).stream()
                .filter(pod -> !Meta.deleting(pod))
                .toList();
        int wanted = Json.number(owner, "spec", "replicas");
        for (int i = pods.size(); i < wanted; i++) {
            ObjectNode pod = Templates.pod(kind, owner);
            Json.under(pod, "metadata").put("generateName", key.name() + "-");
            ObjectNode made = registry.create(Kind.POD, key.namespace(), pod);
            events.say(kind, owner, component(), "SuccessfulCreate", "Created pod: " + Meta.name(made));
        }
        // Pods that are not ready yet go first, then the youngest.
        List<ObjectNode> surplus = pods.stream()
                .sorted(Comparator.comparing(PodText::isReady)
                        .thenComparing(pod -> -Long.parseLong(Meta.version(pod)))
                        .thenComparing(Meta::name))
                .limit(Math.max(0, pods.size() - wanted))
                .toList();
        for (ObjectNode pod : surplus) {
            registry.delete(Templates.keyOf(Kind.POD, pod), Registry.Deletion.USUAL, false);
            events.say(kind, owner, component(), "SuccessfulDelete", "Deleted pod: " + Meta.name(pod));
        }
        status(key, Meta.generation(owner), Meta.uid(owner));
    }

    private void status(Key key, int generation, String uid) {
        List<ObjectNode> pods = Templates.podsOf(store, uid).stream()
                .filter(pod -> !Meta.deleting(pod))
                .toList();
        int ready = (int) pods.stream().filter(PodText::isReady).count();
        registry.change(key, Subresource.STATUS, object -> Json.under(object, "status")
                .put("replicas", pods.size())
                .put("fullyLabeledReplicas", pods.size())
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("observedGeneration", generation));
    }

    private String component() {
        return kind == Kind.REPLICA_SET ? "replicaset-controller" : "replication-controller";
    }
}
