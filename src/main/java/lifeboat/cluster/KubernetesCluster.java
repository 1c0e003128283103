package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lifeboat.cluster.ClusterException.Kind;

/** A cluster behind its API server. */
public final class KubernetesCluster implements Cluster {
    private static final Pattern NAME = Pattern.compile("[a-z0-9A-Z]([a-z0-9A-Z.:_-]{0,251}[a-z0-9A-Z])?");

    private final ClusterLocation location;
    private final ClusterOptions options;
    private final Optional<Kubeconfig> kubeconfig;
    private final Frozen frozen;
    private final Api api;
    private final Patching patching;
    private final LeaseLock leases;
    private final List<PodWatching> watches = new ArrayList<>();

    private KubernetesCluster(
            ClusterLocation location, ClusterOptions options, Optional<Kubeconfig> kubeconfig, Frozen frozen, Api api) {
        this.location = location;
        this.options = options;
        this.kubeconfig = kubeconfig;
        this.frozen = frozen;
        this.api = api;
        this.patching = new Patching(api, location.namespace());
        this.leases = new LeaseLock(api, location.namespace(), options.clock());
    }

    /**
     * Reads the kubeconfig (or the service account) once and opens a client with it. Nothing is sent yet, so a cluster
     * that cannot be reached is noticed by the first question.
     */
    public static Cluster open(ClusterLocation location, ClusterOptions options) throws ClusterException {
        named(location.namespace());
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
        return new ClusterIdentity(
                uid("kube-system"),
                frozen.server(),
                frozen.caSha256(),
                frozen.context(),
                location.namespace(),
                uid(location.namespace()),
                Json.some(api.get("/version", Map.of(), "read the server's version"), "/gitVersion"),
                user());
    }

