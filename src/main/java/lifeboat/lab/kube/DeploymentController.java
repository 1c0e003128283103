package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Keeps one ReplicaSet for each template a Deployment has had, and moves the pods from the old ones to the new. */
final class DeploymentController implements Controller {
    private static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final Store store;
    private final Registry registry;
    private final Loop loop;
    private final LabTime time;
    private final Seeded seeded;
    private final Events events;

    DeploymentController(Store store, Registry registry, Loop loop, LabTime time, Seeded seeded, Events events) {
        this.store = store;
        this.registry = registry;
        this.loop = loop;
        this.time = time;
        this.seeded = seeded;
        this.events = events;
    }

    @Override
    public void heard(Change change) {
        if (change.key().kind() == Kind.DEPLOYMENT) {
            wake(change.key());
        } else if (change.key().kind() == Kind.REPLICA_SET) {
            Json.at(change.object(), "metadata", "ownerReferences")
                    .forEach(owner -> wake(new Key(
                            Kind.DEPLOYMENT,
                            change.key().namespace(),
                            owner.path("name").asText())));
        }
    }

    private void wake(Key key) {
        loop.soon(key, () -> reconcile(key));
    }

    private void reconcile(Key key) {
        ObjectNode deployment = store.get(key);
        if (deployment == null || Meta.deleting(deployment)) {
            return;
        }
        String hash = seeded.suffix("template " + Json.at(deployment, "spec", "template"), 10);
        List<ObjectNode> sets = Templates.owned(store, Kind.REPLICA_SET, Meta.uid(deployment));
        List<ObjectNode> old =
                sets.stream().filter(set -> !Meta.label(set, HASH).equals(hash)).toList();
        ObjectNode current = sets.stream()
                .filter(set -> Meta.label(set, HASH).equals(hash))
                .findFirst()
                .orElse(null);
        int wanted = Json.number(deployment, "spec", "replicas");
        boolean paused = Json.at(deployment, "spec", "paused").asBoolean();
        if (current == null && !paused) {
            create(key, deployment, hash, sets.size() + 1);
            return;
        }
        if (current != null) {
            move(deployment, current, old, wanted);
        }
        status(key, deployment, hash);
    }

    private void create(Key key, ObjectNode deployment, String hash, int revision) {
        ObjectNode set = World.named(key.name() + "-" + hash);
        ObjectNode meta = Json.under(set, "metadata");
        meta.set(
                "labels",
                Json.at(deployment, "spec", "template", "metadata", "labels").deepCopy());
        Json.under(meta, "labels").put(HASH, hash);
        Json.under(meta, "annotations").put(REVISION, Integer.toString(revision));
        meta.putArray("ownerReferences").add(Meta.ownerReference(Kind.DEPLOYMENT, deployment));
        ObjectNode spec = set.putObject("spec").put("replicas", 0);
        spec.set("selector", Json.at(deployment, "spec", "selector").deepCopy());
        Json.under(spec, "selector", "matchLabels").put(HASH, hash);
        spec.set("template", Json.at(deployment, "spec", "template").deepCopy());
        Json.under(spec, "template", "metadata", "labels").put(HASH, hash);
        registry.create(Kind.REPLICA_SET, key.namespace(), set);
        registry.change(key, Subresource.NONE, object -> Json.under(object, "metadata", "annotations")
                .put(REVISION, Integer.toString(revision)));
    }

