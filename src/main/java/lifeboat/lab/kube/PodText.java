package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;

/** What {@code kubectl get pods} says about a pod, and whether it is ready. */
final class PodText {
    private PodText() {}

    static String ready(JsonNode pod) {
        int ready = 0;
        for (JsonNode status : Json.at(pod, "status", "containerStatuses")) {
            ready += status.path("ready").asBoolean() ? 1 : 0;
        }
        return ready + "/" + Json.at(pod, "spec", "containers").size();
    }

    static String status(JsonNode pod) {
        if (Meta.deleting(pod)) {
            return "Terminating";
        }
        for (JsonNode status : Json.at(pod, "status", "containerStatuses")) {
            String reason = Json.text(status, "state", "waiting", "reason");
            if (!reason.isEmpty()) {
                return reason;
            }
        }
        return Json.text(pod, "status", "phase");
    }

    static int restarts(JsonNode pod) {
        int restarts = 0;
        for (JsonNode status : Json.at(pod, "status", "containerStatuses")) {
            restarts += status.path("restartCount").asInt();
        }
        return restarts;
    }

    static boolean isReady(JsonNode pod) {
        for (JsonNode condition : Json.at(pod, "status", "conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }
}
