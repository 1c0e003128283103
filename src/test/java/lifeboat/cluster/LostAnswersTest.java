package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import lifeboat.cluster.RunLease.Answer;
import lifeboat.fault.Fault;
import lifeboat.fault.FaultProxy;
import lifeboat.fault.Tally;
import lifeboat.fault.Trouble;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.MutationCounter.Mutation;
import lifeboat.lab.kube.PachydermFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call that changes something, through connections that break: nothing is sent twice, and nothing is invented. */
class LostAnswersTest {
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final Marks MARKS = new Marks("r1", "step", 4);

    @TempDir
    private Path folder;

    private ApiServer server;
    private FaultProxy proxy;
    private Cluster cluster;
    private Cluster patient;
    private Cluster beside;

    @BeforeEach
    void open() throws Exception {
        server = ApiServer.start(ApiServer.Config.of(CERTIFICATES, "lab-token", 7, Clock.systemUTC())
                .withPace(0.05));
        PachydermFixture.install(
                server,
                new PachydermFixture.Setting(
                        "pach", "source", "http://127.0.0.1:9000", "key", "secret", "127.0.0.1", 5433, "password"));
        proxy = new FaultProxy(server.url().getPort());
        Path direct = folder.resolve("direct");
        server.writeKubeconfig(direct, "lab", "pach");
        Path through = folder.resolve("through");
        Files.writeString(
                through, Files.readString(direct).replace(":" + server.url().getPort(), ":" + proxy.port()));
        cluster = open(through, Duration.ofMillis(300));
        patient = open(through, Duration.ofSeconds(10));
        beside = open(direct, Duration.ofSeconds(10));
    }

    private static Cluster open(Path kubeconfig, Duration patience) throws ClusterException {
        return KubernetesCluster.open(
                new ClusterLocation(Optional.of(kubeconfig), Optional.empty(), "pach"),
                ClusterOptions.standard("lifeboat/test run/r1", Map.of(), InstantSource.system())
                        .withTimeouts(patience, patience));
    }

    @AfterEach
    void close() throws Exception {
        cluster.close();
        patient.close();
        beside.close();
        proxy.close();
        server.close();
    }

    private Map<String, ChangingCalls.Call> calls() {
        return new ChangingCalls(beside, MARKS).all();
    }

    @Test
    @Fault("F22")
    void anAnswerThatIsLostAfterTheChangeLeavesDoubtThatTheObjectSettlesAndNothingIsSentTwice(Tally tally)
            throws Exception {
        int lost = 0;
        for (Map.Entry<String, ChangingCalls.Call> entry : calls().entrySet()) {
            ChangingCalls.Prepared call = entry.getValue().prepare();
            int before = server.mutations().total();
            AtomicInteger requests = new AtomicInteger();
            int mutation = reads(entry.getKey()) + 1;
            // A connection that is there already is used again, so that every request begins at a boundary that can be
            // seen behind TLS.
            patient.identify();
            tally.injected();
            proxy.loseAnswers(1, request -> requests.incrementAndGet() == mutation);

            Object told = ChangingCalls.told(call.send(), patient);

            proxy.loseAnswers(0, FaultProxy.ANY);
            assertThat(proxy.lost()).as("answers lost up to " + entry.getKey()).isEqualTo(++lost);
            List<Mutation> sent =
                    server.mutations().all().subList(before, server.mutations().total());
            assertThat(sent).as(entry.getKey()).hasSize(1);
            assertThat(call.took().look()).as(entry.getKey()).isTrue();
            if (entry.getKey().endsWith("Lease")) {
                // A lease is read again at once: what is there is what was wanted.
                assertThat(told).as(entry.getKey()).isNotInstanceOf(ClusterException.Kind.class);
            } else {
                assertThat(told).as(entry.getKey()).isInstanceOf(Change.Unknown.class);
                assertThat(marks(entry.getKey())).as(entry.getKey()).isIn(Optional.of(MARKS), Optional.empty());
            }
            tally.survived();
        }
    }

    /** How many questions a call asks before it changes something. */
    private static int reads(String call) {
        // Where there is no fence yet, those of the others are looked at: four kinds of them.
        int fences = call.startsWith("create") || call.equals("patch") ? 4 : 0;
        return fences + (call.endsWith("Lease") || call.equals("patch") ? 1 : 0);
    }

    private Optional<Marks> marks(String call) throws ClusterException {
        return switch (call) {
            case "scale" -> beside.deployment("pachd").orElseThrow().marks();
            case "patch" ->
                Marks.in(beside.configMap("pachd-config").orElseThrow().annotations());
            case "switchPorts" -> Marks.in(beside.service("pachd").orElseThrow().annotations());
            case "createVolumeSnapshot" ->
                Marks.in(beside.volumeSnapshot("made").orElseThrow().annotations());
            default -> Optional.empty();
        };
    }

    /** Before the request is there, while it is on its way, and while its answer is. */
    private static List<Trouble> troubles() {
        List<Trouble> usual = List.of(Trouble.blackHole(), Trouble.cutAfter(1400), Trouble.corruptAt(1500));
        List<Trouble> more = List.of(
                Trouble.reset(),
                Trouble.slow(Duration.ofSeconds(1)),
                Trouble.cutAfter(0),
                Trouble.cutAfter(100),
                Trouble.corruptAt(40));
        boolean all = Boolean.getBoolean("lifeboat.soak");
        return Stream.concat(usual.stream(), more.stream().filter(trouble -> all))
                .toList();
    }

    @Test
    @Fault({"F21", "F22"})
    void whateverHappensToAConnectionWhatIsToldIsTrueAndNothingIsSentTwice(Tally tally) throws Exception {
        for (Trouble trouble : troubles()) {
            close();
            open();
            for (Map.Entry<String, ChangingCalls.Call> entry : calls().entrySet()) {
                ChangingCalls.Prepared call = entry.getValue().prepare();
                int before = server.mutations().total();
                proxy.cut();
                proxy.always(trouble);
                tally.injected();

                Object told = ChangingCalls.told(call.send(), cluster);

                proxy.always(Trouble.none());
                proxy.cut();
                int sent = server.mutations().total() - before;
                String what = entry.getKey() + " through " + trouble + ": " + told;
                assertThat(sent).as(what).isLessThanOrEqualTo(1);
                assertThat(call.took().look()).as(what).isEqualTo(sent == 1);
                if (told instanceof Change.Applied || told instanceof Answer || told.equals("released")) {
                    assertThat(sent).as(what).isEqualTo(1);
                } else if (told instanceof Change.Refused) {
                    assertThat(sent).as(what).isZero();
                } else {
                    assertThat(told).as(what).isInstanceOfAny(Change.Unknown.class, ClusterException.Kind.class);
                }
                if (sent == 0 && !(told instanceof Change.Applied)) {
                    // What did not happen can be asked for again.
                    assertThat(ChangingCalls.told(call.send(), beside))
                            .as(what)
                            .isNotInstanceOf(ClusterException.Kind.class);
                    assertThat(call.took().look()).as(what).isTrue();
                }
                tally.survived();
            }
        }
    }
}
