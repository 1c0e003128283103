package lifeboat.perform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lifeboat.cluster.PodRow;
import lifeboat.cluster.PodTable;
import lifeboat.perform.PodFeed.Life;
import lifeboat.perform.PodFeed.Pod;
import lifeboat.perform.PodFeed.Selection;
import lifeboat.perform.PodFeed.Sight;

/**
 * What one watch has told so far. Equal to what it was before if a table told nothing that is shown.
 *
 * @param pods by name, with those that went lately
 * @param emptied workloads whose pods are all gone, with the moment when the last one went
 */
record PodSight(Selection selection, Map<String, Pod> pods, Map<String, Instant> emptied) {
    /** How long a pod that went is remembered; the screen shows it for less. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    /** What keeps a number of pods alive. A job is not among them: that its pods go means that it is over. */
    private static final Set<String> KEEPERS =
            Set.of("Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "DaemonSet");

    static PodSight awaited(String selector) {
        return new PodSight(new Selection(selector, 0, Sight.AWAITED, Optional.empty(), ""), Map.of(), Map.of());
    }

    static PodSight unseen(String selector, String why) {
        return new PodSight(new Selection(selector, 0, Sight.UNSEEN, Optional.empty(), why), Map.of(), Map.of());
    }

    /** What is known after one more table. */
    PodSight after(PodTable table) {
        boolean known = selection.sight() == Sight.LIVE || selection.sight() == Sight.STALE;
        if (table.staleSince().isPresent()) {
            Sight blind = known ? Sight.STALE : Sight.UNSEEN;
            return new PodSight(
                    new Selection(selection.selector(), selection.count(), blind, table.staleSince(), table.trouble()),
                    pods,
                    emptied);
        }
        Map<String, Pod> next = new TreeMap<>();
        pods.values().forEach(pod -> gone(pod, table.at()).ifPresent(went -> next.put(went.name(), went)));
        table.pods().forEach(row -> next.put(row.name(), pod(row, known, table.at())));
        return new PodSight(
                new Selection(selection.selector(), table.pods().size(), Sight.LIVE, Optional.empty(), ""),
                next,
                emptied(next.values().stream().toList(), table.at()));
    }

    private static Optional<Pod> gone(Pod pod, Instant now) {
        Instant went = pod.life().gone().orElse(now);
        if (went.isBefore(now.minus(MEMORY))) {
            return Optional.empty();
        }
        Life life = new Life(pod.life().came(), pod.life().deadline(), Optional.of(went));
        return Optional.of(new Pod(
                pod.name(),
                pod.uid(),
                pod.state(),
                pod.ready(),
                pod.containers(),
                pod.restarts(),
                pod.created(),
                pod.owner(),
                pod.node(),
                life));
    }

    private Pod pod(PodRow row, boolean known, Instant now) {
        Optional<Instant> came = Optional.ofNullable(pods.get(row.name()))
                .filter(before -> before.uid().equals(row.uid()))
                .filter(before -> before.life().gone().isEmpty())
                .map(before -> before.life().came())
                .orElse(known ? Optional.of(now) : Optional.empty());
        String owner = row.ownerKind()
                .map(kind -> kind + "/" + row.ownerName().orElse("?"))
                .orElse("");
        return new Pod(
                row.name(),
                row.uid(),
                row.reason(),
                row.ready(),
                row.containers(),
                row.restarts(),
                row.created(),
                owner,
                row.node().orElse(""),
                new Life(came, row.deleted(), Optional.empty()));
    }

    private Map<String, Instant> emptied(List<Pod> next, Instant now) {
        Set<String> there = owners(next);
        Map<String, Instant> left = new TreeMap<>(emptied);
        owners(List.copyOf(pods.values())).stream()
                .filter(owner -> KEEPERS.contains(owner.substring(0, Math.max(0, owner.indexOf('/')))))
                .forEach(owner -> left.put(owner, now));
        left.keySet().removeAll(there);
        return left;
    }

    private static Set<String> owners(List<Pod> some) {
        return some.stream()
                .filter(pod -> pod.life().gone().isEmpty())
                .map(Pod::owner)
                .collect(Collectors.toSet());
    }
}
