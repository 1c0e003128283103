package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterLocation;
import lifeboat.cluster.ClusterOptions;
import lifeboat.cluster.JsonPatchOp;
import lifeboat.cluster.KubernetesCluster;
import lifeboat.cluster.Marks;
import lifeboat.cluster.ObjectKind;
import lifeboat.fault.Fault;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.ClassicFixture;
import lifeboat.run.Mode;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ports of pachd are moved and moved back, by a run that may be killed in between. */
class PortSwitchStoryTest {
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final Path BOOK = Path.of("src", "test", "resources", "route", "port-switch.yaml");
    private static final String OLD = "grpc://10.2.0.5:30650";
    private static final String NEW = "grpc://10.2.0.5:30649";
    private static final StepId SWITCH = new StepId("switch-ports");
    private static final StepId MOVE = new StepId("move-context");

    /** A pachctl that keeps its address in a file, and is answered where another file says so. */
    private static final String PACHCTL =
            """
            #!/bin/sh
            cd 'FOLDER'
            case "$*" in
              "config get active-context") echo prod ;;
              "config get context prod") printf '{"pachd_address":"%s"}\\n' "$(cat address)" ;;
              "config update context prod --pachd-address="*) printf '%s' "${5#--pachd-address=}" > address ;;
              "version --timeout "*)
                printf 'COMPONENT VERSION\\npachctl 1.11.9\\n'
                if grep -qxF "${PACHD_ADDRESS:-$(cat address)}" answers; then echo 'pachd 1.11.9'; else
                  echo 'pachd (version unknown) : error connecting' >&2; exit 1; fi ;;
              *) echo "unknown command $*" >&2; exit 1 ;;
            esac
            """;

    @TempDir
    private Path folder;

    private ApiServer server;
    private Cluster cluster;
    private Path backup;

