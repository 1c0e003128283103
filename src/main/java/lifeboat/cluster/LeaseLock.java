package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import lifeboat.cluster.ClusterException.Kind;
import lifeboat.cluster.RunLease.Answer;
import lifeboat.cluster.RunLease.Request;

/** The lock of a run as a Lease object. Races are settled by the API server: create and replace refuse a loser. */
final class LeaseLock {
    private static final String LOCK = "lifeboat.dev/lock";
    private static final int SECONDS = 60;
    private static final int ATTEMPTS = 3;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Api api;
    private final String namespace;
    private final InstantSource clock;

    LeaseLock(Api api, String namespace, InstantSource clock) {
        this.api = api;
        this.namespace = namespace;
        this.clock = clock;
    }

    Answer acquire(Request request) throws ClusterException {
        try {
            for (int attempt = 1; ; attempt++) {
                Optional<JsonNode> there = read(request.lockKey());
                if (there.isPresent() && !mayTake(request, lease(there.get()))) {
                    return new Answer.Theirs(lease(there.get()));
                }
                ObjectNode wish =
                        there.map(node -> (ObjectNode) node.deepCopy()).orElseGet(() -> fresh(request.lockKey()));
                long last = there.map(node -> lease(node).fence()).orElse(0L);
                fill(wish, request, Math.max(last + 1, request.fenceAtLeast()));
                Optional<RunLease> ours = write(there.isPresent() ? "PUT" : "POST", wish);
                if (ours.isPresent()) {
                    return new Answer.Ours(ours.get());
                }
                if (attempt == ATTEMPTS) {
                    throw new ClusterException(
                            Kind.CONFLICT, "the lease " + name(request.lockKey()) + " is changed all the time");
                }
            }
        } catch (ClusterException e) {
            if (e.kind() == Kind.FORBIDDEN) {
                return new Answer.NotAllowed(e.getMessage());
            }
            throw e;
        }
    }

    Answer renew(RunLease held, String step, String audit) throws ClusterException {
        for (int attempt = 1; ; attempt++) {
            JsonNode there = read(held.lockKey())
                    .orElseThrow(() -> new ClusterException(
                            Kind.NOT_FOUND, "the lease " + held.leaseName() + " was deleted by somebody"));
            RunLease now = lease(there);
            if (!sameHolder(held, now)) {
                return new Answer.Theirs(now);
            }
            ObjectNode wish = there.deepCopy();
            ObjectNode annotations = (ObjectNode) wish.path("metadata").path("annotations");
            annotations.put(Marks.STEP, step);
            if (!audit.isEmpty()) {
                annotations.put(Marks.AUDIT, audit);
            }
            ((ObjectNode) wish.path("spec")).put("renewTime", MICROS.format(clock.instant()));
            Optional<RunLease> ours = write("PUT", wish);
            if (ours.isPresent()) {
                return new Answer.Ours(ours.get());
            }
            if (attempt == ATTEMPTS) {
                throw new ClusterException(Kind.CONFLICT, "the lease " + held.leaseName() + " is changed all the time");
            }
        }
    }

