package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The pods of pachd, judged as pachd itself judges them: by their annotation and the config map's. One that was made
 * before the config map changed is still in the other mode.
 *
 * @param told whether the config map says when it was changed; without that pachd takes itself for unpaused
 * @param pods all of them, those that are on their way out too
 */
record Pachds(boolean told, List<Pod> pods) {
    static final String UPDATED_AT = "pachyderm.com/updatedAt";
    static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    Pachds {
        pods = List.copyOf(pods);
    }

    /** One of them: whether it runs in paused mode, and whether it answers. */
    record Pod(boolean paused, boolean ready) {}

    /** Reads config map and pods; a config map that is not there is a missing node. */
    static Pachds of(JsonNode configMap, JsonNode podList) {
        boolean paused = configMap.path("data").path("MODE").asText().equals("paused");
        String updated =
                configMap.path("metadata").path("annotations").path(UPDATED_AT).asText("");
        List<Pod> pods = new ArrayList<>();
        for (JsonNode pod : podList.path("items")) {
            String restarted =
                    pod.path("metadata").path("annotations").path(RESTARTED_AT).asText("");
            boolean before = !updated.isEmpty()
                    && (restarted.isEmpty() || Instant.parse(restarted).isBefore(Instant.parse(updated)));
            pods.add(new Pod(before != paused, ready(pod)));
        }
        return new Pachds(!updated.isEmpty(), pods);
    }

    private static boolean ready(JsonNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return false;
        }
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /** Whether any of them answers at all. */
    boolean answer() {
        return pods.stream().anyMatch(Pod::ready);
    }

    /** Whether one that answers has more to offer than a paused one. */
    boolean serve() {
        return pods.stream().anyMatch(pod -> pod.ready() && !pod.paused());
    }

    /** {@code unpaused}, {@code partially-paused} or {@code paused}. */
    String pauseStatus() {
        if (!told || pods.stream().noneMatch(Pod::paused)) {
            return "unpaused";
        }
        return pods.stream().allMatch(Pod::paused) ? "paused" : "partially-paused";
    }
}
