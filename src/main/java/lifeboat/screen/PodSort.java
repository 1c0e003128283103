package lifeboat.screen;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import lifeboat.perform.PodFeed.Pod;

/** What the pods are sorted by, in the order in which one key goes through them. Pods that are equal stand by name. */
enum PodSort {
    NAME("↑"),
    /** What needs help first. */
    STATUS("↑"),
    /** The most first. */
    RESTARTS("↓"),
    /** The youngest first. */
    AGE("↑"),
    NODE("↑");

    private final String arrow;

    PodSort(String arrow) {
        this.arrow = arrow;
    }

    /** Up if the least is first. */
    String arrow() {
        return arrow;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    PodSort next() {
        PodSort[] all = values();
        return all[(ordinal() + 1) % all.length];
    }

    Comparator<Pod> order(Instant now) {
        Comparator<Pod> byName = Comparator.comparing(Pod::name);
        return switch (this) {
            case NAME -> byName;
            case STATUS ->
                Comparator.comparingInt((Pod pod) -> PodState.of(pod, now).rank())
                        .thenComparing(Pod::state)
                        .thenComparing(byName);
            case RESTARTS -> Comparator.comparingInt(Pod::restarts).reversed().thenComparing(byName);
            case AGE -> Comparator.comparing(Pod::created).reversed().thenComparing(byName);
            case NODE -> Comparator.comparing(Pod::node).thenComparing(byName);
        };
    }
}
