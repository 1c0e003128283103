package lifeboat.perform;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The pods that a run shows while one waits: what a live watch saw last, never what a gate decides on. */
@FunctionalInterface
public interface PodFeed {
    /** A feed that watches nothing. */
    PodFeed NONE = () -> Pods.NONE;

    /** The newest table. */
    Pods latest();

    /**
     * The pods at one moment. Nothing in it changes with the time alone, so two tables are equal if nothing happened in
     * between.
     *
     * @param pods sorted by name; a pod that several selectors match is there once, and one that went lately is there with
     *     the moment when it went
     * @param selections what is watched, in the runbook's order; empty if nothing is
     * @param emptied workloads whose pods were seen and are all gone, sorted by name
     */
    record Pods(List<Pod> pods, List<Selection> selections, List<Emptied> emptied) {
        /** Nothing is watched. */
        public static final Pods NONE = new Pods(List.of(), List.of(), List.of());

        /** The pods without those that went. */
        public List<Pod> present() {
            return pods.stream().filter(pod -> pod.life().gone().isEmpty()).toList();
        }

        /** What is not seen now, as a sentence; empty text while everything is. */
        public String trouble() {
            return selections.stream()
                    .map(Selection::trouble)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * One pod.
     *
     * @param uid what tells it from another pod of the same name
     * @param state phase, or the reason where there is one, as kubectl's STATUS: {@code Running}, {@code
     *     ContainerCreating}, {@code Terminating}
     * @param ready containers that are ready
     * @param containers containers that should be ready
     * @param restarts of all containers
     * @param created when it was created
     * @param owner such as {@code Deployment/pachd}; empty for none
     * @param node where it runs; empty while it is not placed
     */
    record Pod(
            String name,
            String uid,
            String state,
            int ready,
            int containers,
            int restarts,
            Instant created,
            String owner,
            String node,
            Life life) {
        /** Such as {@code 1/1}. */
        public String readiness() {
            return ready + "/" + containers;
        }
    }

    /**
     * When a pod came and went.
     *
     * @param came when the watch saw it first; empty if it was there when the watch began
     * @param deadline when it is to be gone, grace period included; empty while nobody asked for its end
     * @param gone when the watch saw that it was gone; empty while it is there
     */
    record Life(Optional<Instant> came, Optional<Instant> deadline, Optional<Instant> gone) {
        /** There from the beginning, and nobody asked for its end. */
        public static final Life STEADY = new Life(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** How well a selection is seen. */
    enum Sight {
        /** Asked for, and not answered yet. */
        AWAITED,
        /** What is shown is what is there. */
        LIVE,
        /** What is shown is how it was when it was seen last. */
        STALE,
        /** Never seen: nothing is known of what is there. */
        UNSEEN
    }

    /**
     * What one watch looks at.
     *
     * @param selector a label selector; empty text for all pods
     * @param count how many pods match, as far as it is seen
     * @param since since when it is not seen; empty while it is, and if it could not even be tried
     * @param why why it is not seen; empty text while it is
     */
    record Selection(String selector, int count, Sight sight, Optional<Instant> since, String why) {
        /** What is not seen, as a sentence; empty text if nothing is wrong. */
        public String trouble() {
            return switch (sight) {
                case AWAITED, LIVE -> "";
                case STALE -> "not seen since " + since.map(Instant::toString).orElse("?") + ": " + why;
                case UNSEEN -> "pods cannot be seen: " + why;
            };
        }
    }

    /**
     * A workload of which pods were seen and none is there now.
     *
     * @param owner such as {@code Deployment/pachd}
     * @param since when the last one went
     */
    record Emptied(String owner, Instant since) {}
}
