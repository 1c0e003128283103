package lifeboat.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.cluster.RunLease.Answer;

/**
 * Every call that changes one thing in a cluster: how it is made, and whether it took effect, as another client sees it.
 *
 * @param beside that other client
 * @param marks of the run that makes the calls
 */
record ChangingCalls(Cluster beside, Marks marks) {
    static final String LOCK = "pachyderm/u/pach";

    /** What it needs before is read when it is prepared. */
    interface Call {
        Prepared prepare() throws ClusterException;
    }

    record Prepared(Sent send, Seen took) {}

    interface Sent {
        Object send(Cluster cluster) throws ClusterException;
    }

    interface Seen {
        boolean look() throws ClusterException;
    }

    /** By the names of the methods. */
    Map<String, Call> all() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("scale", () -> {
            Workload before = beside.deployment("pachd").orElseThrow();
            return new Prepared(
                    with -> with.scale(before, before.wanted() + 1, marks),
                    () -> beside.deployment("pachd").orElseThrow().wanted() == before.wanted() + 1);
        });
        calls.put(
                "patch",
                () -> new Prepared(
                        with -> with.patch(
                                ObjectKind.CONFIG_MAP, "pachd-config", List.of(JsonPatchOp.add("/data/a", "b")), marks),
                        () -> "b"
                                .equals(beside.configMap("pachd-config")
                                        .map(map -> map.data().get("a"))
                                        .orElse(""))));
        calls.put("switchPorts", () -> {
            ServiceRow service = beside.service("pachd").orElseThrow();
            int port = service.ports().get(0).nodePort().orElseThrow();
            PortSwitch plan = PortSwitch.plan(service, Map.of(port, port + 100), List.of());
            return new Prepared(
                    with -> with.switchPorts(plan, marks),
                    () -> beside.service("pachd")
                                    .orElseThrow()
                                    .ports()
                                    .get(0)
                                    .nodePort()
                                    .orElseThrow()
                            == port + 100);
        });
        calls.put(
                "createSecret",
                () -> new Prepared(
                        with -> with.createSecret(new NewSecret("made", "Opaque", Map.of(), Map.of()), marks),
                        () -> beside.secret("made").isPresent()));
        calls.put(
                "createVolumeSnapshot",
                () -> new Prepared(
                        with -> with.createVolumeSnapshot("made", "claim", Optional.empty(), marks),
                        () -> beside.volumeSnapshot("made").isPresent()));
        calls.put("deleteConfigMap", () -> {
            ConfigData before = beside.configMap("pachd-config").orElseThrow();
            return new Prepared(with -> with.deleteConfigMap(before, marks), () -> beside.configMap("pachd-config")
                    .isEmpty());
        });
        calls.put(
                "acquireLease",
                () -> new Prepared(with -> with.acquireLease(request(marks.run())), () -> beside.lease(LOCK)
                        .filter(lease -> lease.run().equals(marks.run()))
                        .isPresent()));
        calls.put("renewLease", () -> {
            RunLease held = ((Answer.Ours) beside.acquireLease(request(marks.run()))).lease();
            return new Prepared(
                    with -> with.renewLease(held, "dump", ""),
                    () -> beside.lease(LOCK).orElseThrow().step().equals("dump"));
        });
        calls.put("releaseLease", () -> {
            RunLease held = ((Answer.Ours) beside.acquireLease(request(marks.run()))).lease();
            return new Prepared(
                    with -> {
                        with.releaseLease(held);
                        return "released";
                    },
                    () -> !beside.lease(LOCK).orElseThrow().held());
        });
        return calls;
    }

    static RunLease.Request request(String run) {
        return new RunLease.Request(LOCK, "ann@a/" + run, run, "s", 1, Optional.empty());
    }

    /** What is told: a change and a lease as they are, and a question that failed as its kind. */
    static Object told(Sent call, Cluster through) {
        try {
            return call.send(through);
        } catch (ClusterException e) {
            return e.kind();
        }
    }
}
