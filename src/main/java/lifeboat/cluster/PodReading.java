package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads pods the way kubectl's own printer does, so that an operator sees the words that he knows. */
final class PodReading {
    private PodReading() {}

    static PodRow row(JsonNode pod) {
        JsonNode status = pod.path("status");
        Map<String, String> labels = Json.strings(pod, "/metadata/labels");
        Optional<Workload.Owner> owner = WorkloadReading.owners(pod).stream()
                .filter(Workload.Owner::controller)
                .findFirst()
                .map(o -> resolved(o, labels));
        Summary summary = Summary.of(pod);
        return new PodRow(
                Json.string(pod, "/metadata/name"),
                Json.string(pod, "/metadata/uid"),
                status.path("phase").asText("Unknown"),
                summary.reason,
                summary.ready,
                summary.containers,
                summary.restarts,
                Json.instant(pod, "/metadata/creationTimestamp").orElse(Instant.EPOCH),
                Json.some(pod, "/spec/nodeName"),
                owner.map(Workload.Owner::kind),
                owner.map(Workload.Owner::name),
                labels,
                Json.instant(pod, "/metadata/deletionTimestamp"));
    }

    /** A Deployment names its ReplicaSets after itself and the template's hash, which the pods carry as a label. */
    private static Workload.Owner resolved(Workload.Owner owner, Map<String, String> labels) {
        String suffix = "-" + labels.getOrDefault("pod-template-hash", "");
        if (owner.kind().equals("ReplicaSet")
                && suffix.length() > 1
                && owner.name().endsWith(suffix)) {
            String name = owner.name().substring(0, owner.name().length() - suffix.length());
            return new Workload.Owner("Deployment", name, true);
        }
        return owner;
    }

    static PodEvent event(JsonNode event) {
        return new PodEvent(
                Json.string(event, "/type"),
                Json.string(event, "/reason"),
                Json.string(event, "/message"),
                Math.max(1, event.path("count").asInt(event.at("/series/count").asInt(1))),
                Json.instant(event, "/lastTimestamp")
                        .or(() -> Json.instant(event, "/eventTime"))
                        .or(() -> Json.instant(event, "/metadata/creationTimestamp"))
                        .orElse(Instant.EPOCH));
    }

    static PodDetail detail(JsonNode pod) {
        List<PodDetail.Condition> conditions = new ArrayList<>();
        for (JsonNode c : pod.at("/status/conditions")) {
            conditions.add(new PodDetail.Condition(
                    Json.string(c, "/type"),
                    Json.string(c, "/status"),
                    Json.string(c, "/reason"),
                    Json.string(c, "/message"),
                    Json.instant(c, "/lastTransitionTime")));
        }
        List<PodDetail.Container> containers = Stream.of("/status/initContainerStatuses", "/status/containerStatuses")
                .flatMap(list -> stream(pod.at(list)))
                .map(PodReading::container)
                .toList();
        return new PodDetail(row(pod), List.copyOf(conditions), containers);
    }

    private static PodDetail.Container container(JsonNode c) {
        String state = Stream.of("running", "waiting", "terminated")
                .filter(s -> c.path("state").has(s))
                .findFirst()
                .orElse("unknown");
        JsonNode inState = c.path("state").path(state);
        JsonNode code = inState.path("exitCode");
        return new PodDetail.Container(
                Json.string(c, "/name"),
                Json.string(c, "/image"),
                state,
                Json.string(inState, "/reason"),
                Json.string(inState, "/message"),
                code.isNumber() ? Optional.of(code.asInt()) : Optional.empty(),
                c.path("restartCount").asInt(),
                c.path("ready").asBoolean(),
                Optional.of(c.at("/lastState/terminated"))
                        .filter(JsonNode::isObject)
                        .map(ended -> new PodDetail.Ended(
                                Json.string(ended, "/reason"),
                                ended.path("exitCode").asInt(),
                                Json.instant(ended, "/finishedAt"))));
    }

