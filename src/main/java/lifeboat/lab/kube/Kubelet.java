package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Scheduler and kubelet in one: pods get a node, start, become ready, and end when they were deleted. */
final class Kubelet implements Controller {
    private static final Duration STUCK = Duration.ofMillis(50);

    private final Store store;
    private final Registry registry;
    private final Loop loop;
    private final Pace pace;
    private final Faults faults;
    private final Events events;
    private final LabTime time;
    private final Starter starter;
    private final PodLogs logs;
    private final Set<String> ending = new HashSet<>();
    private int addresses;

    Kubelet(
            Store store,
            Registry registry,
            Loop loop,
            Pace pace,
            Faults faults,
            Events events,
            LabTime time,
            Containers containers,
            PodLogs logs) {
        this.store = store;
        this.registry = registry;
        this.loop = loop;
        this.pace = pace;
        this.faults = faults;
        this.events = events;
        this.time = time;
        this.logs = logs;
        this.starter = new Starter(store, registry, loop, pace, events, time, containers, logs);
    }

    @Override
    public void heard(Change change) {
        if (change.key().kind() != Kind.POD) {
            return;
        }
        String uid = Meta.uid(change.object());
        switch (change.type()) {
            case ADDED -> loop.after(start(change.key(), 60, 200), () -> schedule(change.key(), uid));
            case MODIFIED -> {
                if (Meta.deleting(change.object()) && ending.add(uid)) {
                    loop.after(Duration.ZERO, () -> kill(change.key(), uid));
                }
            }
            case DELETED -> {
                ending.remove(uid);
                logs.forget(uid);
            }
        }
    }

    private Duration start(Key key, int least, int most) {
        return pace.of("start " + least + " " + key.path(), least, most);
    }

    private void schedule(Key key, String uid) {
        if (!present(key, uid)) {
            return;
        }
        int node = Math.floorMod(key.path().hashCode(), Nodes.COUNT);
        String stamp = time.stamp();
        ObjectNode pod = registry.change(
                key, Subresource.NONE, object -> Json.under(object, "spec").put("nodeName", Nodes.name(node)));
        registry.change(key, Subresource.STATUS, object -> {
            ObjectNode status = Json.under(object, "status")
                    .put("phase", "Pending")
                    .put("hostIP", Nodes.address(node))
                    .put("startTime", stamp);
            conditions(status, stamp, false);
            ArrayNode containers = status.putArray("containerStatuses");
            for (JsonNode container : Json.at(object, "spec", "containers")) {
                ObjectNode entry =
                        container(containers, container).put("ready", false).put("started", false);
                Json.under(entry, "state", "waiting").put("reason", "ContainerCreating");
            }
        });
        if (pod != null) {
            events.say(
                    Kind.POD,
                    pod,
                    "default-scheduler",
                    "Scheduled",
                    "Successfully assigned " + key.path() + " to " + Nodes.name(node));
        }
        loop.after(start(key, 240, 1_300), () -> starter.start(key, uid, pending -> run(key, uid, node)));
    }

    private void run(Key key, String uid, int node) {
        if (!present(key, uid)) {
            return;
        }
        String stamp = time.stamp();
        int address = ++addresses;
        ObjectNode before = store.get(key);
        int restarts = before == null ? 0 : PodText.restarts(before);
        JsonNode last = before == null
                ? Json.object()
                : Json.at(before, "status", "containerStatuses").path(0).path("lastState");
        ObjectNode pod = registry.change(key, Subresource.STATUS, object -> {
            ObjectNode status = Json.under(object, "status").put("phase", "Running");
            String ip = "10." + (128 + node) + "." + (address / 250 % 250) + "." + (1 + address % 250);
            status.put("podIP", ip).putArray("podIPs").addObject().put("ip", ip);
            conditions(status, stamp, true);
            ArrayNode containers = status.putArray("containerStatuses");
            for (JsonNode container : Json.at(object, "spec", "containers")) {
                ObjectNode entry =
                        container(containers, container).put("ready", true).put("started", true);
                Json.under(entry, "state", "running").put("startedAt", stamp);
            }
            if (restarts > 0 && containers.path(0) instanceof ObjectNode first) {
                first.put("restartCount", restarts).set("lastState", last);
            }
        });
        if (pod == null) {
            return;
        }
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            String image = container.path("image").asText();
            String name = container.path("name").asText();
            events.say(
                    Kind.POD, pod, "kubelet", "Pulled", "Container image \"" + image + "\" already present on machine");
            events.say(Kind.POD, pod, "kubelet", "Started", "Started container " + name);
        }
    }

    private static ObjectNode container(ArrayNode list, JsonNode container) {
        return list.addObject()
                .put("name", container.path("name").asText())
                .put("image", container.path("image").asText())
                .put("restartCount", 0);
    }

    private static void conditions(ObjectNode status, String stamp, boolean ready) {
        ArrayNode list = status.putArray("conditions");
        for (String type : new String[] {"PodScheduled", "Initialized", "ContainersReady", "Ready"}) {
            boolean holds = ready || type.equals("PodScheduled") || type.equals("Initialized");
            ObjectNode condition = list.addObject()
                    .put("type", type)
                    .put("status", holds ? "True" : "False")
                    .put("lastTransitionTime", stamp);
            if (!holds) {
                condition.put("reason", "ContainersNotReady");
            }
        }
    }

    private void kill(Key key, String uid) {
        ObjectNode pod = store.get(key);
        if (pod == null || !Meta.uid(pod).equals(uid)) {
            return;
        }
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            events.say(
                    Kind.POD,
                    pod,
                    "kubelet",
                    "Killing",
                    "Stopping container " + container.path("name").asText());
        }
        loop.after(pace.of("end " + key.path(), 500, 2_000), () -> end(key, uid));
    }

    private void end(Key key, String uid) {
        ObjectNode pod = store.get(key);
        if (pod == null || !Meta.uid(pod).equals(uid)) {
            return;
        }
        if (Meta.hasFinalizers(pod) || faults.holds(Fault.Effect.STUCK_TERMINATING, Kind.POD, key.name())) {
            loop.after(STUCK, () -> end(key, uid));
        } else {
            registry.delete(key, Registry.Deletion.AT_ONCE, false);
        }
    }

    private boolean present(Key key, String uid) {
        ObjectNode pod = store.get(key);
        return pod != null && Meta.uid(pod).equals(uid) && !Meta.deleting(pod);
    }
}
