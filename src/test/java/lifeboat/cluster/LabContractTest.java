package lifeboat.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lifeboat.cluster.ClusterException.Kind;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.Fault;
import lifeboat.lab.kube.PachydermFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The room against an API server that refuses what a real one refuses. */
class LabContractTest {
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final String WORKERS = "suite=pachyderm,component=worker";

    /** Keeps what a watch told last. */
    private static final class Newest {
        private volatile PodTable table = new PodTable(List.of(), Instant.EPOCH, Optional.empty(), "");

        void keep(PodTable next) {
            table = next;
        }

        PodTable get() {
            return table;
        }
    }

    @TempDir
    private Path folder;

    private ApiServer server;
    private Cluster cluster;

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
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    private Workload pachd() throws ClusterException {
        return cluster.deployment("pachd").orElseThrow();
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private boolean drained() {
        try {
            return cluster.drained(Drained.Rules.PACHD).done();
        } catch (ClusterException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void pachydermIsScaledToZeroAndBackInTheOrderOfTheRunbook() throws Exception {
        Workload before = pachd();
        assertThat(before.wanted()).isEqualTo(3);
        assertThat(before.settled()).isTrue();
        assertThat(cluster.drained(Drained.Rules.PACHD).remaining()).containsKeys("app=pachd", WORKERS);

        assertThat(cluster.scale(before, 0, new Marks("r1", "pachd", 1))).isInstanceOf(Change.Applied.class);
        for (Workload worker : cluster.replicationControllers(WORKERS)) {
            assertThat(cluster.scale(worker, 0, new Marks("r1", "workers", 1))).isInstanceOf(Change.Applied.class);
        }
        Optional<Workload> helper = cluster.deployment("pachw");
        if (helper.isPresent()) {
            assertThat(cluster.scale(helper.get(), 0, new Marks("r1", "pachw", 1)))
                    .isInstanceOf(Change.Applied.class);
        }
        await("everything that writes is gone", this::drained);
        assertThat(cluster.pods("suite=pachyderm")).extracting(PodRow::reason).containsOnly("Running");

        Workload down = pachd();
        assertThat(down.marks()).contains(new Marks("r1", "pachd", 1));
        assertThat(cluster.scale(down, 3, new Marks("r1", "resume", 1))).isInstanceOf(Change.Applied.class);
        await("pachd is ready again", () -> {
            try {
                return pachd().settled();
            } catch (ClusterException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(server.mutations().of("Deployment", "pachd")).hasSize(2);
    }

    @Test
    void podsAreReadWithReasonAndOwner() throws Exception {
        assertThat(cluster.pods("app=pachd")).hasSize(3).allSatisfy(pod -> {
            assertThat(pod.ownerKind()).contains("Deployment");
            assertThat(pod.ownerName()).contains("pachd");
            assertThat(pod.reason()).isEqualTo("Running");
            assertThat(pod.ready()).isEqualTo(pod.containers()).isPositive();
            assertThat(pod.node()).isPresent();
            assertThat(pod.age(Instant.now())).isGreaterThan(Duration.ofHours(1));
        });
        assertThat(cluster.pods(WORKERS)).isNotEmpty().allSatisfy(pod -> assertThat(pod.ownerKind())
                .contains("ReplicationController"));
        assertThat(cluster.pods("app in (pachd,etcd),app!=etcd")).hasSize(3);
        assertThat(cluster.pods("app=nothing")).isEmpty();
        PodDetail detail =
                cluster.podDetail(cluster.pods("app=pachd").get(0).name()).orElseThrow();
        assertThat(detail.containers()).isNotEmpty().allMatch(PodDetail.Container::ready);
    }

    @Test
    @lifeboat.fault.Fault("F22")
    void anAnswerLostAfterTheChangeIsInDoubtAndTheMarksSayThatItWasUs() throws Exception {
        Workload before = pachd();
        server.faults()
                .add(Fault.of(Fault.Effect.DROP)
                        .onVerb("patch")
                        .on("Deployment", "pachd")
                        .times(1));

        Change change = cluster.scale(before, 0, new Marks("r1", "pachd", 4));

        assertThat(change).isInstanceOf(Change.Unknown.class);
        assertThat(pachd().wanted()).isZero();
        assertThat(pachd().marks()).contains(new Marks("r1", "pachd", 4));
        assertThat(server.mutations().of("Deployment", "pachd")).hasSize(1);
    }

    @Test
    @lifeboat.fault.Fault("F22")
    void aRequestThatNeverArrivedIsInDoubtAndTheMarksSayThatItWasNotUs() throws Exception {
        Workload before = pachd();
        server.faults()
                .add(Fault.of(Fault.Effect.REFUSE)
                        .onVerb("patch")
                        .on("Deployment", "pachd")
                        .times(1));

        assertThat(cluster.scale(before, 0, new Marks("r1", "pachd", 4))).isInstanceOf(Change.Unknown.class);
        assertThat(pachd().wanted()).isEqualTo(3);
        assertThat(pachd().marks()).isEmpty();
    }

    @Test
    void theSecondOfTwoChangesFromOnePreImageIsRefusedByTheServer() throws Exception {
        Workload before = pachd();
        assertThat(cluster.scale(before, 2, new Marks("r1", "a", 1))).isInstanceOf(Change.Applied.class);

        assertThat(cluster.scale(before, 0, new Marks("r2", "a", 2)))
                .isInstanceOfSatisfying(Change.PreconditionFailed.class, failed -> {
                    assertThat(failed.differences()).contains("spec.replicas is 2, expected 3");
                    assertThat(failed.now().orElseThrow().marks()).contains(new Marks("r1", "a", 1));
                });
        assertThat(pachd().wanted()).isEqualTo(2);
    }

    @Test
    void aMissingPermissionIsToldBeforehandAndRefusedAtTheTime() throws Exception {
        Permission patch = Permission.of("patch", "apps", "deployments");
        Permission pods = Permission.of("list", "", "pods");
        assertThat(cluster.can(List.of(patch, pods))).allMatch(Access::allowed);
        Workload before = pachd();

        server.access().deny("patch", "deployments", "pach");

        assertThat(cluster.can(List.of(patch, pods)))
                .extracting(Access::allowed)
                .containsExactly(false, true);
        assertThat(cluster.scale(before, 0, new Marks("r1", "a", 1)))
                .isInstanceOfSatisfying(Change.Denied.class, denied -> assertThat(denied.message())
                        .contains("deployments")
                        .contains("patch"));
        server.access().deny("list", "pods", "pach");
        assertThat(catchThrowableOfType(ClusterException.class, () -> cluster.pods(""))
                        .kind())
                .isEqualTo(Kind.FORBIDDEN);
    }

    @Test
    void theIdentityIsTheSameAtEveryLookAndNamesTheCluster() throws Exception {
        ClusterIdentity first = cluster.identify();
        ClusterIdentity second = cluster.identify();

        assertThat(first).isEqualTo(second);
        assertThat(first.samePlace(second)).isTrue();
        assertThat(first.uid()).isPresent();
        assertThat(first.anchor()).isEqualTo(first.uid().orElseThrow());
        assertThat(first.caSha256()).isPresent();
        assertThat(first.server()).isEqualTo(server.url().toString().replaceAll("/$", ""));
        assertThat(first.context()).isEqualTo("lab");
        assertThat(first.serverVersion().orElseThrow()).startsWith("v1.");
        server.access().deny("get", "namespaces", "*");
        assertThat(cluster.identify().samePlace(first)).isTrue();
    }

    @Test
    void theHelmReleaseIsDecodedWithTheValuesOfTheUser() throws Exception {
        HelmRelease release = cluster.helmRelease(Optional.empty()).orElseThrow();

        assertThat(release.chart()).isEqualTo("pachyderm");
        assertThat(release.status()).isEqualTo("deployed");
        assertThat(release.valuesYaml()).contains("pachd:");
        assertThat(release.valuesSha256()).isEqualTo(Json.sha256(release.valuesYaml()));
        assertThat(release.toString()).doesNotContain("pachd:");
        assertThat(cluster.helmRelease(Optional.of(release.name()))).contains(release);
        assertThat(cluster.helmRelease(Optional.of("other"))).isEmpty();
    }

    @Test
    void secretsAreDigestsUnlessTheirContentIsAskedFor() throws Exception {
        SecretDigests postgres = cluster.secret("postgres").orElseThrow();
        Map<String, byte[]> content = cluster.secretContent("postgres").orElseThrow();

        assertThat(content).isNotEmpty();
        content.forEach((key, bytes) -> assertThat(postgres.sha256()).containsEntry(key, Json.sha256(bytes)));
        assertThat(catchThrowableOfType(ClusterException.class, () -> cluster.object(ObjectKind.SECRET, "postgres")))
                .isNotNull();
        assertThat(cluster.object(ObjectKind.DEPLOYMENT, "pachd").orElseThrow())
                .contains("\"pachd\"")
                .doesNotContain("managedFields");
        assertThat(cluster.services("app=pachd")).isNotEmpty();
    }

    @Test
    @lifeboat.fault.Fault("F23")
    void aWatchShowsChangesThroughCutsExpiryAndFreezing() throws Exception {
        Newest newest = new Newest();
        try (PodWatch watch = cluster.watchPods("app=pachd", newest::keep)) {
            assertThat(watch).isNotNull();
            await("three pods", () -> newest.get().pods().size() == 3);
            server.faults().add(Fault.of(Fault.Effect.CUT_WATCHES));
            cluster.scale(pachd(), 1, new Marks("r1", "a", 1));
            await("one after a cut", () -> newest.get().pods().size() == 1);
            server.faults().add(Fault.of(Fault.Effect.EXPIRE_HISTORY));
            cluster.scale(pachd(), 2, new Marks("r1", "b", 1));
            await("two after 410", () -> newest.get().pods().size() == 2);
            int frozen = server.faults().add(Fault.of(Fault.Effect.FREEZE_WATCHES));
            cluster.scale(pachd(), 0, new Marks("r1", "c", 1));
            await("none though frozen", () -> newest.get().pods().isEmpty());
            server.faults().remove(frozen);
        }
    }

    @Test
    @lifeboat.fault.Fault({"F21", "F23"})
    void aWatchSaysSinceWhenItSeesNothingAndRecovers() throws Exception {
        Newest newest = new Newest();
        PodWatch watch = cluster.watchPods("app=pachd", newest::keep);
        await("three pods", () -> newest.get().pods().size() == 3);
        int broken =
                server.faults().add(Fault.of(Fault.Effect.STATUS).withCode(503).onVerb("list"));
        server.faults().add(Fault.of(Fault.Effect.CUT_WATCHES));
        await("stale", () -> newest.get().staleSince().isPresent());
        assertThat(newest.get().pods()).hasSize(3);
        await("the reason", () -> newest.get().trouble().contains("503"));
        server.faults().remove(broken);
        await("fresh", () -> newest.get().staleSince().isEmpty());
        watch.close();
        PodTable last = newest.get();
        cluster.scale(pachd(), 0, new Marks("r1", "a", 1));
        await("drained", () -> {
            try {
                return cluster.pods("app=pachd").isEmpty();
            } catch (ClusterException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(newest.get()).isSameAs(last);
    }

    @Test
    @lifeboat.fault.Fault("F20")
    void oneRunHoldsTheLockUntilItIsTakenOverByName() throws Exception {
        RunLease.Request first = new RunLease.Request("pachyderm/u/pach", "ann@a/r1", "r1", "s", 1, Optional.empty());
        RunLease held = ((RunLease.Answer.Ours) cluster.acquireLease(first)).lease();
        RunLease.Request second = new RunLease.Request("pachyderm/u/pach", "bob@b/r2", "r2", "s", 1, Optional.empty());

        assertThat(cluster.acquireLease(second))
                .isInstanceOfSatisfying(
                        RunLease.Answer.Theirs.class,
                        theirs -> assertThat(theirs.lease().holder()).isEqualTo("ann@a/r1"));
        RunLease beat = ((RunLease.Answer.Ours) cluster.renewLease(held, "dump")).lease();
        assertThat(beat.step()).isEqualTo("dump");

        RunLease.Request takeover =
                new RunLease.Request("pachyderm/u/pach", "bob@b/r2", "r2", "s", 1, Optional.of("r1"));
        RunLease taken = ((RunLease.Answer.Ours) cluster.acquireLease(takeover)).lease();
        assertThat(taken.fence()).isGreaterThan(held.fence());
        assertThat(cluster.renewLease(beat, "clone")).isInstanceOf(RunLease.Answer.Theirs.class);
        cluster.releaseLease(beat);
        assertThat(cluster.lease("pachyderm/u/pach").orElseThrow().held()).isTrue();

        cluster.releaseLease(taken);
        assertThat(cluster.lease("pachyderm/u/pach").orElseThrow().held()).isFalse();
        assertThat(((RunLease.Answer.Ours) cluster.acquireLease(first)).lease().fence())
                .isGreaterThan(taken.fence());
    }

    @Test
    void aLeaseThatIsNotAllowedIsAnAnswer() throws Exception {
        server.access().deny("*", "leases", "pach");

        assertThat(cluster.acquireLease(new RunLease.Request("k", "a@b/r", "r", "s", 1, Optional.empty())))
                .isInstanceOf(RunLease.Answer.NotAllowed.class);
    }

    @Test
    @lifeboat.fault.Fault("F29")
    void aKubeconfigThatIsRewrittenDoesNotMoveUsAndIsNoticed() throws Exception {
        Path file = folder.resolve("kubeconfig");
        assertThat(cluster.kubeconfigChanged()).isFalse();
        assertThat(cluster.currentContextOnDisk()).contains("lab");

        ScriptedApi.kubeconfig(file, "else", Map.of("else", "http://127.0.0.1:1"));
        assertThat(cluster.kubeconfigChanged()).isTrue();
        assertThat(cluster.currentContextOnDisk()).contains("else");
        assertThat(cluster.identify().context()).isEqualTo("lab");
        assertThat(cluster.pods("app=pachd")).hasSize(3);
    }

    @Test
    void aNameThatIsNoneNeverReachesTheServer() {
        assertThat(catchThrowableOfType(ClusterException.class, () -> cluster.deployment("../../secrets/x"))
                        .kind())
                .isEqualTo(Kind.CONFIGURATION);
        assertThat(catchThrowableOfType(ClusterException.class, () -> cluster.secret("a?b"))
                        .kind())
                .isEqualTo(Kind.CONFIGURATION);
    }

    @Test
    void aSecretIsMadeOnceWithOurMarksAndNeverOverwritten() throws Exception {
        Marks marks = new Marks("r1", "secrets", 3);
        NewSecret secret =
                new NewSecret("made", "Opaque", Map.of("suite", "pachyderm"), Map.of("k", new byte[] {1, 2, -1}));
        assertThat(cluster.createSecret(secret, marks))
                .isInstanceOfSatisfying(
                        Change.Applied.class,
                        applied -> assertThat(applied.now().marks()).contains(marks));
        assertThat(cluster.secretContent("made").orElseThrow().get("k")).containsExactly(1, 2, -1);
        assertThat(cluster.createSecret(secret, marks)).isInstanceOf(Change.PreconditionFailed.class);
        server.faults().add(Fault.of(Fault.Effect.FORBID).onVerb("create").on("Secret", "*"));
        assertThat(cluster.createSecret(new NewSecret("more", "Opaque", Map.of(), Map.of()), marks))
                .isInstanceOf(Change.Denied.class);
    }

    @Test
    void aConfigMapIsDeletedOnlyAsItWasRead() throws Exception {
        Marks marks = new Marks("r1", "remove", 3);
        ConfigData seen = cluster.configMap("pachd-config").orElseThrow();
        ConfigData older = new ConfigData(seen.name(), seen.data(), seen.annotations(), "1");
        assertThat(cluster.deleteConfigMap(older, marks)).isInstanceOf(Change.PreconditionFailed.class);
        assertThat(cluster.configMap("pachd-config")).isPresent();
        assertThat(cluster.deleteConfigMap(seen, marks)).isInstanceOf(Change.Applied.class);
        assertThat(cluster.configMap("pachd-config")).isEmpty();
        assertThat(cluster.deleteConfigMap(seen, marks)).isInstanceOf(Change.Missing.class);
    }

    @Test
    void whatHelmOwnsIsToldFromWhatStays() throws Exception {
        List<OwnedObject> objects = cluster.installed("pachyderm");
        assertThat(objects)
                .contains(new OwnedObject(ObjectKind.DEPLOYMENT, "pachd", true))
                .contains(new OwnedObject(ObjectKind.REPLICATION_CONTROLLER, "default-edges-v1", false))
                .contains(new OwnedObject(ObjectKind.CONFIG_MAP, "pachd-config", false))
                .noneMatch(object -> object.name().startsWith("sh.helm.release"));
    }

    @Test
    void aSnapshotOfAClaimThatIsNotThereSaysWhyItIsNotReady() throws Exception {
        Marks marks = new Marks("r1", "snapshot", 2);
        assertThat(cluster.volumeSnapshot("bad")).isEmpty();
        assertThat(cluster.createVolumeSnapshot("bad", "no-such-claim", Optional.of("slow"), marks))
                .isInstanceOf(Change.Applied.class);
        assertThat(cluster.createVolumeSnapshot("bad", "no-such-claim", Optional.empty(), marks))
                .isInstanceOf(Change.PreconditionFailed.class);
        await("the driver says what is wrong", () -> {
            try {
                return cluster.volumeSnapshot("bad")
                        .flatMap(VolumeSnapshot::trouble)
                        .isPresent();
            } catch (ClusterException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(cluster.volumeSnapshot("bad").orElseThrow()).satisfies(snapshot -> {
            assertThat(snapshot.ready()).isFalse();
            assertThat(snapshot.snapshotClass()).contains("slow");
            assertThat(Marks.in(snapshot.annotations())).contains(marks);
        });
    }
}