    static Stream<JsonNode> stream(JsonNode list) {
        List<JsonNode> nodes = new ArrayList<>();
        list.forEach(nodes::add);
        return nodes.stream();
    }

    /** The columns READY, STATUS and RESTARTS. */
    private static final class Summary {
        private String reason;
        private int ready;
        private int containers;
        private int restarts;

        private Summary(String reason) {
            this.reason = reason;
        }

        static Summary of(JsonNode pod) {
            JsonNode status = pod.path("status");
            Summary summary = new Summary(
                    Json.some(status, "/reason").orElse(status.path("phase").asText("Unknown")));
            summary.containers = pod.at("/spec/containers").size();
            if (condition(pod, "PodScheduled", "reason").equals("SchedulingGated")) {
                summary.reason = "SchedulingGated";
            }
            boolean initializing = summary.readInit(pod);
            if (!initializing || condition(pod, "Initialized", "status").equals("True")) {
                summary.readContainers(pod);
            }
            if (pod.path("metadata").hasNonNull("deletionTimestamp")) {
                String phase = status.path("phase").asText("");
                if (Json.string(status, "/reason").equals("NodeLost")) {
                    summary.reason = "Unknown";
                } else if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
                    summary.reason = "Terminating";
                }
            }
            return summary;
        }

        private boolean readInit(JsonNode pod) {
            List<String> sidecars = stream(pod.at("/spec/initContainers"))
                    .filter(c -> Json.string(c, "/restartPolicy").equals("Always"))
                    .map(c -> Json.string(c, "/name"))
                    .toList();
            containers += sidecars.size();
            int total = pod.at("/spec/initContainers").size();
            int index = 0;
            for (JsonNode c : pod.at("/status/initContainerStatuses")) {
                restarts += c.path("restartCount").asInt();
                JsonNode terminated = c.at("/state/terminated");
                boolean sidecar = sidecars.contains(Json.string(c, "/name"));
                if (terminated.isObject() && terminated.path("exitCode").asInt() == 0) {
                    index++;
                    continue;
                }
                if (sidecar && c.path("started").asBoolean()) {
                    ready += c.path("ready").asBoolean() ? 1 : 0;
                    index++;
                    continue;
                }
                String waiting = Json.string(c, "/state/waiting/reason");
                if (terminated.isObject()) {
                    reason = "Init:" + ended(terminated);
                } else if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) {
                    reason = "Init:" + waiting;
                } else {
                    reason = "Init:" + index + "/" + total;
                }
                return true;
            }
            return false;
        }

        private void readContainers(JsonNode pod) {
            boolean running = false;
            List<JsonNode> statuses =
                    stream(pod.at("/status/containerStatuses")).toList();
            for (int i = statuses.size() - 1; i >= 0; i--) {
                JsonNode c = statuses.get(i);
                restarts += c.path("restartCount").asInt();
                String waiting = Json.string(c, "/state/waiting/reason");
                JsonNode terminated = c.at("/state/terminated");
                if (!waiting.isEmpty()) {
                    reason = waiting;
                } else if (terminated.isObject()) {
                    reason = ended(terminated);
                } else if (c.path("ready").asBoolean() && c.at("/state/running").isObject()) {
                    running = true;
                    ready++;
                }
            }
            if (reason.equals("Completed") && running) {
                reason = condition(pod, "Ready", "status").equals("True") ? "Running" : "NotReady";
            }
        }

        private static String ended(JsonNode terminated) {
            String word = Json.string(terminated, "/reason");
            int signal = terminated.path("signal").asInt();
            return !word.isEmpty()
                    ? word
                    : signal != 0
                            ? "Signal:" + signal
                            : "ExitCode:" + terminated.path("exitCode").asInt();
        }

        private static String condition(JsonNode pod, String type, String member) {
            return stream(pod.at("/status/conditions"))
                    .filter(c -> Json.string(c, "/type").equals(type))
                    .map(c -> c.path(member).asText(""))
                    .findFirst()
                    .orElse("");
        }
    }
}
