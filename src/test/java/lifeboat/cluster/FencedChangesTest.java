package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lifeboat.cluster.RunLease.Answer;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.PachydermFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No call that changes something gets through for a run that was deposed, is not let in any more or lacks a permission. */
class FencedChangesTest {
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final String TOKEN = "lab-token";

    /** What only looks, or tells what would be done. */
    private static final Set<String> READING = Set.of(
            "location",
            "context",
            "kubeconfigChanged",
            "currentContextOnDisk",
            "identify",
            "namespaces",
            "can",
            "deployment",
            "images",
            "statefulSet",
            "replicationControllers",
            "previewScale",
            "volumeSnapshot",
            "installed",
            "pods",
            "watchPods",
            "drained",
            "podDetail",
            "events",
            "helmRelease",
            "helmRecords",
            "secrets",
            "secret",
            "secretContent",
            "object",
            "configMap",
            "services",
            "service",
            "servicesEverywhere",
            "endpoints",
            "switchCommand",
            "highestFence",
            "lease",
            "close");

    private static final ChangingCalls.Call NOTHING = () -> {
        throw new AssertionError("no such call");
    };

    @TempDir
    private Path folder;

    private ApiServer server;
    private Path kubeconfig;
    private Cluster cluster;
    private Cluster beside;

    @BeforeEach
    void open() throws Exception {
        server = ApiServer.start(
                ApiServer.Config.of(CERTIFICATES, TOKEN, 7, Clock.systemUTC()).withPace(0));
        PachydermFixture.install(
                server,
                new PachydermFixture.Setting(
                        "pach", "source", "http://127.0.0.1:9000", "key", "secret", "127.0.0.1", 5433, "password"));
        kubeconfig = folder.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig, "lab", "pach");
        cluster = connect();
        beside = connect();
    }

    private Cluster connect() throws ClusterException {
        return KubernetesCluster.open(
                new ClusterLocation(Optional.of(kubeconfig), Optional.empty(), "pach"),
                ClusterOptions.standard("lifeboat/test run/r1", Map.of(), InstantSource.system()));
    }

    @AfterEach
    void close() {
        cluster.close();
        beside.close();
        server.close();
    }

    private Map<String, ChangingCalls.Call> calls(long fence) {
        return new ChangingCalls(beside, new Marks("r1", "step", fence)).all();
    }

    /** A method that is new is put down as one that reads, or tried here with all that can go wrong. */
    @Test
    void noCallThatChangesSomethingIsForgotten() {
        Set<String> changing = new TreeSet<>(calls(1).keySet());
        changing.add("claim");
        assertThat(Arrays.stream(Cluster.class.getMethods()).map(Method::getName))
                .filteredOn(name -> !READING.contains(name))
                .containsOnlyElementsOf(changing)
                .containsAll(changing);
        assertThat(READING).doesNotContainAnyElementsOf(changing);
    }

    private RunLease taken(String run, Optional<String> from) throws ClusterException {
        RunLease.Request request = new RunLease.Request(ChangingCalls.LOCK, "bob@b/" + run, run, "s", 1, from);
        return ((Answer.Ours) beside.acquireLease(request)).lease();
    }

    @Test
    @Fault("F20")
    void whoeverWasDeposedChangesNothingByAnyCallWhetherItWasPreparedBeforeOrIsAfterwards(Tally tally)
            throws Exception {
        for (String name : calls(1).keySet()) {
            for (boolean before : List.of(true, false)) {
                RunLease mine = taken("r1", Optional.empty());
                ChangingCalls.Call call = calls(mine.fence()).getOrDefault(name, NOTHING);
                boolean heldBefore = before || name.equals("renewLease") || name.equals("releaseLease");
                Optional<ChangingCalls.Prepared> early = heldBefore ? Optional.of(call.prepare()) : Optional.empty();
                RunLease newer = taken("r2", Optional.of("r1"));
                assertThat(beside.claim(newer.fence())).isEmpty();
                ChangingCalls.Prepared late = early.isPresent() ? early.get() : call.prepare();
                int changes = server.mutations().total();
                tally.injected();

                Object told = ChangingCalls.told(late.send(), cluster);

                assertThat(server.mutations().total())
                        .as(name + " was told " + told)
                        .isEqualTo(changes);
                if (name.endsWith("Lease")) {
                    assertThat(told)
                            .as(name)
                            .satisfiesAnyOf(
                                    answer -> assertThat(answer).isInstanceOf(Answer.Theirs.class),
                                    answer -> assertThat(answer).isEqualTo("released"));
                } else {
                    assertThat(told).as(name).isInstanceOf(Change.PreconditionFailed.class);
                }
                assertThat(beside.lease(ChangingCalls.LOCK).orElseThrow().run()).isEqualTo("r2");
                beside.releaseLease(newer);
                tally.survived();
            }
        }
    }

    @Test
    @Fault("F20")
    void whoeverWasDeposedClaimsNothing() throws Exception {
        RunLease mine = taken("r1", Optional.empty());
        RunLease newer = taken("r2", Optional.of("r1"));
        beside.claim(newer.fence());
        int changes = server.mutations().total();

        assertThat(cluster.claim(mine.fence())).isEmpty();

        assertThat(server.mutations().total()).isEqualTo(changes);
        assertThat(beside.highestFence()).isEqualTo(newer.fence());
    }

    @Test
    @Fault("F24")
    void aCredentialThatExpiresAtAnyCallIsSaidAndTheSameConnectionGoesOnWithTheNextOne(Tally tally) throws Exception {
        String before = TOKEN;
        for (Map.Entry<String, ChangingCalls.Call> entry : calls(9).entrySet()) {
            ChangingCalls.Prepared call = entry.getValue().prepare();
            int changes = server.mutations().total();
            String next = TOKEN + "-" + entry.getKey();
            server.access().accept(next);
            tally.injected();

            Object told = ChangingCalls.told(call.send(), cluster);

            assertThat(kind(told)).as(entry.getKey()).isEqualTo(ClusterException.Kind.UNAUTHORIZED);
            assertThat(server.mutations().total()).as(entry.getKey()).isEqualTo(changes);
            // In another shell.
            Files.writeString(kubeconfig, Files.readString(kubeconfig).replace('"' + before + '"', '"' + next + '"'));
            before = next;
            Object again = ChangingCalls.told(call.send(), cluster);
            assertThat(again).as(entry.getKey()).isNotInstanceOf(ClusterException.Kind.class);
            assertThat(call.took().look()).as(entry.getKey() + ": " + again).isTrue();
            assertThat(server.mutations().total()).as(entry.getKey()).isEqualTo(changes + 1);
            tally.survived();
        }
    }

    @Test
    @Fault("F25")
    void aPermissionThatIsMissingAtAnyCallIsSaidAndNothingIsChanged(Tally tally) throws Exception {
        for (Map.Entry<String, ChangingCalls.Call> entry : calls(9).entrySet()) {
            ChangingCalls.Prepared call = entry.getValue().prepare();
            for (String verb : List.of("create", "update", "patch", "delete")) {
                server.access().deny(verb, "*", "pach");
            }
            int changes = server.mutations().total();
            tally.injected();

            Object told = ChangingCalls.told(call.send(), cluster);

            assertThat(told)
                    .as(entry.getKey())
                    .satisfiesAnyOf(
                            answer -> assertThat(answer).isInstanceOf(Change.Denied.class),
                            answer -> assertThat(answer).isInstanceOf(Answer.NotAllowed.class),
                            answer -> assertThat(answer).isEqualTo(ClusterException.Kind.FORBIDDEN));
            assertThat(server.mutations().total()).as(entry.getKey()).isEqualTo(changes);
            server.access().allowAll();
            tally.survived();
        }
    }

    private static Object kind(Object told) {
        return told instanceof Change.Refused refused ? refused.kind() : told;
    }
}
