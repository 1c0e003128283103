package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import lifeboat.cluster.Workload.Manager;

/** Reads workloads, and what on them tells of other hands. */
final class WorkloadReading {
    /** The autoscalers of a namespace, or why they were not seen. */
    record Autoscalers(List<JsonNode> items, Optional<String> unseen) {
        /** A cluster without autoscalers, or one that does not show them to us, still has its workloads. */
        static Autoscalers of(Namespace namespace) throws ClusterException {
            try {
                return new Autoscalers(namespace.list(ObjectKind.HORIZONTAL_POD_AUTOSCALER, ""), Optional.empty());
            } catch (ClusterException e) {
                return switch (e.kind()) {
                    case NOT_FOUND -> new Autoscalers(List.of(), Optional.empty());
                    case FORBIDDEN -> new Autoscalers(List.of(), Optional.of(e.getMessage()));
                    default -> throw e;
                };
            }
        }
    }

    private WorkloadReading() {}

    static Workload workload(ObjectKind kind, JsonNode node, Autoscalers autoscalers) {
        String name = Json.string(node, "/metadata/name");
        Map<String, String> labels = Json.strings(node, "/metadata/labels");
        Map<String, String> annotations = Json.strings(node, "/metadata/annotations");
        JsonNode status = node.path("status");
        int present = status.path("replicas").asInt();
        List<Manager> managers = new ArrayList<>(managers(labels, annotations));
        for (JsonNode item : autoscalers.items()) {
            if (Json.string(item, "/spec/scaleTargetRef/kind").equals(kind.kubernetesName())
                    && Json.string(item, "/spec/scaleTargetRef/name").equals(name)) {
                managers.add(new Manager(
                        Manager.Tool.AUTOSCALER,
                        Json.string(item, "/metadata/name"),
                        item.at("/spec/minReplicas").asInt(1) + " to "
                                + item.at("/spec/maxReplicas").asInt() + " replicas"));
            }
        }
        return new Workload(
                kind,
                Json.string(node, "/metadata/namespace"),
                name,
                Json.string(node, "/metadata/uid"),
                node.at("/spec/replicas").asInt(1),
                present,
                status.path("readyReplicas").asInt(),
                status.path("availableReplicas").asInt(),
                kind == ObjectKind.REPLICATION_CONTROLLER
                        ? present
                        : status.path("updatedReplicas").asInt(),
                node.at("/metadata/generation").asLong(),
                status.path("observedGeneration").asLong(),
                labels,
                annotations,
                Json.string(node, "/metadata/resourceVersion"),
                List.copyOf(managers),
                autoscalers.unseen(),
                owners(node));
    }

    static List<Workload.Owner> owners(JsonNode node) {
        return PodReading.stream(node.at("/metadata/ownerReferences"))
                .map(o -> new Workload.Owner(
                        Json.string(o, "/kind"),
                        Json.string(o, "/name"),
                        o.path("controller").asBoolean()))
                .toList();
    }

    static Change.State state(JsonNode node) {
        JsonNode replicas = node.at("/spec/replicas");
        return new Change.State(
                Json.string(node, "/metadata/resourceVersion"),
                node.at("/metadata/generation").asLong(),
                replicas.isInt() ? OptionalInt.of(replicas.asInt()) : OptionalInt.empty(),
                Json.strings(node, "/metadata/annotations"));
    }

    private static List<Manager> managers(Map<String, String> labels, Map<String, String> annotations) {
        List<Manager> found = new ArrayList<>();
        first(annotations, "argocd.argoproj.io/tracking-id")
                .or(() -> first(labels, "argocd.argoproj.io/instance"))
                .ifPresent(name -> found.add(new Manager(Manager.Tool.ARGO_CD, name, "")));
        first(labels, "kustomize.toolkit.fluxcd.io/name")
                .or(() -> first(labels, "helm.toolkit.fluxcd.io/name"))
                .ifPresent(name -> found.add(new Manager(Manager.Tool.FLUX, name, "")));
        if (labels.getOrDefault("app.kubernetes.io/managed-by", "").equals("Helm")
                || annotations.containsKey("meta.helm.sh/release-name")) {
            found.add(new Manager(Manager.Tool.HELM, annotations.getOrDefault("meta.helm.sh/release-name", ""), ""));
        }
        return found;
    }

    private static Optional<String> first(Map<String, String> map, String key) {
        return Optional.ofNullable(map.get(key)).filter(v -> !v.isEmpty());
    }
}
