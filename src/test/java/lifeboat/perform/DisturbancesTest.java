package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lifeboat.backup.BackupFolder;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.Marks;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.Fault.Effect;
import lifeboat.lab.kube.PachydermFixture;
import lifeboat.run.Attempt;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.Action;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's controller brings back what a backup has scaled to nothing. */
class DisturbancesTest {
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final int TIMES = Boolean.getBoolean("lifeboat.soak") ? 500 : 20;
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: small
            title: Small
            summary: For tests.
            parameters:
              kubeconfig: {type: string, default: ""}
            targets:
              cluster:
                cluster: {kubeconfig: "{{ kubeconfig }}", context: "", namespace: pach}
            identity: [cluster]
            lock: small
            holds:
              down: {means: It is down., by_hand: Scale it up.}
            steps:
              - id: down
                title: Scale down
                scale: {deployment: pachd, replicas: 0}
                register: recorded.pachd
                holds: down
              - id: drain
                title: Wait
                drain: {app: pach-enterprise}
                timeout: 1s
              - id: manifest
                title: Write the manifest
                manifest: {}
              - id: up
                title: Scale up
                scale: {deployment: pachd, replicas: "{{ recorded.pachd.replicas }}"}
                releases: down
            finally: [up]
            """;

    @TempDir
    private Path folder;

    private ApiServer server;
    private World world;
    private Run run;

    @BeforeEach
    void start() throws Exception {
        server = ApiServer.start(ApiServer.Config.of(CERTIFICATES, "lab-token", 7, Clock.systemUTC())
                .withPace(0));
        PachydermFixture.install(
                server,
                new PachydermFixture.Setting(
                        "pach", "source", "http://127.0.0.1:9000", "key", "secret", "127.0.0.1", 5433, "password"));
        Path kubeconfig = folder.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig, "lab", "pach");
        world = new World(
                new Surroundings(
                        "0.1.0",
                        "R1",
                        "mira@bastion",
                        Map.of(),
                        folder,
                        folder.resolve("run"),
                        InstantSource.system(),
                        Optional.empty()),
                new Secrets(Map.of()));
        world.fence(Fencing.of(3));
        Runbook book = RunbookLoader.load("small.yaml", BOOK.getBytes(StandardCharsets.UTF_8));
        run = Run.fresh(book, "R1");
        evolve(new RunEvent.RunOpened("small", "00", "Small", Mode.RUN, "0.1.0", Optional.empty()));
        evolve(new RunEvent.ParameterGiven("kubeconfig", kubeconfig.toString(), false, "option"));
    }

    @AfterEach
    void stop() {
        world.close();
        server.close();
    }

    private void evolve(RunEvent event) {
        run = run.evolve(new Recorded(0, Clock.systemUTC().instant(), event));
    }

    private <A extends Action> Call<A> call(Step step, Class<A> kind) {
        return new Call<>(run, step, "", kind.cast(step.action()), "", world.scope(run), world);
    }

    /** Scales down as the run does, from what is there. */
    private void down() throws Exception {
        Step step = run.step(Theatre.id("down"));
        Attempt attempt = new Attempt(step.id(), "", false, run.state(step.id()).attempts() + 1);
        ScaleDoing doing = new ScaleDoing();
        evolve(new RunEvent.ActionBegun(attempt, doing.record(call(step, Action.Scale.class))));
        Outcome outcome = doing.act(call(step, Action.Scale.class), attempt, FakeListener.SILENT);
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        evolve(new RunEvent.ActionEnded(attempt, outcome));
    }

    private List<String> disturbed() throws Exception {
        return Disturbances.of(call(run.step(Theatre.id("up")), Action.Scale.class));
    }

    /** Somebody with kubectl, or a controller. */
    private void scale(int replicas) throws Exception {
        Cluster cluster = world.cluster(run);
        cluster.scale(cluster.deployment("pachd").orElseThrow(), replicas, new Marks("other", "x", 3));
    }

    @Test
    @Fault("F26")
    void whatIsScaledBackAtAnyMomentIsFlaggedAlsoWhenItIsDownAgainByThen(Tally tally) throws Exception {
        Random random = new Random(26);
        for (int time = 0; time < TIMES; time++) {
            Run before = run;
            down();
            assertThat(disturbed()).as("nobody touched it").isEmpty();
            tally.injected();
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(3_000)));
            scale(1 + random.nextInt(4));
            boolean downAgain = random.nextBoolean();
            if (downAgain) {
                scale(0);
            }
            assertThat(disturbed())
                    .as("time " + time)
                    .singleElement()
                    .asString()
                    .contains("deployment/pachd", "by somebody else");
            tally.survived();
            run = before;
            if (downAgain) {
                scale(3);
            }
        }
    }

    private String manifest(String name) throws Exception {
        Path backup = BackupFolder.create(folder, name).path();
        Run before = run;
        evolve(new RunEvent.IdentityObserved("backup", Map.of("directory", backup.toString())));
        Step step = run.step(Theatre.id("manifest"));
        Outcome outcome = new ManifestDoing(() -> new RunFacts.AuditHead(1, "00"))
                .act(call(step, Action.WriteManifest.class), new Attempt(step.id(), "", false, 1), FakeListener.SILENT);
        run = before;
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        return Files.readString(backup.resolve("manifest.json"));
    }

    @Test
    @Fault("F26")
    void aBackupDuringWhichSomethingWasScaledBackIsInconsistentAndItsManifestSaysWhy() throws Exception {
        down();
        assertThat(manifest("quiet")).contains("\"status\":\"COMPLETE\"");

        scale(2);
        scale(0);

        assertThat(manifest("disturbed"))
                .contains("\"status\":\"INCONSISTENT\"", "deployment/pachd was changed by somebody else");
    }

    @Test
    @Fault("F26")
    void aControllerThatWantsItsCountBackIsFlaggedAndPodsThatComeBackAreNotDrained() throws Exception {
        down();
        server.faults()
                .add(lifeboat.lab.kube.Fault.of(Effect.SCALE_BACK)
                        .on("Deployment", "pachd")
                        .withReplicas(2)
                        .times(1));
        Theatre.eventually(() -> {
            try {
                return !Drainage.look(world.cluster(run), "pachd").isDone()
                        && !disturbed().isEmpty();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(disturbed()).containsExactly("deployment/pachd was scaled to 2 by somebody else");
    }

    @Test
    @Fault("F28")
    void podsThatAreStuckInTerminatingNeverPassAndAreNamedWithTheirAge(Tally tally) throws Exception {
        server.faults().add(lifeboat.lab.kube.Fault.of(Effect.STUCK_TERMINATING).on("Pod", "pachd*"));
        down();
        for (int time = 0; time < 3; time++) {
            tally.injected();
            Runbook book = RunbookLoader.load(
                    "small.yaml",
                    BOOK.replace("drain: {app: pach-enterprise}", "drain: {app: pachd}")
                            .getBytes(StandardCharsets.UTF_8));
            Step drain = book.steps().get(1);
            Call<Action.Drain> call =
                    new Call<>(run, drain, "", (Action.Drain) drain.action(), "", world.scope(run), world);
            Outcome outcome =
                    new DrainDoing().act(call, new Attempt(drain.id(), "", false, time + 1), FakeListener.SILENT);
            assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.reason()).contains("still there after 1 s", "pachd-", "Terminating", " s old");
                assertThat(failed.hint()).contains("Terminating");
            });
            tally.survived();
        }
    }

    @Test
    @Fault("F21")
    void aClusterThatCannotBeSeenForAWhileDoesNotEndTheWaitAndIsSaid() throws Exception {
        down();
        int broken = server.faults()
                .add(lifeboat.lab.kube.Fault.of(Effect.STATUS).withCode(503).onVerb("list"));
        FakeListener listener = new FakeListener(text -> {
            if (text.startsWith("cannot see the cluster since ")) {
                server.faults().remove(broken);
            }
        });
        Step drain = run.step(Theatre.id("drain"));
        Runbook book = RunbookLoader.load(
                "small.yaml", BOOK.replace("timeout: 1s", "timeout: 60s").getBytes(StandardCharsets.UTF_8));
        Step patient = book.steps().get(1);
        assertThat(patient.id()).isEqualTo(drain.id());
        Outcome outcome = new DrainDoing()
                .act(
                        new Call<>(run, patient, "", (Action.Drain) patient.action(), "", world.scope(run), world),
                        new Attempt(patient.id(), "", false, 1),
                        listener);
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        assertThat(listener.progressed()).anyMatch(text -> text.startsWith("cannot see the cluster since "));
    }
}
