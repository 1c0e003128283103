package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The pods of pachd. Which mode each started in is one thing; what it answers about that is another: it judges by its annotation
 * and the config map's, and a pod without an annotation, as an install makes it, takes itself for one that is still in the other
 * mode.
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

    /**
     * One of them.
     *
     * @param paused whether it runs in paused mode
     * @param says whether it takes itself for paused
     * @param ready whether it answers
     * @param version of its image
     */
    record Pod(boolean paused, boolean says, boolean ready, String version) {}

    /** Reads config map and pods; a config map that is not there is a missing node. */
    static Pachds of(JsonNode configMap, JsonNode podList, JsonNode modes) {
        boolean paused = configMap.path("data").path("MODE").asText().equals("paused");
        String updated =
                configMap.path("metadata").path("annotations").path(UPDATED_AT).asText("");
        List<Pod> pods = new ArrayList<>();
        for (JsonNode pod : podList.path("items")) {
            String restarted =
                    pod.path("metadata").path("annotations").path(RESTARTED_AT).asText("");
            boolean before = !updated.isEmpty()
                    && (restarted.isEmpty() || Instant.parse(restarted).isBefore(Instant.parse(updated)));
            String mode = modes.path(pod.path("metadata").path("uid").asText()).asText();
            String image = pod.at("/spec/containers/0/image").asText();
            pods.add(new Pod(
                    mode.equals("paused"), before != paused, ready(pod), image.substring(image.lastIndexOf(':') + 1)));
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

    /** The version of one that answers; while a new one is rolled out either. */
    String version() {
        return pods.stream().filter(Pod::ready).map(Pod::version).findFirst().orElse("");
    }

    /** {@code unpaused}, {@code partially-paused} or {@code paused}. */
    String pauseStatus() {
        if (!told || pods.stream().noneMatch(Pod::says)) {
            return "unpaused";
        }
        return pods.stream().allMatch(Pod::says) ? "paused" : "partially-paused";
    }
}
