package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts the program of a pod's first container, again and again while it ends at once. A container that names no environment
 * needs nothing and runs.
 */
final class Starter {
    private static final Duration SHORTEST = Duration.ofMillis(150);

    private final Store store;
    private final Registry registry;
    private final Loop loop;
    private final Pace pace;
    private final Events events;
    private final LabTime time;
    private final Containers containers;
    private final PodLogs logs;

    Starter(
            Store store,
            Registry registry,
            Loop loop,
            Pace pace,
            Events events,
            LabTime time,
            Containers containers,
            PodLogs logs) {
        this.store = store;
        this.registry = registry;
        this.loop = loop;
        this.pace = pace;
        this.events = events;
        this.time = time;
        this.containers = containers;
        this.logs = logs;
    }

    /** Goes on with {@code running}, on the loop, once the program runs; never if the pod goes away before. */
    void start(Key key, String uid, Consumer<ObjectNode> running) {
        ObjectNode pod = present(key, uid);
        if (pod == null) {
            return;
        }
        JsonNode container = Json.at(pod, "spec", "containers").path(0);
        if (!container.has("env") && !container.has("envFrom")) {
            running.accept(pod);
            return;
        }
        Map<String, String> environment;
        try {
            environment = new Environment(store, key.namespace()).of(container);
        } catch (Environment.Missing e) {
            waiting(key, "CreateContainerConfigError", String.valueOf(e.getMessage()), Optional.empty());
            loop.after(pause(key), () -> start(key, uid, running));
            return;
        }
        int workers = (int) store.list(Kind.REPLICATION_CONTROLLER, key.namespace()).stream()
                .filter(each -> Meta.label(each, "component").equals("worker"))
                .count();
        Containers.Start start = new Containers.Start(
                key.namespace(), key.name(), container.path("image").asText(), environment, workers);
        loop.aside(() -> containers.start(start), said -> {
            if (said.isPresent()) {
                crashed(key, uid, said.get());
                loop.after(pause(key), () -> start(key, uid, running));
                return;
            }
            ObjectNode now = present(key, uid);
            if (now != null) {
                logs.say(uid, time.stamp() + " INFO pachd is ready to receive requests");
                running.accept(now);
            }
        });
    }

    private Duration pause(Key key) {
        Duration pause = pace.of("back off " + key.path(), 700, 1_500);
        return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
    }

    private void crashed(Key key, String uid, String said) {
        ObjectNode pod = present(key, uid);
        if (pod == null) {
            return;
        }
        logs.say(uid, time.stamp() + " ERROR " + said);
        String name = Json.at(pod, "spec", "containers").path(0).path("name").asText();
        waiting(
                key,
                "CrashLoopBackOff",
                "back-off restarting failed container=" + name + " pod=" + key.name() + "_" + key.namespace() + "("
                        + uid + ")",
                Optional.of(said));
        events.say(
                Kind.POD,
                pod,
                "kubelet",
                "BackOff",
                "Back-off restarting failed container " + name + " in pod " + key.name() + "_" + key.namespace() + "("
                        + uid + ")");
    }

    /** The container waits; with what it said before it ended, if it has run at all. */
    private void waiting(Key key, String reason, String message, Optional<String> said) {
        String stamp = time.stamp();
        registry.change(key, Subresource.STATUS, object -> {
            ObjectNode status = Json.under(object, "status").put("phase", said.isPresent() ? "Running" : "Pending");
            if (!(status.path("containerStatuses") instanceof ArrayNode list)
                    || !(list.path(0) instanceof ObjectNode entry)) {
                return;
            }
            entry.put("ready", false).put("started", false);
            entry.putObject("state").putObject("waiting").put("reason", reason).put("message", message);
            if (said.isPresent()) {
                entry.put("restartCount", entry.path("restartCount").asInt() + 1);
                entry.putObject("lastState")
                        .putObject("terminated")
                        .put("exitCode", 1)
                        .put("reason", "Error")
                        .put("message", said.get())
                        .put("startedAt", stamp)
                        .put("finishedAt", stamp);
            }
        });
    }

    private @org.jspecify.annotations.Nullable ObjectNode present(Key key, String uid) {
        ObjectNode pod = store.get(key);
        return pod != null && Meta.uid(pod).equals(uid) && !Meta.deleting(pod) ? pod : null;
    }
}
