package lifeboat.line;

import java.util.LinkedHashMap;
import java.util.Map;
import lifeboat.perform.PodFeed;

/** Tells how pods change: the table once, then only what is different. */
final class PodLines {
    private static final String IN = "  ";

    private final PodFeed feed;
    private final Page page;
    private final Map<String, PodFeed.Pod> known = new LinkedHashMap<>();
    private String stale = "";
    private boolean seen;

    PodLines(PodFeed feed, Page page) {
        this.feed = feed;
        this.page = page;
    }

    /** Tells what changed since this was called last. */
    void tellChanges() {
        PodFeed.Pods now = feed.latest();
        if (!now.trouble().equals(stale)) {
            stale = now.trouble();
            page.prose(IN, stale.isEmpty() ? "pods: the watch is connected again." : "pods: " + stale);
        }
        if (!seen && now.present().isEmpty()) {
            return;
        }
        Map<String, PodFeed.Pod> next = new LinkedHashMap<>();
        for (PodFeed.Pod pod : now.present()) {
            next.put(pod.name(), pod);
            PodFeed.Pod before = known.remove(pod.name());
            if (before == null) {
                page.line(IN + "pod " + pod.name() + (seen ? " new, " : " ") + shown(pod));
            } else if (!shown(before).equals(shown(pod))) {
                page.line(IN + "pod " + pod.name() + " " + shown(before) + " -> " + shown(pod));
            }
        }
        known.keySet().forEach(gone -> page.line(IN + "pod " + gone + " gone"));
        known.clear();
        known.putAll(next);
        seen = true;
    }

    /** Tells the whole table. */
    void tellAll() {
        PodFeed.Pods now = feed.latest();
        if (now.present().isEmpty()) {
            page.line(IN + "no pods");
        }
        for (PodFeed.Pod pod : now.present()) {
            page.line(IN + pod.name() + "  " + shown(pod) + "  " + pod.owner() + "  " + pod.node());
        }
        if (!now.trouble().isEmpty()) {
            page.prose(IN, now.trouble());
        }
    }

    private static String shown(PodFeed.Pod pod) {
        return pod.state() + " " + pod.readiness() + (pod.restarts() > 0 ? " restarts " + pod.restarts() : "");
    }
}
