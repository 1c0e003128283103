package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/** Keeps a StatefulSet's pods: numbered, one after the other upwards, and downwards from the highest. */
final class StatefulSetController implements Controller {
    private static final String REVISION = "controller-revision-hash";

    private final Store store;
    private final Registry registry;
    private final Loop loop;
    private final Events events;

    StatefulSetController(Store store, Registry registry, Loop loop, Events events) {
        this.store = store;
        this.registry = registry;
        this.loop = loop;
        this.events = events;
    }

    @Override
    public void heard(Change change) {
        if (change.key().kind() == Kind.STATEFUL_SET) {
            wake(change.key());
        } else if (change.key().kind() == Kind.POD) {
            Json.at(change.object(), "metadata", "ownerReferences").forEach(owner -> {
                if (owner.path("kind").asText().equals(Kind.STATEFUL_SET.title)) {
                    wake(new Key(
                            Kind.STATEFUL_SET,
                            change.key().namespace(),
                            owner.path("name").asText()));
                }
            });
        }
    }

    private void wake(Key key) {
        loop.soon(key, () -> reconcile(key));
    }

    private void reconcile(Key key) {
        ObjectNode set = store.get(key);
        if (set == null || Meta.deleting(set)) {
            return;
        }
        int wanted = Json.number(set, "spec", "replicas");
        String revision = key.name() + "-"
                + Integer.toHexString(Json.at(set, "spec", "template").hashCode());
        List<ObjectNode> pods = Templates.podsOf(store, Meta.uid(set)).stream()
                .sorted(Comparator.comparingInt(StatefulSetController::ordinal))
                .toList();
        boolean steady = pods.stream().allMatch(pod -> !Meta.deleting(pod) && PodText.isReady(pod));
        if (steady && pods.size() < wanted) {
            create(key, set, pods.size(), revision);
        } else if (pods.size() > wanted) {
            ObjectNode highest = pods.get(pods.size() - 1);
            if (pods.stream().noneMatch(Meta::deleting)) {
                delete(set, highest);
            }
        } else if (steady) {
            pods.stream()
                    .filter(pod -> !Meta.label(pod, REVISION).equals(revision))
                    .reduce((first, second) -> second)
                    .ifPresent(outdated -> delete(set, outdated));
        }
        int ready = (int) pods.stream()
                .filter(pod -> !Meta.deleting(pod) && PodText.isReady(pod))
                .count();
        int updated = (int) pods.stream()
                .filter(pod -> Meta.label(pod, REVISION).equals(revision))
                .count();
        registry.change(key, Subresource.STATUS, object -> Json.under(object, "status")
                .put("observedGeneration", Meta.generation(set))
                .put("replicas", pods.size())
                .put("currentReplicas", updated)
                .put("updatedReplicas", updated)
                .put("readyReplicas", ready)
                .put("availableReplicas", ready)
                .put("currentRevision", revision)
                .put("updateRevision", revision));
    }

    private static int ordinal(ObjectNode pod) {
        String name = Meta.name(pod);
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private void create(Key key, ObjectNode set, int ordinal, String revision) {
        String name = key.name() + "-" + ordinal;
        ObjectNode pod = Templates.pod(Kind.STATEFUL_SET, set);
        Json.under(pod, "metadata").put("name", name);
        Json.under(pod, "metadata", "labels").put(REVISION, revision).put("statefulset.kubernetes.io/pod-name", name);
        registry.create(Kind.POD, key.namespace(), pod);
        events.say(
                Kind.STATEFUL_SET,
                set,
                "statefulset-controller",
                "SuccessfulCreate",
                "create Pod " + name + " successful");
    }

    private void delete(ObjectNode set, ObjectNode pod) {
        registry.delete(Templates.keyOf(Kind.POD, pod), Registry.Deletion.USUAL, false);
        events.say(
                Kind.STATEFUL_SET,
                set,
                "statefulset-controller",
                "SuccessfulDelete",
                "delete Pod " + Meta.name(pod) + " successful");
    }
}