    @BeforeEach
    void open() throws Exception {
        server = ApiServer.start(ApiServer.Config.of(CERTIFICATES, "lab-token", 7, Clock.systemUTC())
                .withPace(0.05));
        ClassicFixture.install(server, new ClassicFixture.Setting("pach", "1.11.9", 0, "bucket"));
        server.writeKubeconfig(folder.resolve("kubeconfig"), "lab", "pach");
        cluster = KubernetesCluster.open(
                new ClusterLocation(Optional.of(folder.resolve("kubeconfig")), Optional.empty(), "pach"),
                ClusterOptions.standard("lifeboat/test", Map.of(), InstantSource.system())
                        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(2)));
        backup = Files.createDirectories(folder.resolve("backup"));
        Files.createDirectories(folder.resolve("run"));
        Path pachctl = folder.resolve("pachctl");
        Files.writeString(pachctl, PACHCTL.replace("FOLDER", folder.toString()));
        Files.setPosixFilePermissions(pachctl, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("config.json"), "{\"v2\":{}}");
        Files.writeString(folder.resolve("address"), OLD);
        answersOn(OLD);
    }

    @AfterEach
    void close() {
        cluster.close();
        server.close();
    }

    private void answersOn(String address) throws Exception {
        Files.writeString(folder.resolve("answers"), address + "\n");
    }

    private int port() throws Exception {
        return cluster.service("pachd").orElseThrow().ports().get(0).nodePort().orElseThrow();
    }

    private String address() throws Exception {
        return Files.readString(folder.resolve("address"));
    }

    /** A run on that world, with an operator who waits for questions. */
    private final class Desk implements AutoCloseable {
        private final MemoryRecord record;
        private final World world;
        private final Conductor conductor;

        Desk(List<Recorded> before, Map<String, String> environment) throws Exception {
            record = new MemoryRecord(before);
            Runbook book = RunbookLoader.load("port-switch.yaml", Files.readAllBytes(BOOK));
            if (before.isEmpty()) {
                record.append(List.of(
                        new RunEvent.RunOpened("port-switch", "00", "Move", Mode.RUN, "0.1.0", Optional.empty()),
                        given("kubeconfig", folder.resolve("kubeconfig").toString()),
                        given("namespace", "pach"),
                        given("backup_dir", folder.toString()),
                        given("pachctl_program", folder.resolve("pachctl").toString()),
                        given("pachctl_config", folder.resolve("config.json").toString()),
                        given("more_ports", "30600:30611"),
                        new RunEvent.IdentityObserved("backup", Map.of("directory", backup.toString()))));
            } else {
                record.append(List.of(new RunEvent.RunResumed("0.1.0")));
            }
            Map<String, String> variables = new java.util.HashMap<>(environment);
            variables.put("PATH", "/usr/bin:/bin");
            world = new World(
                    new Surroundings(
                            "0.1.0",
                            "R1",
                            "mira@bastion",
                            variables,
                            folder,
                            folder.resolve("run"),
                            InstantSource.system(),
                            Optional.empty()),
                    new Secrets(Map.of()));
            world.fence(Fencing.of(3));
            conductor = new Conductor(
                    Run.replay(book, "R1", record.all()),
                    record,
                    new LivePerformer(world, step -> List.of(), () -> new RunFacts.AuditHead(0, "")),
                    secret -> secret,
                    (name, value) -> {});
            conductor.begin();
        }

        private RunEvent given(String name, String value) {
            return new RunEvent.ParameterGiven(name, value, false, "option");
        }

        Snapshot until(Predicate<Snapshot> wanted) throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (true) {
                Snapshot now = conductor.outlet().latest();
                if (wanted.test(now)) {
                    return now;
                }
                assertThat(System.nanoTime())
                        .as("waited in vain at %s, %s", now.question(), record.actions())
                        .isLessThan(deadline);
                // What is waiting there would end the wait at once.
                conductor.outlet().drain();
                conductor.outlet().await(now.version(), 100, TimeUnit.MILLISECONDS);
            }
        }

        Question.Confirm asksFor(StepId step, boolean undo) throws InterruptedException {
            return (Question.Confirm) until(now -> now.question() instanceof Question.Confirm confirm
                            && confirm.step().equals(step)
                            && confirm.undo() == undo)
                    .question();
        }

        Snapshot failed(StepId step) throws InterruptedException {
            return until(now -> now.question() instanceof Question.Failed failed
                    && failed.step().equals(step));
        }

        void wish(Wish wish) throws InterruptedException {
            long ticket = conductor.wish(wish);
            until(now -> now.ticket() >= ticket);
        }

        void yes(StepId step) throws InterruptedException {
            asksFor(step, false);
            wish(new Wish.Confirm(step, false, "yes"));
        }

        void undo(StepId step) throws InterruptedException {
            wish(new Wish.Preview(step, true));
            asksFor(step, true);
            wish(new Wish.Confirm(step, true, "yes"));
        }

        /** Everything up to the beginning of that attempt, as it would be on disk after a kill in it. */
        List<Recorded> killedIn(String attempt) {
            int at = record.actions().indexOf("action.begun " + attempt);
            return record.all().subList(0, at + 1);
        }

        @Override
        public void close() {
            conductor.close();
            world.close();
        }
    }

    private Desk opened() throws Exception {
        return new Desk(List.of(), Map.of());
    }

    @Test
    void thereAndBackWithBothPreImagesAndTheProofOfEach() throws Exception {
        try (Desk desk = opened()) {
            Question.Confirm asked = desk.asksFor(SWITCH, false);
            assertThat(asked.preview().changes())
                    .extracting(change -> change.field() + " " + change.before() + " " + change.after())
                    .containsExactly("api-grpc-port 650 : 30650 650 : 30649", "s3gateway-port 600 : 30600 600 : 30611");
            assertThat(asked.preview().stays())
                    .extracting(stays -> stays.field() + " " + stays.after())
                    .contains("type NodePort", "api-git-port 655 : 30655")
                    .hasSize(6);
            assertThat(asked.preview().details())
                    .anyMatch(detail -> detail.startsWith("firewall: ") && detail.contains("30649, 30611"))
                    .anyMatch(detail -> detail.startsWith("patch of service/pachd:\n{\"op\":\"test\""));
            answersOn(NEW);
            desk.yes(SWITCH);
            desk.asksFor(MOVE, false);
            assertThat(port()).isEqualTo(30649);
            assertThat(backup.resolve("kubernetes/pach_service_backup_30650.json"))
                    .content()
                    .contains("30650")
                    .doesNotContain("30649");
            desk.yes(MOVE);
            desk.asksFor(new StepId("context-back"), false);
            assertThat(address()).isEqualTo(NEW);
            assertThat(desk.record.actions())
                    .containsSubsequence("action.ended move-context #1", "check.observed move-context");
            desk.yes(new StepId("context-back"));
            answersOn(OLD);
            StepId back = new StepId("ports-back");
            desk.yes(back);
            assertThat(desk.until(now -> now.question() instanceof Question.Over)
                            .run()
                            .result())
                    .contains("done");
            assertThat(port()).isEqualTo(30650);
            assertThat(address()).isEqualTo(OLD);
            assertThat(backup.resolve("kubernetes/pach_service_backup_30649.json"))
                    .content()
                    .contains("30649");
        }
    }

    private Map<String, Integer> ports() throws Exception {
        Map<String, Integer> ports = new java.util.TreeMap<>();
        cluster.service("pachd").orElseThrow().ports().forEach(port -> port.nodePort()
                .ifPresent(number -> ports.put(port.name(), number)));
        return ports;
    }

    @Test
    void whatIsBehindTheServiceAndWhoAnswersIsLookedAtAsSoonAsItMoved() throws Exception {
        try (Desk desk = opened()) {
            desk.asksFor(SWITCH, false);
            answersOn(NEW);
            desk.yes(SWITCH);
            desk.asksFor(MOVE, false);
            assertThat(desk.record.all())
                    .filteredOn(recorded -> recorded.event() instanceof RunEvent.CheckObserved)
                    .extracting(recorded -> (RunEvent.CheckObserved) recorded.event())
                    .extracting(seen -> seen.severity() + " " + seen.name() + " " + seen.detail())
                    .anyMatch(row -> row.startsWith("PASS endpoints ") && row.endsWith(" ready"))
                    .contains("PASS :30649 pachd 1.11.9 answers", "PASS :30650 nothing answers");
        }
    }

    @Test
    void aPortThatStillAnswersIsSaidToBeOpen() throws Exception {
        try (Desk desk = opened()) {
            desk.asksFor(SWITCH, false);
            Files.writeString(folder.resolve("answers"), OLD + "\n" + NEW + "\n");
            desk.yes(SWITCH);
            desk.asksFor(MOVE, false);
            assertThat(desk.record.all())
                    .anyMatch(recorded -> recorded.event() instanceof RunEvent.CheckObserved seen
                            && seen.severity() == Severity.WARN
                            && seen.name().equals(":30650")
                            && seen.detail().contains("pachd 1.11.9 answers; whoever knows it still gets in"));
        }
    }

    @Test
    void otherPortsAreOfferedAndComeBackWithTheOthers() throws Exception {
        Map<String, Integer> before = ports();
        try (Desk desk = opened()) {
            Preview offered = desk.asksFor(SWITCH, false).preview();
            assertThat(offered.choices())
                    .extracting(Preview.Choice::say)
                    .contains("also all", "also 30651", "also 30652", "also 30655", "not 30600");
            Preview.Choice git = offered.choices().stream()
                    .filter(choice -> choice.say().equals("also 30655"))
                    .findFirst()
                    .orElseThrow();
            desk.wish(new Wish.Change(git.parameter(), git.value()));
            assertThat(desk.asksFor(SWITCH, false).preview().changes())
                    .extracting(change -> change.field() + " " + change.after())
                    .containsExactly(
                            "api-grpc-port 650 : 30649", "api-git-port 655 : 30644", "s3gateway-port 600 : 30611");
            answersOn(NEW);
            desk.yes(SWITCH);
            desk.asksFor(MOVE, false);
            assertThat(ports()).containsEntry("api-git-port", 30644).containsEntry("s3gateway-port", 30611);
            assertThat(desk.conductor.outlet().latest().run().changeObstacle("more_ports"))
                    .as("what it was opened with is what it comes back by")
                    .contains("more_ports says how port-moved is released again");
            answersOn(OLD);
            desk.undo(SWITCH);
            desk.asksFor(SWITCH, false);
            assertThat(ports()).isEqualTo(before);
        }
    }

    @Test
    @Fault("F27")
    void oneWishTakesBackTheContextAndThenThePorts() throws Exception {
        Map<String, Integer> before = ports();
        try (Desk desk = opened()) {
            desk.yes(SWITCH);
            answersOn(NEW);
            desk.yes(MOVE);
            desk.asksFor(new StepId("context-back"), false);
            desk.wish(new Wish.TakeBack(SWITCH));
            desk.asksFor(MOVE, true);
            desk.wish(new Wish.Confirm(MOVE, true, "yes"));
            assertThat(desk.asksFor(SWITCH, true).preview().choices()).isEmpty();
            assertThat(address()).isEqualTo(OLD);
            desk.wish(new Wish.Confirm(SWITCH, true, "yes"));
            desk.asksFor(SWITCH, false);
            assertThat(ports()).isEqualTo(before);
            assertThat(desk.conductor.outlet().latest().run().holds()).isEmpty();
        }
    }

    @Test
    void aWayBackOfWhatWasSkippedIsLeftOutAndTheRunCanEnd() throws Exception {
        try (Desk desk = opened()) {
            desk.asksFor(SWITCH, false);
            desk.wish(new Wish.Skip(SWITCH, "nobody comes from outside"));
            desk.asksFor(MOVE, false);
            desk.wish(new Wish.Skip(MOVE, "it goes through a port-forward"));
            Snapshot now = desk.until(snapshot -> snapshot.question() instanceof Question.Confirm confirm
                    && confirm.step().equals(new StepId("ports-back")));
            assertThat(now.run().status(now.run().step(new StepId("context-back"))))
                    .isEqualTo(Status.LEFT_OUT);
            assertThat(now.run().state(new StepId("context-back")).reason()).contains("was skipped");
        }
    }

    @Test
    @Fault("F27")
    void takingAllOfItBackEndsWhereTheOperatorSaysNo() throws Exception {
        try (Desk desk = opened()) {
            desk.yes(SWITCH);
            answersOn(NEW);
            desk.yes(MOVE);
            desk.asksFor(new StepId("context-back"), false);
            desk.wish(new Wish.TakeBack(SWITCH));
            desk.asksFor(MOVE, true);
            desk.wish(new Wish.GoOn());
            desk.asksFor(new StepId("context-back"), false);
            assertThat(address()).isEqualTo(NEW);
            assertThat(port()).isEqualTo(30649);
        }
    }

    @Test
    @Fault("F27")
    void afterAKillBetweenTheSwitchAndItsEndTheMarksTellAndItIsTakenBack() throws Exception {
        List<Recorded> killed;
        try (Desk desk = opened()) {
            desk.asksFor(SWITCH, false);
            answersOn(NEW);
            desk.yes(SWITCH);
            desk.asksFor(MOVE, false);
            killed = desk.killedIn("switch-ports #1");
        }
        try (Desk again = new Desk(killed, Map.of())) {
            again.asksFor(MOVE, false);
            assertThat(again.record.all())
                    .anyMatch(recorded -> recorded.event() instanceof RunEvent.DoubtSettled settled
                            && settled.by().equals("probe")
                            && settled.evidence().contains("api-grpc-port on 30649"));
            assertThat(again.conductor.outlet().latest().run().isHeld("port-moved"))
                    .isTrue();
            answersOn(OLD);
            again.undo(SWITCH);
            again.asksFor(SWITCH, false);
            assertThat(port()).isEqualTo(30650);
            assertThat(again.conductor.outlet().latest().run().holds()).isEmpty();
        }
    }

    @Test
    @Fault("F27")
    void aHalfDoneSwitchIsTakenUpWithTheContextAlone() throws Exception {
        List<Recorded> killed;
        try (Desk desk = opened()) {
            desk.yes(SWITCH);
            answersOn(NEW);
            desk.yes(MOVE);
            desk.asksFor(new StepId("context-back"), false);
            killed = desk.killedIn("move-context #1");
        }
        // The kill was before pachctl wrote anything.
        Files.writeString(folder.resolve("address"), OLD);
        try (Desk again = new Desk(killed, Map.of())) {
            again.yes(MOVE);
            again.asksFor(new StepId("context-back"), false);
            assertThat(address()).isEqualTo(NEW);
            again.undo(MOVE);
            again.asksFor(MOVE, false);
            assertThat(address()).isEqualTo(OLD);
        }
    }

    @Test
    @Fault("F27")
    void aServiceThatWasMovedBetweenPreviewAndYesIsLeftAlone() throws Exception {
        try (Desk desk = opened()) {
            desk.asksFor(SWITCH, false);
            cluster.patch(
                    ObjectKind.SERVICE,
                    "pachd",
                    List.of(
                            JsonPatchOp.test("/spec/ports/0/nodePort", 30650),
                            JsonPatchOp.replace("/spec/ports/0/nodePort", 30700)),
                    new Marks("R0", "other", 1));
            desk.wish(new Wish.Confirm(SWITCH, false, "yes"));
            Run run = desk.failed(SWITCH).run();
            assertThat(run.state(SWITCH).reason()).contains("does not listen on 30650");
            assertThat(run.state(SWITCH).guard()).isTrue();
            assertThat(run.holds()).isEmpty();
            assertThat(port()).isEqualTo(30700);
        }
    }

    @Test
    void anAddressInTheEnvironmentThatBeatsTheContextIsRefused() throws Exception {
        try (Desk desk = new Desk(List.of(), Map.of("PACHD_ADDRESS", OLD))) {
            desk.asksFor(SWITCH, false);
            answersOn(NEW);
            desk.yes(SWITCH);
            Run run = desk.failed(MOVE).run();
            assertThat(run.state(MOVE).reason())
                    .isEqualTo("PACHD_ADDRESS is set and beats the address of every context");
            assertThat(run.status(run.step(MOVE))).isEqualTo(Status.FAILED);
            assertThat(address()).isEqualTo(OLD);
        }
    }
}
