package lifeboat.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * More about one pod.
 *
 * @param row its row
 * @param conditions its conditions
 * @param containers its containers, init containers first
 */
public record PodDetail(PodRow row, List<Condition> conditions, List<Container> containers) {
    /**
     * One condition.
     *
     * @param type such as {@code Ready}
     * @param status {@code True}, {@code False} or {@code Unknown}
     * @param reason a word; may be empty text
     * @param message a sentence; may be empty text
     * @param since when it became so; empty if the cluster does not say
     */
    public record Condition(String type, String status, String reason, String message, Optional<Instant> since) {}

    /**
     * One container.
     *
     * @param name its name
     * @param image what it runs
     * @param state {@code running}, {@code waiting}, {@code terminated}, or {@code unknown}
     * @param reason why it waits or ended; may be empty text
     * @param message why, as a sentence; may be empty text
     * @param exitCode how it ended
     * @param restarts how often it was restarted
     * @param ready whether it is ready
     * @param before how it ended before it was restarted last; empty if it never was, or the cluster has forgotten
     */
    public record Container(
            String name,
            String image,
            String state,
            String reason,
            String message,
            Optional<Integer> exitCode,
            int restarts,
            boolean ready,
            Optional<Ended> before) {}

    /**
     * How a container ended.
     *
     * @param reason a word, such as {@code OOMKilled}; may be empty text
     * @param exitCode its exit code
     * @param at when; empty if the cluster does not say
     */
    public record Ended(String reason, int exitCode, Optional<Instant> at) {}
}