    private Optional<String> uid(String namespace) throws ClusterException {
        try {
            return api.find("/api/v1/namespaces/" + namespace, "read namespace/" + namespace)
                    .flatMap(node -> Json.some(node, "/metadata/uid"));
        } catch (ClusterException e) {
            if (e.kind() == Kind.FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<String> user() throws ClusterException {
        Optional<String> inKubeconfig = frozen.user().isEmpty() ? Optional.empty() : Optional.of(frozen.user());
        ObjectNode review =
                Json.object().put("apiVersion", "authentication.k8s.io/v1").put("kind", "SelfSubjectReview");
        try {
            return Json.some(
                            api.ask("/apis/authentication.k8s.io/v1/selfsubjectreviews", review, "ask who we are"),
                            "/status/userInfo/username")
                    .or(() -> inKubeconfig);
        } catch (ClusterException e) {
            if (e.kind() == Kind.NOT_FOUND || e.kind() == Kind.FORBIDDEN || e.kind() == Kind.REFUSED) {
                return inKubeconfig;
            }
            throw e;
        }
    }

    @Override
    public List<String> namespaces() throws ClusterException {
        return items(api.get("/api/v1/namespaces", Map.of(), "list namespaces"))
                .map(node -> Json.string(node, "/metadata/name"))
                .sorted()
                .toList();
    }

    @Override
    public List<Access> can(List<Permission> permissions) throws ClusterException {
        List<Access> answers = new ArrayList<>();
        for (Permission permission : permissions) {
            ObjectNode review =
                    Json.object().put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectAccessReview");
            ObjectNode wish = review.putObject("spec").putObject("resourceAttributes");
            wish.put("namespace", location.namespace())
                    .put("verb", permission.verb())
                    .put("group", permission.group())
                    .put("resource", permission.resource());
            permission.subresource().ifPresent(s -> wish.put("subresource", s));
            permission.name().ifPresent(n -> wish.put("name", n));
            JsonNode status = api.ask(
                            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                            review,
                            "ask whether we may " + permission)
                    .path("status");
            String reason = Json.some(status, "/reason").orElse(Json.string(status, "/evaluationError"));
            answers.add(new Access(permission, status.path("allowed").asBoolean(false), reason));
        }
        return List.copyOf(answers);
    }

    @Override
    public Optional<Workload> deployment(String name) throws ClusterException {
        return workload(ObjectKind.DEPLOYMENT, name);
    }

    @Override
    public Optional<Workload> statefulSet(String name) throws ClusterException {
        return workload(ObjectKind.STATEFUL_SET, name);
    }

    private Optional<Workload> workload(ObjectKind kind, String name) throws ClusterException {
        Optional<JsonNode> found = find(kind, name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(WorkloadReading.workload(kind, found.get(), autoscalers()));
    }

    @Override
    public List<Workload> replicationControllers(String selector) throws ClusterException {
        ObjectKind kind = ObjectKind.REPLICATION_CONTROLLER;
        List<JsonNode> found = list(kind, selector);
        if (found.isEmpty()) {
            return List.of();
        }
        WorkloadReading.Autoscalers autoscalers = autoscalers();
        return found.stream()
                .map(node -> WorkloadReading.workload(kind, node, autoscalers))
                .toList();
    }

    /** A cluster without autoscalers, or one that does not show them to us, still has its workloads. */
    private WorkloadReading.Autoscalers autoscalers() throws ClusterException {
        try {
            return new WorkloadReading.Autoscalers(list(ObjectKind.HORIZONTAL_POD_AUTOSCALER, ""), Optional.empty());
        } catch (ClusterException e) {
            return switch (e.kind()) {
                case NOT_FOUND -> new WorkloadReading.Autoscalers(List.of(), Optional.empty());
                case FORBIDDEN -> new WorkloadReading.Autoscalers(List.of(), Optional.of(e.getMessage()));
                default -> throw e;
            };
        }
    }

    @Override
    public ScalePreview previewScale(Workload before, int replicas, Marks marks) {
        List<ScalePreview.FieldChange> rows = new ArrayList<>();
        row(rows, "spec.replicas", Integer.toString(before.wanted()), Integer.toString(replicas));
        new TreeMap<>(marks.annotations())
                .forEach((key, value) -> row(
                        rows,
                        "metadata.annotations[" + key + "]",
                        before.annotations().getOrDefault(key, "(none)"),
                        value));
        String patch = Patching.json(Patching.scaling(before, replicas, marks));
        List<String> kubectl = new ArrayList<>(List.of("kubectl"));
        kubeconfig.ifPresent(
                k -> kubectl.addAll(List.of("--kubeconfig", k.path().toString(), "--context", frozen.context())));
        kubectl.addAll(List.of(
                "--namespace",
                location.namespace(),
                "patch",
                before.kind().kubectlName(),
                before.name(),
                "--type=json",
                "-p",
                patch));
        return new ScalePreview(List.copyOf(rows), patch, List.copyOf(kubectl));
    }

    private static void row(List<ScalePreview.FieldChange> rows, String path, String before, String after) {
        if (!before.equals(after)) {
            rows.add(new ScalePreview.FieldChange(path, before, after));
        }
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
        Optional<JsonNode> found = find(kind, name);
        if (found.isEmpty()) {
            return new Change.Missing(kind.kubectlName() + "/" + name + " does not exist");
        }
        Change.State now = WorkloadReading.state(found.get());
        List<JsonPatchOp> guarded = Patching.guarded(
                Json.string(found.get(), "/metadata/uid"), now.resourceVersion(), now.annotations(), operations, marks);
        return Patching.deposed(now, marks).orElseGet(() -> patching.send(kind, name, guarded, marks));
    }

    @Override
    public List<PodRow> pods(String selector) throws ClusterException {
        return list(ObjectKind.POD, selector).stream().map(PodReading::row).toList();
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
        return find(ObjectKind.POD, pod).map(PodReading::detail);
    }

    @Override
    public List<PodEvent> events(String pod) throws ClusterException {
        String path = ObjectKind.EVENT.path(location.namespace());
        Map<String, String> query = Map.of("fieldSelector", "involvedObject.name=" + named(pod));
        return items(api.get(path, query, "list the events of pod/" + pod))
                .filter(e -> Json.string(e, "/involvedObject/name").equals(pod))
                .map(e -> new PodEvent(
                        Json.string(e, "/type"),
                        Json.string(e, "/reason"),
                        Json.string(e, "/message"),
                        Math.max(1, e.path("count").asInt(e.at("/series/count").asInt(1))),
                        Json.instant(e, "/lastTimestamp")
                                .or(() -> Json.instant(e, "/eventTime"))
                                .or(() -> Json.instant(e, "/metadata/creationTimestamp"))
                                .orElse(Instant.EPOCH)))
                .sorted(Comparator.comparing(PodEvent::at))
                .toList();
    }

    @Override
    public Optional<HelmRelease> helmRelease(Optional<String> name) throws ClusterException {
        return HelmReading.newest(list(ObjectKind.SECRET, "owner=helm"), name);
    }

    @Override
    public List<SecretDigests> secrets(String selector) throws ClusterException {
        return list(ObjectKind.SECRET, selector).stream()
                .map(KubernetesCluster::digests)
                .toList();
    }

    @Override
    public Optional<SecretDigests> secret(String name) throws ClusterException {
        return find(ObjectKind.SECRET, name).map(KubernetesCluster::digests);
    }

    private static SecretDigests digests(JsonNode secret) {
        Map<String, String> sha256 = new TreeMap<>();
        content(secret).forEach((key, bytes) -> sha256.put(key, Json.sha256(bytes)));
        return new SecretDigests(
                Json.string(secret, "/metadata/name"),
                Json.string(secret, "/type"),
                Json.strings(secret, "/metadata/labels"),
                Json.string(secret, "/metadata/resourceVersion"),
                Collections.unmodifiableMap(sha256));
    }

    @Override
    public Optional<Map<String, byte[]>> secretContent(String name) throws ClusterException {
        return find(ObjectKind.SECRET, name).map(KubernetesCluster::content);
    }

    private static Map<String, byte[]> content(JsonNode secret) {
        Map<String, byte[]> content = new TreeMap<>();
        Json.strings(secret, "/data")
                .forEach(
                        (key, value) -> content.put(key, Base64.getMimeDecoder().decode(value)));
        return content;
    }

    @Override
    public Optional<String> object(ObjectKind kind, String name) throws ClusterException {
        if (kind == ObjectKind.SECRET) {
            throw new ClusterException(
                    Kind.CONFIGURATION, "the content of secret/" + name + " does not belong into a pre-image");
        }
        return find(kind, name).map(node -> {
            ((ObjectNode) node.path("metadata")).remove("managedFields");
            return Json.pretty(node) + "\n";
        });
    }

    @Override
    public Optional<ConfigData> configMap(String name) throws ClusterException {
        return find(ObjectKind.CONFIG_MAP, name)
                .map(node -> new ConfigData(
                        Json.string(node, "/metadata/name"),
                        Json.strings(node, "/data"),
                        Json.strings(node, "/metadata/annotations"),
                        Json.string(node, "/metadata/resourceVersion")));
    }

    @Override
    public List<ServiceRow> services(String selector) throws ClusterException {
        return list(ObjectKind.SERVICE, selector).stream()
                .map(node -> new ServiceRow(
                        Json.string(node, "/metadata/name"),
                        node.at("/spec/type").asText("ClusterIP"),
                        Json.some(node, "/spec/clusterIP").filter(ip -> !ip.equals("None")),
                        PodReading.stream(node.at("/spec/ports"))
                                .map(KubernetesCluster::port)
                                .toList(),
                        Json.strings(node, "/metadata/labels"),
                        Json.strings(node, "/metadata/annotations"),
                        Json.string(node, "/metadata/resourceVersion")))
                .toList();
    }

    private static ServiceRow.Port port(JsonNode port) {
        int node = port.path("nodePort").asInt();
        return new ServiceRow.Port(
                Json.string(port, "/name"),
                port.path("port").asInt(),
                port.path("targetPort").asText(port.path("port").asText()),
                node == 0 ? Optional.empty() : Optional.of(node));
    }

    @Override
    public RunLease.Answer acquireLease(RunLease.Request request) throws ClusterException {
        return leases.acquire(request);
    }

    @Override
    public RunLease.Answer renewLease(RunLease held, String step) throws ClusterException {
        return leases.renew(held, step);
    }

    @Override
    public void releaseLease(RunLease held) throws ClusterException {
        leases.release(held);
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

    private Optional<JsonNode> find(ObjectKind kind, String name) throws ClusterException {
        return api.find(kind.path(location.namespace()) + "/" + named(name), "read " + kind.kubectlName() + "/" + name);
    }

    private List<JsonNode> list(ObjectKind kind, String selector) throws ClusterException {
        Map<String, String> query = selector.isBlank() ? Map.of() : Map.of("labelSelector", selector);
        String what = "list " + kind.plural() + (selector.isBlank() ? "" : " of " + selector);
        return items(api.get(kind.path(location.namespace()), query, what))
                .sorted(Comparator.comparing(node -> Json.string(node, "/metadata/name")))
                .toList();
    }

    private static Stream<JsonNode> items(JsonNode list) {
        return PodReading.stream(list.path("items"));
    }

    /** A name goes into a URL, so nothing but a name may pass. */
    private static String named(String name) throws ClusterException {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new ClusterException(Kind.CONFIGURATION, "'" + name + "' is not a name of a Kubernetes object");
        }
        return name;
    }
}
