package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import lifeboat.cluster.ClusterException.Kind;

/** A cluster behind its API server. */
public final class KubernetesCluster implements Cluster {
    private final ClusterLocation location;
    private final ClusterOptions options;
    private final Optional<Kubeconfig> kubeconfig;
    private final Frozen frozen;
    private final Api api;
    private final Account account;
    private final Namespace namespace;
    private final Patching patching;
    private final LeaseLock leases;
    private final Making making;
    private final Claiming claiming;
    private final List<PodWatching> watches = new ArrayList<>();

    private KubernetesCluster(
            ClusterLocation location, ClusterOptions options, Optional<Kubeconfig> kubeconfig, Frozen frozen, Api api) {
        this.location = location;
        this.options = options;
        this.kubeconfig = kubeconfig;
        this.frozen = frozen;
        this.api = api;
        this.account = new Account(api, frozen);
        this.namespace = new Namespace(api, location.namespace());
        this.patching = new Patching(api, location.namespace());
        this.making = new Making(api, namespace, location.namespace());
        this.claiming = new Claiming(api, namespace, location.namespace());
        this.leases = new LeaseLock(api, location.namespace(), options.clock());
    }

    /**
     * Reads the kubeconfig (or the service account) once and opens a client with it. Nothing is sent yet, so a cluster
     * that cannot be reached is noticed by the first question.
     */
    public static Cluster open(ClusterLocation location, ClusterOptions options) throws ClusterException {
        Namespace.named(location.namespace());
        Optional<Kubeconfig> kubeconfig = Optional.empty();
        if (location.kubeconfig().isPresent()) {
            kubeconfig = Optional.of(Kubeconfig.read(location.kubeconfig().get()));
        }
        Frozen frozen =
                kubeconfig.isPresent() ? kubeconfig.get().frozen(location.context()) : Frozen.inCluster(options);
        Api api = Api.connect(frozen.config(options, location.namespace()), frozen.server(), options.requestTimeout());
        return new KubernetesCluster(location, options, kubeconfig, frozen, api);
    }

    @Override
    public ClusterLocation location() {
        return location;
    }

    @Override
    public String context() {
        return frozen.context();
    }

    @Override
    public boolean kubeconfigChanged() {
        return kubeconfig.map(Kubeconfig::changedOnDisk).orElse(false);
    }

    @Override
    public Optional<String> currentContextOnDisk() {
        if (kubeconfig.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Kubeconfig.read(kubeconfig.get().path()).currentContext();
        } catch (ClusterException e) {
            return Optional.empty();
        }
    }

    @Override
    public ClusterIdentity identify() throws ClusterException {
        return account.identify(location.namespace());
    }

    @Override
    public List<String> namespaces() throws ClusterException {
        return Namespace.items(api.get("/api/v1/namespaces", Map.of(), "list namespaces"))
                .map(node -> Json.string(node, "/metadata/name"))
                .sorted()
                .toList();
    }

    @Override
    public List<Access> can(List<Permission> permissions) throws ClusterException {
        List<Access> answers = new ArrayList<>();
        for (Permission permission : permissions) {
            answers.add(account.can(permission, location.namespace()));
        }
        return List.copyOf(answers);
    }

    @Override
    public Optional<Workload> deployment(String name) throws ClusterException {
        return workload(ObjectKind.DEPLOYMENT, name);
    }

