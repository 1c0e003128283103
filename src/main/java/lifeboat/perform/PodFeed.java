package lifeboat.perform;

import java.util.List;

/** The pods that a run shows while one waits: what a live watch saw last, never what a gate decides on. */
@FunctionalInterface
public interface PodFeed {
    /** A feed that sees nothing. */
    PodFeed NONE = () -> new Pods(List.of(), "");

    /** The newest table. */
    Pods latest();

    /**
     * The pods at one moment.
     *
     * @param pods sorted by name
     * @param staleSince empty while the watch is connected; otherwise since when it is not, as a sentence
     */
    record Pods(List<Pod> pods, String staleSince) {}

    /**
     * One pod.
     *
     * @param state phase, or the reason where there is one: {@code Running}, {@code ContainerCreating}, {@code
     *     Terminating}
     * @param ready such as {@code 1/1}
     * @param owner such as {@code Deployment/pachd}
     */
    record Pod(String name, String state, String ready, int restarts, String owner, String node) {}
}
