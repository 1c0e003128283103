package lifeboat.cluster;

import java.util.Locale;
import java.util.Optional;

/** The kinds of objects that we read or change. */
public enum ObjectKind {
    /** Makes pods through ReplicaSets. */
    DEPLOYMENT("Deployment", "apps", "v1", "deployments"),
    /** Makes numbered pods with volumes. */
    STATEFUL_SET("StatefulSet", "apps", "v1", "statefulsets"),
    /** What stands between a Deployment and its pods. */
    REPLICA_SET("ReplicaSet", "apps", "v1", "replicasets"),
    /** Makes a pipeline's worker pods. */
    REPLICATION_CONTROLLER("ReplicationController", "", "v1", "replicationcontrollers"),
    /** One pod. */
    POD("Pod", "", "v1", "pods"),
    /** One service. */
    SERVICE("Service", "", "v1", "services"),
    /** One config map. */
    CONFIG_MAP("ConfigMap", "", "v1", "configmaps"),
    /** One secret; its content is never part of a pre-image. */
    SECRET("Secret", "", "v1", "secrets"),
    /** One event. */
    EVENT("Event", "", "v1", "events"),
    /** One persistent volume claim. */
    PERSISTENT_VOLUME_CLAIM("PersistentVolumeClaim", "", "v1", "persistentvolumeclaims"),
    /** One snapshot of a volume, where a storage driver makes them. */
    VOLUME_SNAPSHOT("VolumeSnapshot", "snapshot.storage.k8s.io", "v1", "volumesnapshots"),
    /** One lease. */
    LEASE("Lease", "coordination.k8s.io", "v1", "leases"),
    /** Changes replica counts by itself. */
    HORIZONTAL_POD_AUTOSCALER("HorizontalPodAutoscaler", "autoscaling", "v2", "horizontalpodautoscalers");

    private final String kubernetesName;
    private final String group;
    private final String version;
    private final String plural;

    ObjectKind(String kubernetesName, String group, String version, String plural) {
        this.kubernetesName = kubernetesName;
        this.group = group;
        this.version = version;
        this.plural = plural;
    }

    /** The kind as Kubernetes spells it. */
    public String kubernetesName() {
        return kubernetesName;
    }

    /** The API group; empty text for the core group. */
    public String group() {
        return group;
    }

    /** The plural that permissions and URLs use. */
    public String plural() {
        return plural;
    }

    /** The singular that kubectl takes, such as {@code deployment}. */
    public String kubectlName() {
        return kubernetesName.toLowerCase(Locale.ROOT);
    }

    /** The kind with this Kubernetes name, singular or plural, in any case; empty when we do not know it. */
    public static Optional<ObjectKind> named(String text) {
        for (ObjectKind kind : values()) {
            if (kind.kubernetesName.equalsIgnoreCase(text) || kind.plural.equalsIgnoreCase(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    String path(String namespace) {
        String root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
        return root + "/namespaces/" + namespace + "/" + plural;
    }
}
