package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.PodRow;
import lifeboat.cluster.PodTable;
import lifeboat.cluster.PodWatch;
import lifeboat.run.Run;
import lifeboat.runbook.Template;

/** The live pods of a run: one watch for each selector of its runbook, the newest table of each kept. */
public final class WatchedPods implements PodFeed, AutoCloseable {
    private final Map<String, PodTable> newest = new ConcurrentHashMap<>();
    private final List<PodWatch> watches = new ArrayList<>();

    private WatchedPods() {}

    /** Watches what the runbook names; sees nothing if there is no cluster to watch. */
    public static WatchedPods of(World world, Run run) {
        WatchedPods pods = new WatchedPods();
        if (run.book().watch().isEmpty()) {
            return pods;
        }
        try {
            Cluster cluster = world.cluster(run);
            for (Template selector : run.book().watch()) {
                String text = selector.resolve(run.scope());
                pods.watches.add(cluster.watchPods(text, table -> pods.newest.put(text, table)));
            }
        } catch (PerformException unseen) {
            // The pods are for the eye only; the steps say themselves what they cannot reach.
            return pods;
        }
        return pods;
    }

    @Override
    public Pods latest() {
        List<Pod> rows = new ArrayList<>();
        String stale = "";
        for (PodTable table : newest.values()) {
            table.pods().forEach(pod -> rows.add(row(pod)));
            if (table.staleSince().isPresent()) {
                stale = "not seen since " + table.staleSince().get() + ": " + table.trouble();
            }
        }
        rows.sort(java.util.Comparator.comparing(Pod::name));
        return new Pods(rows, stale);
    }

    private static Pod row(PodRow pod) {
        String owner = pod.ownerKind()
                .map(kind -> kind + "/" + pod.ownerName().orElse("?"))
                .orElse("");
        return new Pod(
                pod.name(),
                pod.reason(),
                pod.ready() + "/" + pod.containers(),
                pod.restarts(),
                owner,
                pod.node().orElse(""));
    }

    @Override
    public void close() {
        watches.forEach(PodWatch::close);
    }
}
