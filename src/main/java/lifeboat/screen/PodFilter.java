package lifeboat.screen;

import java.util.Locale;
import java.util.stream.Stream;
import lifeboat.perform.PodFeed.Pod;

/**
 * Which pods are shown.
 *
 * @param text what name, state, owner or node must contain, capitals or not; after a {@code !} what none of them may
 */
record PodFilter(String text) {
    boolean isEmpty() {
        return wanted().isEmpty();
    }

    boolean isInverse() {
        return text.startsWith("!");
    }

    /** The text without the {@code !}. */
    String wanted() {
        return isInverse() ? text.substring(1) : text;
    }

    boolean takes(Pod pod, String state) {
        String wanted = wanted().toLowerCase(Locale.ROOT);
        boolean has = Stream.of(pod.name(), state, pod.owner(), pod.node())
                .anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(wanted));
        return wanted.isEmpty() || has != isInverse();
    }
}