    void release(RunLease held) throws ClusterException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<JsonNode> there = read(held.lockKey());
            if (there.isEmpty() || !sameHolder(held, lease(there.get()))) {
                return;
            }
            ObjectNode wish = there.get().deepCopy();
            ((ObjectNode) wish.path("spec")).put("holderIdentity", "").put("renewTime", MICROS.format(clock.instant()));
            if (write("PUT", wish).isPresent()) {
                return;
            }
        }
        throw new ClusterException(Kind.CONFLICT, "the lease " + held.leaseName() + " is changed all the time");
    }

    Optional<RunLease> holder(String lockKey) throws ClusterException {
        return read(lockKey).map(LeaseLock::lease);
    }

    private static boolean mayTake(Request request, RunLease now) {
        return !now.held()
                || now.run().equals(request.run())
                || request.takeOverFrom().equals(Optional.of(now.run()));
    }

    private static boolean sameHolder(RunLease held, RunLease now) {
        return now.held() && now.run().equals(held.run()) && now.fence() == held.fence();
    }

    private Optional<JsonNode> read(String lockKey) throws ClusterException {
        String name = name(lockKey);
        return api.find(ObjectKind.LEASE.path(namespace) + "/" + name, "read lease/" + name);
    }

    /** Empty when somebody was faster. A lost answer is settled by reading what is there. */
    private Optional<RunLease> write(String method, ObjectNode wish) throws ClusterException {
        String name = Json.string(wish, "/metadata/name");
        String path = ObjectKind.LEASE.path(namespace) + (method.equals("POST") ? "" : "/" + name);
        String what = (method.equals("POST") ? "create" : "replace") + " lease/" + name;
        Api.Reply reply;
        try {
            reply = api.change(method, path, "application/json", wish, what);
        } catch (ClusterException e) {
            if (e.kind() != Kind.UNKNOWN_OUTCOME) {
                throw e;
            }
            return api.find(ObjectKind.LEASE.path(namespace) + "/" + name, "read lease/" + name)
                    .filter(now -> now.path("spec").equals(wish.path("spec"))
                            && now.at("/metadata/annotations").equals(wish.at("/metadata/annotations")))
                    .map(LeaseLock::lease);
        }
        if (reply.code() == 409) {
            return Optional.empty();
        }
        if (!reply.good()) {
            throw Failures.of(reply, what);
        }
        return Optional.of(lease(reply.body()));
    }

    private ObjectNode fresh(String lockKey) {
        ObjectNode lease =
                Json.object().put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
        ObjectNode metadata =
                lease.putObject("metadata").put("name", name(lockKey)).put("namespace", namespace);
        metadata.putObject("labels").put("app.kubernetes.io/managed-by", "lifeboat");
        return lease;
    }

    private void fill(ObjectNode lease, Request request, long fence) {
        Instant now = clock.instant();
        ObjectNode metadata = (ObjectNode) lease.path("metadata");
        metadata.remove("managedFields");
        ObjectNode annotations = metadata.withObject("/annotations");
        if (!annotations.path(Marks.RUN).asText("").equals(request.run())) {
            // The head that stands there is of another run's audit.
            annotations.remove(Marks.AUDIT);
        }
        annotations
                .put(LOCK, request.lockKey())
                .put(Marks.RUN, request.run())
                .put(Marks.STEP, request.step())
                .put(Marks.FENCE, Long.toString(fence));
        ObjectNode spec = lease.withObject("/spec");
        spec.put("holderIdentity", request.holder())
                .put("leaseDurationSeconds", SECONDS)
                .put("leaseTransitions", spec.path("leaseTransitions").asInt() + 1)
                .put("acquireTime", MICROS.format(now))
                .put("renewTime", MICROS.format(now));
    }

    private static RunLease lease(JsonNode node) {
        long fence;
        try {
            fence = Long.parseLong(
                    node.at("/metadata/annotations").path(Marks.FENCE).asText("0"));
        } catch (NumberFormatException e) {
            fence = 0;
        }
        JsonNode annotations = node.at("/metadata/annotations");
        return new RunLease(
                Json.string(node, "/metadata/name"),
                annotations.path(LOCK).asText(""),
                Json.string(node, "/spec/holderIdentity"),
                annotations.path(Marks.RUN).asText(""),
                annotations.path(Marks.STEP).asText(""),
                fence,
                Json.instant(node, "/spec/acquireTime"),
                Json.instant(node, "/spec/renewTime"),
                annotations.path(Marks.AUDIT).asText(""),
                Json.string(node, "/metadata/resourceVersion"));
    }

    /** A lock key may hold anything; a Lease's name may not. */
    static String name(String lockKey) {
        return "lifeboat-" + Json.sha256(lockKey).substring(0, 20);
    }
}
