package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What pachd does to the cluster while it runs. In the mode {@code full} it keeps workers and pachw at the counts they
 * were made with, whoever scales them; in the mode {@code paused} it scales the workers to zero. A pachd pod has the
 * mode that ConfigMap {@code pachd-config} said when it started; while old and new pods differ, nothing is done.
 */
final class PachdController implements Controller {
    private static final String WORKERS = "suite=pachyderm,component=worker";
    private static final String PACHW = "suite=pachyderm,app=pachw";

    private final Store store;
    private final Registry registry;
    private final Loop loop;
    private final Pace pace;
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, String> modes = new HashMap<>();
    private final Set<Key> waiting = new HashSet<>();

    PachdController(Store store, Registry registry, Loop loop, Pace pace) {
        this.store = store;
        this.registry = registry;
        this.loop = loop;
        this.pace = pace;
    }

    @Override
    public void heard(Change change) {
        Key key = change.key();
        boolean relevant =
                switch (key.kind()) {
                    case POD -> isPachd(change.object());
                    case REPLICATION_CONTROLLER -> Selectors.labels(WORKERS).test(change.object());
                    case DEPLOYMENT -> Selectors.labels(PACHW).test(change.object());
                    default -> false;
                };
        if (!relevant) {
            return;
        }
        if (key.kind() == Kind.POD) {
            noteMode(change);
        } else if (change.type() == Change.Type.ADDED) {
            counts.put(Meta.uid(change.object()), Json.number(change.object(), "spec", "replicas"));
        }
        String namespace = key.namespace();
        loop.soon("pachd " + namespace, () -> look(namespace));
    }

    private void noteMode(Change change) {
        String uid = Meta.uid(change.object());
        if (change.type() == Change.Type.DELETED) {
            modes.remove(uid);
        } else if (PodText.isReady(change.object())) {
            ObjectNode config = store.get(new Key(Kind.CONFIG_MAP, change.key().namespace(), "pachd-config"));
            String mode = config == null ? "full" : Json.text(config, "data", "MODE");
            modes.putIfAbsent(uid, mode);
        }
    }

    /** The mode in which each pachd started, by the uid of its pod. */
    ObjectNode modes() {
        return store.locked(() -> Json.strings(Map.copyOf(modes)));
    }

    /** One of 1.x knows no modes, and how many workers there are is its own business. */
    private static boolean isPachd(ObjectNode pod) {
        return Meta.label(pod, "app").equals("pachd")
                && Meta.label(pod, "suite").equals("pachyderm")
                && !Json.at(pod, "spec", "containers")
                        .path(0)
                        .path("image")
                        .asText()
                        .contains(":1.");
    }

    /** The mode of every running pachd; empty if none is ready or if they do not agree. */
    private String mode(String namespace) {
        return store.locked(() -> {
            Set<String> found = new HashSet<>();
            boolean ready = false;
            for (ObjectNode pod : store.list(Kind.POD, namespace)) {
                if (isPachd(pod) && modes.containsKey(Meta.uid(pod))) {
                    found.add(modes.getOrDefault(Meta.uid(pod), ""));
                    ready |= PodText.isReady(pod) && !Meta.deleting(pod);
                }
            }
            return ready && found.size() == 1 ? found.iterator().next() : "";
        });
    }

    private void look(String namespace) {
        String mode = mode(namespace);
        if (mode.isEmpty()) {
            return;
        }
        for (Kind kind : List.of(Kind.REPLICATION_CONTROLLER, Kind.DEPLOYMENT)) {
            String selector = kind == Kind.DEPLOYMENT ? PACHW : WORKERS;
            for (ObjectNode workload : store.list(kind, namespace)) {
                Key key = Templates.keyOf(kind, workload);
                boolean differs = Json.number(workload, "spec", "replicas") != wanted(kind, workload, mode);
                if (Selectors.labels(selector).test(workload) && differs && waiting.add(key)) {
                    Duration delay = pace.of("pachd notices " + key.path(), 300, 1_200);
                    loop.after(delay, () -> correct(key));
                }
            }
        }
    }

    private int wanted(Kind kind, ObjectNode workload, String mode) {
        int present = Json.number(workload, "spec", "replicas");
        int count = store.locked(() -> counts.getOrDefault(Meta.uid(workload), present));
        if (mode.equals("paused")) {
            // A paused pachd does not touch pachw.
            return kind == Kind.DEPLOYMENT ? present : 0;
        }
        return count;
    }

    private void correct(Key key) {
        waiting.remove(key);
        ObjectNode workload = store.get(key);
        String mode = mode(key.namespace());
        if (workload == null || mode.isEmpty()) {
            return;
        }
        int replicas = wanted(key.kind(), workload, mode);
        registry.change(
                key, Subresource.NONE, object -> Json.under(object, "spec").put("replicas", replicas));
    }
}
