package lifeboat.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One namespace of one Kubernetes cluster. Safe for use by several threads. Every method that throws {@link
 * ClusterException} has changed nothing, unless its kind is {@code UNKNOWN_OUTCOME}; changes of objects answer with a
 * {@link Change} instead. An interrupt ends a wait.
 */
public interface Cluster extends AutoCloseable {
    /** What was asked for when it was opened. */
    ClusterLocation location();

    /** The context that is used; {@code in-cluster} for a service account. It never moves. */
    String context();

    /** Whether the kubeconfig on disk is no longer the one that we read; never true for a service account. */
    boolean kubeconfigChanged();

    /**
     * The current context that the kubeconfig on disk names now; empty when it names none, cannot be read, or there is
     * no kubeconfig.
     */
    Optional<String> currentContextOnDisk();

    /** Which cluster this is, asked afresh. Compare with {@link ClusterIdentity#samePlace} before a change. */
    ClusterIdentity identify() throws ClusterException;

    /** The names of the namespaces; {@code FORBIDDEN} for a credential that sees only its own. */
    List<String> namespaces() throws ClusterException;

    /** Whether each may be done, in the same order. */
    List<Access> can(List<Permission> permissions) throws ClusterException;

    /** A Deployment; empty when there is none of that name. */
    Optional<Workload> deployment(String name) throws ClusterException;

    /** The images that the containers of a Deployment's template name, in its order; none when there is no such Deployment. */
    List<String> images(String deployment) throws ClusterException;

    /** A StatefulSet; empty when there is none of that name. */
    Optional<Workload> statefulSet(String name) throws ClusterException;

    /** The ReplicationControllers that a label selector matches, by name; none is a good answer. */
    List<Workload> replicationControllers(String selector) throws ClusterException;

    /** What {@link #scale} with the same arguments sends and changes; asks nothing of the cluster. */
    ScalePreview previewScale(Workload before, int replicas, Marks marks);

    /**
     * Sets the replica count of the object itself, once, if it still is as {@code before} says. Take {@code before}
     * immediately before the call: while nobody has left a fence on the object, any other version of it is refused.
     */
    Change scale(Workload before, int replicas, Marks marks);

    /**
     * Changes an object of ours, once: the operations, the marks, and tests of the identity and of the fence that is
     * on the object when this is called. Every operation that replaces or removes needs a {@code TEST} of the old
     * value before it.
     */
    Change patch(ObjectKind kind, String name, List<JsonPatchOp> operations, Marks marks) throws ClusterException;

    /** Makes a secret, once, with the marks as its annotations; one that is there is left alone and is a refusal. */
    Change createSecret(NewSecret secret, Marks marks);

    /**
     * Has the storage driver snapshot the volume of a claim, once, with the marks as annotations; one of that name that is
     * there is left alone and is a refusal.
     *
     * @param snapshotClass how; empty for the cluster's default
     */
    Change createVolumeSnapshot(String name, String claim, Optional<String> snapshotClass, Marks marks);

    /** A snapshot of a volume; empty when there is none of that name. */
    Optional<VolumeSnapshot> volumeSnapshot(String name) throws ClusterException;

    /** Deletes a config map, once, if it still is the version that was read. */
    Change deleteConfigMap(ConfigData before, Marks marks);

    /** The objects of the namespace that an installation is made of, and which of them a Helm release owns. */
    List<OwnedObject> installed(String release) throws ClusterException;

    /** The pods that a label selector matches, by name, on a fresh read; empty text matches all. */
    List<PodRow> pods(String selector) throws ClusterException;

    /**
     * Tells the newest view of the pods that a label selector matches, on a thread of its own, until it is closed. The
     * consumer must be quick: it should only keep the newest. While the cluster is not seen the last view is told
     * again, marked stale.
     */
    PodWatch watchPods(String selector, Consumer<PodTable> newest);

    /** Which of the pods that can write are still there, on a fresh read. */
    Drained drained(Drained.Rules rules) throws ClusterException;

    /** One pod's conditions and containers; empty when it is gone. */
    Optional<PodDetail> podDetail(String pod) throws ClusterException;

    /** What happened to a pod lately, oldest first. */
    List<PodEvent> events(String pod) throws ClusterException;

    /**
     * The newest deployed revision of a Helm release: of that name, or of the only release whose chart is
     * {@code pachyderm}. Empty when there is none.
     */
    Optional<HelmRelease> helmRelease(Optional<String> name) throws ClusterException;

    /** What Helm has on record of a release, whatever became of it, as {@code 3 (failed)}; none when it is uninstalled. */
    List<String> helmRecords(String release) throws ClusterException;

    /** The secrets that a label selector matches, without their content, by name; empty text matches all. */
    List<SecretDigests> secrets(String selector) throws ClusterException;

    /** One secret without its content; empty when there is none of that name. */
    Optional<SecretDigests> secret(String name) throws ClusterException;

    /** The content of one secret by key. The only way to it; ask the operator first, and never log it. */
    Optional<Map<String, byte[]>> secretContent(String name) throws ClusterException;

    /**
     * An object as JSON text without {@code managedFields}, to keep as a pre-image; empty when there is none. Refused
     * for a secret.
     */
    Optional<String> object(ObjectKind kind, String name) throws ClusterException;

    /** A config map; empty when there is none of that name. */
    Optional<ConfigData> configMap(String name) throws ClusterException;

    /** The services that a label selector matches, by name; empty text matches all. */
    List<ServiceRow> services(String selector) throws ClusterException;

    /** One service; empty when there is none of that name. */
    Optional<ServiceRow> service(String name) throws ClusterException;

    /** The services of every namespace; {@code FORBIDDEN} for a credential that sees only its own. */
    List<ServiceRow> servicesEverywhere() throws ClusterException;

    /** The addresses behind a service that take connections now. */
    List<String> endpoints(String service) throws ClusterException;

    /** The argument list that does what {@link #switchPorts} does; asks nothing of the cluster. */
    List<String> switchCommand(PortSwitch plan, Marks marks);

    /**
     * Moves node ports of a service, once and in one patch, if it still is as the plan says; while nobody has left a fence
     * on it, any other version of it is refused. A plan with a refusal must not be sent.
     */
    Change switchPorts(PortSwitch plan, Marks marks);

    /** Asks for the lock of a run. Time never takes it from its holder: only a takeover by name does. */
    RunLease.Answer acquireLease(RunLease.Request request) throws ClusterException;

    /** Tells that the holder lives, and where it is. {@code Theirs} means that the lock is lost. */
    default RunLease.Answer renewLease(RunLease held, String step) throws ClusterException {
        return renewLease(held, step, "");
    }

    /** The same, and keeps the head of the run's audit there, where who changes the audit cannot change it too. */
    RunLease.Answer renewLease(RunLease held, String step, String audit) throws ClusterException;

    /** Gives the lock back if it is still ours; the fence stays on it. */
    void releaseLease(RunLease held) throws ClusterException;

    /** The highest fence on any object that a run may change; 0 if nobody ever left one. */
    long highestFence() throws ClusterException;

    /**
     * Puts a fence on every object of the installation that a run may change, so that a run with a lower one changes none of
     * them any more, whatever it has prepared.
     *
     * @return what could not be claimed, a line each with the reason
     */
    List<String> claim(long fence);

    /** Who holds a lock; empty when it was never taken. */
    Optional<RunLease> lease(String lockKey) throws ClusterException;

    /** Ends every watch and connection. */
    @Override
    void close();
}
