package lifeboat.cluster;

import java.time.Instant;

/**
 * Something that happened to a pod.
 *
 * @param type {@code Normal} or {@code Warning}
 * @param reason a word, such as {@code FailedScheduling}
 * @param message a sentence
 * @param count how often it was seen
 * @param at when it was seen last
 */
public record PodEvent(String type, String reason, String message, int count, Instant at) {}