    @Override
    public List<String> images(String deployment) throws ClusterException {
        return namespace
                .find(ObjectKind.DEPLOYMENT, deployment)
                .map(node -> PodReading.stream(node.at("/spec/template/spec/containers"))
                        .map(container -> Json.string(container, "/image"))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public Optional<Workload> statefulSet(String name) throws ClusterException {
        return workload(ObjectKind.STATEFUL_SET, name);
    }

    private Optional<Workload> workload(ObjectKind kind, String name) throws ClusterException {
        Optional<JsonNode> found = namespace.find(kind, name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(WorkloadReading.workload(kind, found.get(), WorkloadReading.Autoscalers.of(namespace)));
    }

    @Override
    public List<Workload> replicationControllers(String selector) throws ClusterException {
        ObjectKind kind = ObjectKind.REPLICATION_CONTROLLER;
        List<JsonNode> found = namespace.list(kind, selector);
        if (found.isEmpty()) {
            return List.of();
        }
        WorkloadReading.Autoscalers autoscalers = WorkloadReading.Autoscalers.of(namespace);
        return found.stream()
                .map(node -> WorkloadReading.workload(kind, node, autoscalers))
                .toList();
    }

    @Override
    public ScalePreview previewScale(Workload before, int replicas, Marks marks) {
        return ScalePreview.of(before, replicas, marks, kubectl());
    }

    private List<String> kubectl() {
        List<String> kubectl = new ArrayList<>(List.of("kubectl"));
        kubeconfig.ifPresent(
                k -> kubectl.addAll(List.of("--kubeconfig", k.path().toString(), "--context", frozen.context())));
        kubectl.addAll(List.of("--namespace", location.namespace()));
        return kubectl;
    }

    @Override
    public Change scale(Workload before, int replicas, Marks marks) {
        Change.State seen = new Change.State(
                before.resourceVersion(), before.generation(), OptionalInt.of(before.wanted()), before.annotations());
        return Patching.deposed(seen, marks)
                .orElseGet(() ->
                        patching.send(before.kind(), before.name(), Patching.scaling(before, replicas, marks), marks));
    }

    @Override
    public Change patch(ObjectKind kind, String name, List<JsonPatchOp> operations, Marks marks)
            throws ClusterException {
        Optional<JsonNode> found = namespace.find(kind, name);
        if (found.isEmpty()) {
            return new Change.Missing(kind.kubectlName() + "/" + name + " does not exist");
        }
        Change.State now = WorkloadReading.state(found.get());
        List<JsonPatchOp> guarded = Patching.guarded(
                Json.string(found.get(), "/metadata/uid"), now.resourceVersion(), now.annotations(), operations, marks);
        return Patching.deposed(now, marks)
                .or(() -> deposed(now.annotations(), marks))
                .orElseGet(() -> patching.send(kind, name, guarded, marks));
    }

    /**
     * What is made anew, or is none of the objects that every holder of the lock claims, bears no fence that could be tested;
     * so the fences of the others are looked at before.
     */
    private Optional<Change> deposed(Map<String, String> annotations, Marks marks) {
        if (annotations.containsKey(Marks.FENCE)) {
            return Optional.empty();
        }
        try {
            long highest = claiming.highest();
            return highest <= marks.fence()
                    ? Optional.empty()
                    : Optional.of(new Change.PreconditionFailed(
                            List.of("the fence is " + highest + ", ours is only " + marks.fence()),
                            Optional.empty(),
                            false));
        } catch (ClusterException e) {
            return Optional.of(new Change.Refused(e.kind(), e.getMessage(), e.hint()));
        }
    }

    @Override
    public Change createSecret(NewSecret secret, Marks marks) {
        return deposed(Map.of(), marks).orElseGet(() -> making.secret(secret, marks));
    }

    @Override
    public Change createVolumeSnapshot(String name, String claim, Optional<String> snapshotClass, Marks marks) {
        return deposed(Map.of(), marks).orElseGet(() -> making.volumeSnapshot(name, claim, snapshotClass, marks));
    }

    @Override
    public Optional<VolumeSnapshot> volumeSnapshot(String name) throws ClusterException {
        return namespace.find(ObjectKind.VOLUME_SNAPSHOT, name).map(VolumeSnapshot::of);
    }

    @Override
    public Change deleteConfigMap(ConfigData before, Marks marks) {
        return deposed(before.annotations(), marks).orElseGet(() -> making.deleteConfigMap(before, marks));
    }

    @Override
    public List<OwnedObject> installed(String release) throws ClusterException {
        return making.objects(release);
    }

    @Override
    public List<PodRow> pods(String selector) throws ClusterException {
        return namespace.list(ObjectKind.POD, selector).stream()
                .map(PodReading::row)
                .toList();
    }

    @Override
    public PodWatch watchPods(String selector, Consumer<PodTable> newest) {
        PodWatching watch = new PodWatching(
                api,
                ObjectKind.POD.path(location.namespace()),
                selector,
                newest,
                options.watchResync(),
                options.clock());
        synchronized (watches) {
            watches.removeIf(PodWatching::closed);
            watches.add(watch);
        }
        watch.start();
        return watch;
    }

    @Override
    public Drained drained(Drained.Rules rules) throws ClusterException {
        Map<String, List<PodRow>> remaining = new LinkedHashMap<>();
        for (String selector : List.of("app=" + rules.app(), rules.workerSelector(), "app=" + rules.helperApp())) {
            List<PodRow> left = pods(selector);
            if (!left.isEmpty()) {
                remaining.put(selector, left);
            }
        }
        return new Drained(
                Collections.unmodifiableMap(remaining), options.clock().instant());
    }

    @Override
    public Optional<PodDetail> podDetail(String pod) throws ClusterException {
        return namespace.find(ObjectKind.POD, pod).map(PodReading::detail);
    }

    @Override
    public List<PodEvent> events(String pod) throws ClusterException {
        return namespace.events(pod);
    }

    @Override
    public Optional<HelmRelease> helmRelease(Optional<String> name) throws ClusterException {
        return HelmReading.newest(namespace.list(ObjectKind.SECRET, "owner=helm"), name);
    }

    @Override
    public List<String> helmRecords(String release) throws ClusterException {
        return HelmReading.records(namespace.list(ObjectKind.SECRET, "owner=helm"), release);
    }

    @Override
    public List<SecretDigests> secrets(String selector) throws ClusterException {
        return namespace.list(ObjectKind.SECRET, selector).stream()
                .map(SecretReading::digests)
                .toList();
    }

    @Override
    public Optional<SecretDigests> secret(String name) throws ClusterException {
        return namespace.find(ObjectKind.SECRET, name).map(SecretReading::digests);
    }

    @Override
    public Optional<Map<String, byte[]>> secretContent(String name) throws ClusterException {
        return namespace.find(ObjectKind.SECRET, name).map(SecretReading::content);
    }

    @Override
    public Optional<String> object(ObjectKind kind, String name) throws ClusterException {
        if (kind == ObjectKind.SECRET) {
            throw new ClusterException(
                    Kind.CONFIGURATION, "the content of secret/" + name + " does not belong into a pre-image");
        }
        return namespace.find(kind, name).map(node -> {
            ((ObjectNode) node.path("metadata")).remove("managedFields");
            return Json.pretty(node) + "\n";
        });
    }

    @Override
    public Optional<ConfigData> configMap(String name) throws ClusterException {
        return namespace
                .find(ObjectKind.CONFIG_MAP, name)
                .map(node -> new ConfigData(
                        Json.string(node, "/metadata/name"),
                        Json.strings(node, "/data"),
                        Json.strings(node, "/metadata/annotations"),
                        Json.string(node, "/metadata/resourceVersion")));
    }

    @Override
    public List<ServiceRow> services(String selector) throws ClusterException {
        return namespace.list(ObjectKind.SERVICE, selector).stream()
                .map(ServiceReading::row)
                .toList();
    }

    @Override
    public Optional<ServiceRow> service(String name) throws ClusterException {
        return namespace.find(ObjectKind.SERVICE, name).map(ServiceReading::row);
    }

    @Override
    public List<ServiceRow> servicesEverywhere() throws ClusterException {
        return Namespace.items(api.get("/api/v1/services", Map.of(), "list the services of every namespace"))
                .map(ServiceReading::row)
                .toList();
    }

    @Override
    public List<String> endpoints(String service) throws ClusterException {
        String path = "/api/v1/namespaces/" + location.namespace() + "/endpoints/" + Namespace.named(service);
        return api.find(path, "read endpoints/" + service)
                .map(ServiceReading::ready)
                .orElse(List.of());
    }

    @Override
    public List<String> switchCommand(PortSwitch plan, Marks marks) {
        List<String> command = kubectl();
        command.addAll(List.of("patch", "service", plan.service().name(), "--type=json", "-p", plan.patchJson(marks)));
        return List.copyOf(command);
    }

    @Override
    public Change switchPorts(PortSwitch plan, Marks marks) {
        ServiceRow before = plan.service();
        if (plan.refusal().isPresent()) {
            throw new IllegalArgumentException(
                    "a refused plan: " + plan.refusal().get());
        }
        Change.State seen = new Change.State(before.resourceVersion(), 0, OptionalInt.empty(), before.annotations());
        return Patching.deposed(seen, marks)
                .orElseGet(() -> patching.send(ObjectKind.SERVICE, before.name(), plan.operations(marks), marks));
    }

    @Override
    public RunLease.Answer acquireLease(RunLease.Request request) throws ClusterException {
        return leases.acquire(request);
    }

    @Override
    public RunLease.Answer renewLease(RunLease held, String step, String audit) throws ClusterException {
        return leases.renew(held, step, audit);
    }

    @Override
    public void releaseLease(RunLease held) throws ClusterException {
        leases.release(held);
    }

    @Override
    public long highestFence() throws ClusterException {
        return claiming.highest();
    }

    @Override
    public List<String> claim(long fence) {
        return claiming.claim(fence);
    }

    @Override
    public Optional<RunLease> lease(String lockKey) throws ClusterException {
        return leases.holder(lockKey);
    }

    @Override
    public void close() {
        List<PodWatching> open;
        synchronized (watches) {
            open = List.copyOf(watches);
            watches.clear();
        }
        open.forEach(PodWatching::close);
        api.close();
    }
}
