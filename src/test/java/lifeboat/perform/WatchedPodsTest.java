package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import lifeboat.cluster.Change;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterLocation;
import lifeboat.cluster.ClusterOptions;
import lifeboat.cluster.KubernetesCluster;
import lifeboat.cluster.Marks;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.Fault;
import lifeboat.lab.kube.PachydermFixture;
import lifeboat.perform.PodFeed.Pod;
import lifeboat.perform.PodFeed.Pods;
import lifeboat.perform.PodFeed.Selection;
import lifeboat.perform.PodFeed.Sight;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.RunbookLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The live pods of a run against an API server that goes wrong as real ones do. */
class WatchedPodsTest {
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: small
            title: A small procedure
            summary: For tests.
            parameters:
              config: {type: string, default: none}
            targets:
              cluster:
                cluster: {kubeconfig: "{{ config }}", context: "", namespace: pach}
            identity: [cluster]
            lock: small/pach
            watch: [{pods: app=pachd}, {pods: suite=pachyderm}]
            steps:
              - id: look
                title: Look
                preflight: {checks: [tools], app: pachd}
            """;

    @TempDir
    private Path folder;

    private final AtomicInteger tables = new AtomicInteger();
    private final AtomicInteger told = new AtomicInteger();
    /** Every table that somebody who looked at once when told has seen. */
    private final List<Pods> seen = new CopyOnWriteArrayList<>();

    private ApiServer server;
    private Cluster cluster;
    private Run run;
    private WatchedPods pods;

    @BeforeEach
    void open() throws Exception {
        server = ApiServer.start(ApiServer.Config.of(CERTIFICATES, "lab-token", 7, Clock.systemUTC())
                .withPace(0.05));
        PachydermFixture.install(
                server,
                new PachydermFixture.Setting(
                        "pach", "source", "http://127.0.0.1:9000", "key", "secret", "127.0.0.1", 5433, "password"));
        Path kubeconfig = folder.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig, "lab", "pach");
        cluster = KubernetesCluster.open(
                new ClusterLocation(Optional.of(kubeconfig), Optional.empty(), "pach"),
                ClusterOptions.standard("lifeboat/test run/r1", Map.of(), InstantSource.system())
                        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2))
                        .withWatchResync(Duration.ofSeconds(2)));
        run = given(
                Run.fresh(RunbookLoader.load("small.yaml", BOOK.getBytes(StandardCharsets.UTF_8)), "R1"),
                kubeconfig.toString());
        pods = new WatchedPods(
                (now, selector, newest) -> cluster.watchPods(selector, table -> {
                    newest.accept(table);
                    tables.incrementAndGet();
                }),
                run);
        pods.onChange(() -> {
            told.incrementAndGet();
            seen.add(pods.latest());
        });
    }

    @AfterEach
    void close() {
        pods.close();
        cluster.close();
        server.close();
    }

    private static Run given(Run run, String kubeconfig) {
        return run.evolve(new lifeboat.run.Recorded(
                1, Instant.EPOCH, new RunEvent.ParameterGiven("config", kubeconfig, false, "default")));
    }

    private Pods await(String what, Predicate<Pods> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!wanted.test(pods.latest())) {
            assertThat(System.nanoTime()).as(what + ": " + pods.latest()).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return pods.latest();
    }

    private static Predicate<Pods> sights(Sight sight) {
        return now -> now.selections().stream().allMatch(selection -> selection.sight() == sight);
    }

    private static Predicate<Pods> pachd(int count) {
        return now -> now.selections().get(0).count() == count
                && present(now).size() == count
                && now.selections().get(0).sight() == Sight.LIVE;
    }

    private static List<Pod> present(Pods pods) {
        return pods.present().stream()
                .filter(pod -> pod.owner().equals("Deployment/pachd"))
                .toList();
    }

    private void scale(int replicas) throws Exception {
        assertThat(cluster.scale(cluster.deployment("pachd").orElseThrow(), replicas, new Marks("r1", "s", 1)))
                .isInstanceOf(Change.Applied.class);
    }

    @Test
    void podsGoWhenPachdIsScaledToZeroAndComeBack() throws Exception {
        Pods before = await("all are there", pachd(3));
        assertThat(present(before)).allSatisfy(pod -> {
            assertThat(pod.state()).isEqualTo("Running");
            assertThat(pod.life().came()).isEmpty();
            assertThat(pod.readiness()).isEqualTo("1/1");
        });
        assertThat(before.emptied()).isEmpty();

        scale(0);
        Pods after = await("none is there", pachd(0));
        assertThat(after.pods())
                .filteredOn(pod -> pod.owner().equals("Deployment/pachd"))
                .hasSize(3)
                .allSatisfy(pod -> assertThat(pod.life().gone()).isPresent());
        await(
                "pachd is said to be empty",
                now -> now.emptied().stream().map(PodFeed.Emptied::owner).anyMatch("Deployment/pachd"::equals));
        assertThat(after.present()).isNotEmpty();
        assertThat(seen).anyMatch(table -> table.pods().stream()
                .anyMatch(pod -> pod.state().equals("Terminating")
                        && pod.life().deadline().isPresent()));

        scale(3);
        Pods back = await(
                "all are back and running",
                now -> pachd(3).test(now)
                        && present(now).stream().allMatch(pod -> pod.state().equals("Running")));
        assertThat(present(back))
                .allSatisfy(pod -> assertThat(pod.life().came()).isPresent());
        await("nothing is empty", now -> now.emptied().isEmpty());
    }

    @Test
    @lifeboat.fault.Fault("F21")
    void aCutWatchIsStaleUntilTheClusterAnswersAgain() throws Exception {
        await("all are there", pachd(3));
        await("everything is live", sights(Sight.LIVE));
        int away =
                server.faults().add(Fault.of(Fault.Effect.STATUS).withCode(503).onVerb("list"));
        server.faults().add(Fault.of(Fault.Effect.CUT_WATCHES));
        Pods stale = await("both are stale", sights(Sight.STALE));
        assertThat(present(stale)).hasSize(3);
        await("the reason is told", now -> now.trouble().contains("503"));
        assertThat(pods.latest().trouble()).startsWith("not seen since ");
        server.faults().remove(away);
        Pods live = await("both are live", sights(Sight.LIVE));
        assertThat(live.trouble()).isEmpty();
        assertThat(live.pods()).allSatisfy(pod -> assertThat(pod.life().gone()).isEmpty());
    }

    @Test
    @lifeboat.fault.Fault("F23")
    void aSilentCloseAndAForgottenHistoryAreCaughtUpWith() throws Exception {
        await("all are there", pachd(3));
        server.faults().add(Fault.of(Fault.Effect.CUT_WATCHES));
        scale(1);
        await("one after a silent close", pachd(1));
        server.faults().add(Fault.of(Fault.Effect.EXPIRE_HISTORY));
        scale(2);
        await("two after 410", pachd(2));
    }

    @Test
    void nobodyIsToldWhileNothingChanges() throws Exception {
        await("all are there", pachd(3));
        await("everything is live", sights(Sight.LIVE));
        int before = told.get();
        int listed = tables.get();
        await("both watches have listed afresh", now -> tables.get() >= listed + 4);
        assertThat(told.get()).isEqualTo(before);
    }

    @Test
    void aKubeconfigThatCannotBeReadIsSaidAndAnotherIsTaken() throws Exception {
        World world = new World(
                new Surroundings(
                        "0.1.0", "R1", "me@here", Map.of(), folder, folder, InstantSource.system(), Optional.empty()),
                new Secrets(Map.of()));
        Path missing = folder.resolve("missing");
        try (WatchedPods lost = WatchedPods.of(world, given(run, missing.toString()))) {
            assertThat(lost.latest().selections())
                    .hasSize(2)
                    .extracting(Selection::sight)
                    .containsOnly(Sight.UNSEEN);
            assertThat(lost.latest().trouble())
                    .startsWith("pods cannot be seen: ")
                    .contains("missing");

            lost.follow(given(run, missing.toString()));
            assertThat(lost.latest().selections()).extracting(Selection::sight).containsOnly(Sight.UNSEEN);
            world.disconnect();
            lost.follow(run);
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (lost.latest().present().size() < 3) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } finally {
            world.close();
        }
    }

    @Test
    void podsThatMayNotBeListedAreUnseenAndNotNone() throws Exception {
        pods.close();
        server.access().deny("list", "pods", "pach");
        try (WatchedPods forbidden =
                new WatchedPods((now, selector, newest) -> cluster.watchPods(selector, newest), run)) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (!forbidden.latest().trouble().contains("forbidden")) {
                assertThat(System.nanoTime()).as(forbidden.latest().toString()).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertThat(forbidden.latest().selections())
                    .extracting(Selection::sight)
                    .contains(Sight.UNSEEN)
                    .doesNotContain(Sight.LIVE);
        }
    }

    @Test
    void aPodIsLookedAtWithItsContainersConditionsAndEvents() throws Exception {
        await("all are there", pachd(3));
        scale(0);
        await("none is there", pachd(0));
        scale(1);
        Pod pod = present(await(
                        "one is running",
                        now -> pachd(1).test(now) && present(now).get(0).state().equals("Running")))
                .get(0);
        World world = new World(
                new Surroundings(
                        "0.1.0", "R1", "me@here", Map.of(), folder, folder, InstantSource.system(), Optional.empty()),
                new Secrets(Map.of()));
        try {
            List<String> lines = PodDetails.look(world, run, pod.name());
            assertThat(lines)
                    .contains(
                            "CONTAINERS",
                            "CONDITIONS",
                            "EVENTS, newest first",
                            "LABELS",
                            "owner       Deployment/pachd")
                    .anyMatch(line -> line.startsWith("✓ pachd: running, ready"))
                    .anyMatch(line -> line.startsWith("✓ Ready: True"))
                    .anyMatch(line -> line.contains("Scheduled"))
                    .contains("  app=pachd");
            List<String> gone = new ArrayList<>(PodDetails.look(world, run, "pachd-gone"));
            assertThat(gone.get(0)).startsWith("! the pod is gone, as of ");
            assertThat(PodDetails.look(world, run, "../../secrets/x").get(0)).startsWith("✗ the pod cannot be seen: ");
            assertThat(PodDetails.look(world, given(run, "/nowhere"), pod.name()))
                    .isNotEmpty();
        } finally {
            world.close();
        }
        Files.delete(folder.resolve("kubeconfig"));
        World blind = new World(
                new Surroundings(
                        "0.1.0", "R1", "me@here", Map.of(), folder, folder, InstantSource.system(), Optional.empty()),
                new Secrets(Map.of()));
        assertThat(PodDetails.look(blind, run, pod.name()).get(0)).startsWith("✗ the pod cannot be seen: ");
        blind.close();
    }
}
