package lifeboat.perform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.PodRow;

/**
 * Which pods that can write are left, on a fresh read: of the server, of the workers, of pachw ({@code CONTRACT.md},
 * "The cluster"). etcd, PostgreSQL, pg-bouncer, console and proxy stay and do not count.
 */
record Drainage(Map<String, List<PodRow>> left) {
    static final String WORKERS = "suite=pachyderm,component=worker";

    /** Looks now; an empty {@code app} leaves the server out, because it stays. */
    static Drainage look(Cluster cluster, String app) throws PerformException {
        Map<String, String> selectors = new LinkedHashMap<>();
        if (!app.isEmpty()) {
            selectors.put(app, "app=" + app);
        }
        if (!new ServerApp(app).isEnterprise()) {
            // A pachd in the same namespace goes on, and so do its workers: they write to databases of their own.
            selectors.put("workers", WORKERS);
            selectors.put("pachw", "app=pachw");
        }
        Map<String, List<PodRow>> left = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, String> selector : selectors.entrySet()) {
                List<PodRow> pods = cluster.pods(selector.getValue());
                if (!pods.isEmpty()) {
                    left.put(selector.getKey(), pods);
                }
            }
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        return new Drainage(left);
    }

    boolean isDone() {
        return left.isEmpty();
    }

    List<PodRow> pods() {
        List<PodRow> all = new ArrayList<>();
        left.values().forEach(all::addAll);
        return all;
    }

    /** Such as {@code pachd 2 (Terminating), workers 1 (Running)}. */
    String words() {
        return left.entrySet().stream()
                .map(group -> group.getKey() + " " + group.getValue().size() + " ("
                        + group.getValue().stream()
                                .map(PodRow::reason)
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + ")")
                .collect(Collectors.joining(", "));
    }

    /** One pod with its age and owner. */
    static String describe(PodRow pod, Instant now) {
        String owner = pod.ownerKind()
                .map(kind -> kind + "/" + pod.ownerName().orElse("?"))
                .orElse("nobody");
        return pod.name() + " " + pod.reason() + ", " + pod.age(now).toSeconds() + " s old, made by " + owner;
    }
}
