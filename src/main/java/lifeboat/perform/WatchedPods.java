package lifeboat.perform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lifeboat.cluster.PodTable;
import lifeboat.cluster.PodWatch;
import lifeboat.run.Run;

/** The live pods of a run: one watch for each selector of its runbook, what each told last kept. Safe for any thread. */
public final class WatchedPods implements PodFeed, AutoCloseable {
    private final Opening opening;
    private volatile Watched watched = new Watched(List.of());
    private volatile Runnable changed = () -> {};
    private Map<String, String> given;
    private boolean closed;

    /** Begins a watch of the pods that a selector matches. */
    @FunctionalInterface
    interface Opening {
        PodWatch watch(Run run, String selector, Consumer<PodTable> newest) throws PerformException;
    }

    /** Watches that were opened together; what an older set still tells reaches nobody. */
    private static final class Watched {
        private final List<String> selectors;
        private final Map<String, PodSight> sights = new ConcurrentHashMap<>();
        private final List<PodWatch> watches = new ArrayList<>();

        Watched(List<String> selectors) {
            this.selectors = selectors;
            selectors.forEach(selector -> sights.put(selector, PodSight.awaited(selector)));
        }

        List<PodSight> all() {
            return selectors.stream()
                    .map(selector -> sights.getOrDefault(selector, PodSight.awaited(selector)))
                    .toList();
        }
    }

    WatchedPods(Opening opening, Run run) {
        this.opening = opening;
        this.given = run.parameters();
        open(run);
    }

    /** Watches what the runbook names. What cannot be watched is said in the table. */
    public static WatchedPods of(World world, Run run) {
        return new WatchedPods((now, selector, newest) -> world.cluster(now).watchPods(selector, newest), run);
    }

    /**
     * Has this called, from any thread, whenever {@link #latest} has become another; and once now. It must be quick. The
     * one that was given before hears nothing more.
     */
    public void onChange(Runnable told) {
        changed = told;
        told.run();
    }

    /**
     * To be called with the run whenever there is a newer one: once a parameter has another value, which also closes the
     * connections to the cluster, the pods are watched anew.
     */
    public synchronized void follow(Run run) {
        if (!closed && !given.equals(run.parameters())) {
            given = run.parameters();
            watched.watches.forEach(PodWatch::close);
            open(run);
            changed.run();
        }
    }

    private void open(Run run) {
        Set<String> selectors = run.book().watch().stream()
                .map(selector -> selector.resolve(run.scope()).strip())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Watched next = new Watched(List.copyOf(selectors));
        watched = next;
        for (String selector : selectors) {
            try {
                next.watches.add(opening.watch(run, selector, table -> keep(next, selector, table)));
            } catch (PerformException unseen) {
                next.sights.put(selector, PodSight.unseen(selector, unseen.reason()));
            }
        }
    }

    private void keep(Watched set, String selector, PodTable table) {
        PodSight before = set.sights.getOrDefault(selector, PodSight.awaited(selector));
        PodSight after = before.after(table);
        // Each selector has one watch, and that tells from one thread.
        set.sights.put(selector, after);
        if (set == watched && !after.equals(before)) {
            changed.run();
        }
    }

    @Override
    public Pods latest() {
        Map<String, Pod> pods = new TreeMap<>();
        Map<String, Instant> emptied = new TreeMap<>();
        List<PodSight> sights = watched.all();
        for (PodSight sight : sights) {
            sight.pods().values().forEach(pod -> pods.merge(pod.name(), pod, WatchedPods::better));
            emptied.putAll(sight.emptied());
        }
        pods.values().stream().filter(pod -> pod.life().gone().isEmpty()).forEach(pod -> emptied.remove(pod.owner()));
        return new Pods(
                List.copyOf(pods.values()),
                sights.stream().map(PodSight::selection).toList(),
                emptied.entrySet().stream()
                        .map(entry -> new Emptied(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** A pod that one selector no longer matches may still be there for another. */
    private static Pod better(Pod one, Pod other) {
        return one.life().gone().isPresent() ? other : one;
    }

    @Override
    public synchronized void close() {
        closed = true;
        watched.watches.forEach(PodWatch::close);
    }
}