    private void move(ObjectNode deployment, ObjectNode current, List<ObjectNode> old, int wanted) {
        boolean recreate = Json.text(deployment, "spec", "strategy", "type").equals("Recreate");
        int oldSpec = old.stream()
                .mapToInt(set -> Json.number(set, "spec", "replicas"))
                .sum();
        int currentSpec = Json.number(current, "spec", "replicas");
        int room = recreate ? wanted : wanted + share(deployment, "maxSurge", wanted, true);
        boolean oldPods = old.stream()
                .anyMatch(set -> !Templates.podsOf(store, Meta.uid(set)).isEmpty());
        int target = currentSpec;
        if (currentSpec > wanted || oldSpec == 0 && !(recreate && oldPods)) {
            target = wanted;
        } else if (!recreate) {
            target = Math.max(currentSpec, Math.min(wanted, room - oldSpec));
        }
        scale(deployment, current, target);
        int ready = ready(current) + old.stream().mapToInt(this::ready).sum();
        int spare = recreate || wanted == 0
                ? Integer.MAX_VALUE / 2
                : Math.max(0, ready - (wanted - share(deployment, "maxUnavailable", wanted, false)));
        for (ObjectNode set : old) {
            int spec = Json.number(set, "spec", "replicas");
            int idle = spec - ready(set);
            int kill = Math.min(spec, idle + spare);
            spare -= Math.max(0, kill - idle);
            scale(deployment, set, spec - kill);
        }
    }

    private static int share(ObjectNode deployment, String field, int wanted, boolean up) {
        JsonNode value = Json.at(deployment, "spec", "strategy", "rollingUpdate", field);
        String text = value.asText("25%");
        if (!text.endsWith("%")) {
            return value.asInt();
        }
        double part = wanted * Integer.parseInt(text.substring(0, text.length() - 1)) / 100.0;
        return (int) (up ? Math.ceil(part) : Math.floor(part));
    }

    private int ready(ObjectNode set) {
        long ready = Templates.podsOf(store, Meta.uid(set)).stream()
                .filter(pod -> !Meta.deleting(pod) && PodText.isReady(pod))
                .count();
        return (int) Math.min(ready, Json.number(set, "spec", "replicas"));
    }

    private void scale(ObjectNode deployment, ObjectNode set, int replicas) {
        int before = Json.number(set, "spec", "replicas");
        if (before == replicas) {
            return;
        }
        registry.change(Templates.keyOf(Kind.REPLICA_SET, set), Subresource.NONE, object -> Json.under(object, "spec")
                .put("replicas", replicas));
        events.say(
                Kind.DEPLOYMENT,
                deployment,
                "deployment-controller",
                "ScalingReplicaSet",
                "Scaled " + (replicas > before ? "up" : "down") + " replica set " + Meta.name(set) + " from " + before
                        + " to " + replicas);
    }

    private void status(Key key, ObjectNode deployment, String hash) {
        int pods = 0;
        int ready = 0;
        int updated = 0;
        for (ObjectNode set : Templates.owned(store, Kind.REPLICA_SET, Meta.uid(deployment))) {
            pods += Json.number(set, "status", "replicas");
            ready += Json.number(set, "status", "readyReplicas");
            updated += Meta.label(set, HASH).equals(hash) ? Json.number(set, "status", "replicas") : 0;
        }
        int wanted = Json.number(deployment, "spec", "replicas");
        int total = pods;
        int available = ready;
        int current = updated;
        registry.change(key, Subresource.STATUS, object -> {
            ObjectNode status = Json.under(object, "status")
                    .put("observedGeneration", Meta.generation(deployment))
                    .put("replicas", total)
                    .put("updatedReplicas", current)
                    .put("readyReplicas", available)
                    .put("availableReplicas", available)
                    .put("unavailableReplicas", Math.max(0, wanted - available));
            condition(status, "Available", available >= wanted, "MinimumReplicasAvailable");
            condition(status, "Progressing", true, "NewReplicaSetAvailable");
        });
    }

    private void condition(ObjectNode status, String type, boolean holds, String reason) {
        ArrayNode list =
                status.get("conditions") instanceof ArrayNode present ? present : status.putArray("conditions");
        String word = holds ? "True" : "False";
        for (JsonNode condition : list) {
            if (condition.path("type").asText().equals(type) && condition instanceof ObjectNode fields) {
                if (!condition.path("status").asText().equals(word)) {
                    fields.put("status", word).put("lastTransitionTime", time.stamp());
                }
                return;
            }
        }
        list.addObject()
                .put("type", type)
                .put("status", word)
                .put("reason", reason)
                .put("lastUpdateTime", time.stamp())
                .put("lastTransitionTime", time.stamp());
    }
}
