package lifeboat.lab.kube;

import java.util.List;
import java.util.Optional;

/** The kinds that the server stores, with their names in paths and in discovery. */
enum Kind {
    NAMESPACE("", "v1", "namespaces", "Namespace", false, Traits.STATUS, "ns"),
    NODE("", "v1", "nodes", "Node", false, Traits.STATUS, "no"),
    POD("", "v1", "pods", "Pod", true, Traits.STATUS, "po"),
    SERVICE("", "v1", "services", "Service", true, Traits.STATUS, "svc"),
    ENDPOINTS("", "v1", "endpoints", "Endpoints", true, Traits.PLAIN, "ep"),
    CONFIG_MAP("", "v1", "configmaps", "ConfigMap", true, Traits.PLAIN, "cm"),
    SECRET("", "v1", "secrets", "Secret", true, Traits.PLAIN, ""),
    SERVICE_ACCOUNT("", "v1", "serviceaccounts", "ServiceAccount", true, Traits.PLAIN, "sa"),
    EVENT("", "v1", "events", "Event", true, Traits.PLAIN, "ev"),
    CLAIM("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim", true, Traits.STATUS, "pvc"),
    REPLICATION_CONTROLLER("", "v1", "replicationcontrollers", "ReplicationController", true, Traits.SCALE, "rc"),
    DEPLOYMENT("apps", "v1", "deployments", "Deployment", true, Traits.SCALE, "deploy"),
    REPLICA_SET("apps", "v1", "replicasets", "ReplicaSet", true, Traits.SCALE, "rs"),
    STATEFUL_SET("apps", "v1", "statefulsets", "StatefulSet", true, Traits.SCALE, "sts"),
    JOB("batch", "v1", "jobs", "Job", true, Traits.GENERATION, ""),
    VOLUME_SNAPSHOT(
            "snapshot.storage.k8s.io", "v1", "volumesnapshots", "VolumeSnapshot", true, Traits.GENERATION, "vs"),
    LEASE("coordination.k8s.io", "v1", "leases", "Lease", true, Traits.PLAIN, ""),
    ENDPOINT_SLICE("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", true, Traits.PLAIN, ""),
    INGRESS("networking.k8s.io", "v1", "ingresses", "Ingress", true, Traits.GENERATION, "ing"),
    AUTOSCALER("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", true, Traits.STATUS, "hpa");

    /** What a kind has beside its fields; each includes the one before it. */
    private enum Traits {
        PLAIN,
        STATUS,
        GENERATION,
        SCALE
    }

    final String group;
    final String version;
    final String plural;
    final String title;
    final boolean namespaced;
    final String shortName;
    private final Traits traits;

    Kind(
            String group,
            String version,
            String plural,
            String title,
            boolean namespaced,
            Traits traits,
            String shortName) {
        this.group = group;
        this.version = version;
        this.plural = plural;
        this.title = title;
        this.namespaced = namespaced;
        this.traits = traits;
        this.shortName = shortName;
    }

    static Optional<Kind> find(String group, String version, String plural) {
        return List.of(values()).stream()
                .filter(kind -> kind.group.equals(group) && kind.version.equals(version) && kind.plural.equals(plural))
                .findFirst();
    }

    /** Finds a kind by what people call it: {@code Pod}, {@code pods} or {@code po}, whatever the case. */
    static Optional<Kind> named(String word) {
        return List.of(values()).stream()
                .filter(kind -> kind.title.equalsIgnoreCase(word)
                        || kind.plural.equalsIgnoreCase(word)
                        || (!kind.shortName.isEmpty() && kind.shortName.equalsIgnoreCase(word)))
                .findFirst();
    }

    boolean hasStatus() {
        return traits != Traits.PLAIN;
    }

    /** Whether {@code metadata.generation} counts changes of the spec. */
    boolean hasGeneration() {
        return traits == Traits.GENERATION || traits == Traits.SCALE;
    }

    boolean hasScale() {
        return traits == Traits.SCALE;
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code deployments.apps}, as messages of the API server have it. */
    String resource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** {@code Deployment.apps}, as messages about invalid objects have it. */
    String qualifiedTitle() {
        return group.isEmpty() ? title : title + "." + group;
    }
}
