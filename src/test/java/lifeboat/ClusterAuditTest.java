package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.journal.Head;
import lifeboat.journal.JournalException;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.PachydermFixture;
import lifeboat.run.Mode;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a run's audit is kept in the cluster and in the system's log, and what follows from it. */
@SuppressWarnings("NullAway.Init")
class ClusterAuditTest {
    private static final LabCertificates CERTIFICATES = LabCertificates.create(Clock.systemUTC());
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: rounds
            title: Make the rounds
            parameters:
              kubeconfig: {type: path, default: ""}
            targets:
              cluster: {cluster: {kubeconfig: "{{ kubeconfig }}", context: "", namespace: pach}}
            identity: [cluster]
            lock: rounds/{{ cluster.uid }}
            steps:
              - {id: look, title: Look, manual: {instruction: Look., evidence: Seen}}
            """;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private ApiServer server;
    private ApiServer other;
    private Path kubeconfig;
    private Path logged;
    private Wiring wiring;
    private Runbook book;

    @BeforeEach
    void open() throws Exception {
        server = server(7);
        other = server(8);
        kubeconfig = directory.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig, "lab", "pach");
        logged = directory.resolve("log");
        Path programs = Files.createDirectory(directory.resolve("bin"));
        script(programs.resolve("logger"), "printf '%s\\n' \"$*\" >>'" + logged + "'");
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Files.createDirectory(
                directory.resolve("state"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        wiring = new Wiring(new Machine(
                Map.of(
                        "PATH", programs + ":/usr/bin:/bin",
                        "LIFEBOAT_STATE", directory.resolve("state").toString(),
                        "LIFEBOAT_CONFIG", directory.resolve("config").toString()),
                directory,
                "mira",
                "bastion1",
                InstantSource.system(),
                out,
                out,
                false,
                false));
        book = wiring.books()
                .find(Files.writeString(directory.resolve("rounds.yaml"), BOOK).toString());
    }

    private static ApiServer server(long seed) throws Exception {
        ApiServer server = ApiServer.start(ApiServer.Config.of(CERTIFICATES, "lab-token", seed, Clock.systemUTC())
                .withPace(0.05));
        PachydermFixture.install(
                server,
                new PachydermFixture.Setting(
                        "pach", "source", "http://127.0.0.1:9000", "key", "secret", "127.0.0.1", 5433, "password"));
        return server;
    }

    private static void script(Path file, String line) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @AfterEach
    void close() {
        server.close();
        other.close();
    }

    /** A run that was left; its id. */
    private String left() throws Complaint {
        Map<String, Given> values = Map.of("kubeconfig", new Given(kubeconfig.toString(), "option"));
        try (Session session = Session.open(wiring, book, Mode.RUN, values, Optional.empty(), wiring.machine())) {
            session.giveUp(false, "left");
            return session.run().id();
        }
    }

    private Session resume(String run) throws Complaint {
        Unfinished unfinished = Unfinished.find(wiring, Optional.of(run));
        return Session.resume(
                wiring, unfinished.folder(), unfinished.book(), Map.of(), Optional.empty(), wiring.machine());
    }

    private int verify(String run, String... more) {
        printed.reset();
        List<String> arguments = new java.util.ArrayList<>(List.of("audit", "verify", run, "--from-cluster"));
        arguments.addAll(List.of(more));
        return new Cli(wiring).execute(arguments.toArray(String[]::new));
    }

    private Path journal(String run) {
        return directory.resolve("state/runs").resolve(run).resolve("journal.jsonl");
    }

    @Test
    @Fault("F60")
    void theHeadInTheLeaseAnchorsTheAudit() throws Exception {
        String run = left();

        assertThat(verify(run, "--require-anchor", "--require-seal"))
                .as(printed.toString())
                .isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("OK\nANCHORED SEALED\n");
    }

    @Test
    @Fault("F60")
    void recordsThatWereCutOffShowAgainstTheHeadInTheLease() throws Exception {
        String run = left();
        List<String> lines = Files.readAllLines(journal(run));
        Files.write(journal(run), lines.subList(0, lines.size() - 4));

        assertThat(verify(run)).isEqualTo(11);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("ANCHOR").contains("it ends before record");
    }

    @Test
    @Fault("F60")
    void anAuditThatIsDamagedIsSaidToBeSoEvenWithoutTheCluster() throws Exception {
        String run = left();
        Files.writeString(
                journal(run), Files.readString(journal(run)).replaceFirst("Make the rounds", "Make no rounds"));
        server.close();

        assertThat(verify(run)).isEqualTo(11);
    }

    @Test
    void aClusterThatCannotSayItIsComplainedOf() throws Exception {
        String run = left();
        server.close();

        assertThat(verify(run)).isEqualTo(ExitCodes.USAGE);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("the head in the cluster cannot be read");
        assertThat(verify(journal(run).toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("--from-cluster needs a run");
    }

    @Test
    @Fault({"F29", "F63"})
    void anotherClusterIsNeitherAskedForTheHeadNorWorkedOn() throws Exception {
        String run = left();
        other.writeKubeconfig(kubeconfig, "lab", "pach");

        assertThat(verify(run)).isEqualTo(ExitCodes.REFUSED);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("the cluster is not the one that this run began with");
        assertThatThrownBy(() -> resume(run).close()).isInstanceOfSatisfying(Complaint.class, refused -> {
            assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
            assertThat(refused.reason()).contains("the cluster is not the one that this run began with");
        });

        server.writeKubeconfig(kubeconfig, "lab", "pach");
        resume(run).close();
    }

    @Test
    @Fault("F63")
    void aRunIsTakenUpOnlyByTheLineOfVersionsThatBeganIt() {
        assertThat(Opening.line("0.1.0")).isEqualTo(Opening.line("0.1.9")).isNotEqualTo(Opening.line("0.2.0"));
        assertThat(Opening.line("1.2.3")).isEqualTo(Opening.line("1.9")).isNotEqualTo(Opening.line("2.0"));
        assertThat(Opening.line("development")).isEqualTo("development");
    }

    @Test
    void theHeadOfARealRunGoesIntoTheSystemsLog() throws Exception {
        String run = left();

        String head = Files.readAllLines(logged).get(0);
        assertThat(head).startsWith("-t lifeboat -p auth.notice -- audit of run " + run + " head ");
        Head kept = Head.parse(head.substring(head.lastIndexOf(' ') + 1)).orElseThrow();
        assertThat(kept.sequence()).isEqualTo(Files.readAllLines(journal(run)).size());
        assertThat(Files.readString(journal(run))).contains(kept.hash());
    }

    @Test
    void aSystemsLogThatTakesNothingIsSaidAndStopsNothing() throws Exception {
        script(directory.resolve("bin/logger"), "exit 1");
        SystemLog log = new SystemLog(Seal.programs(wiring.machine()));

        assertThatThrownBy(() -> log.keep("R1", Head.NONE))
                .isInstanceOfSatisfying(JournalException.class, failed -> assertThat(failed.hint())
                        .contains(Head.NONE.text()));
        assertThat(left()).isNotEmpty();
    }
}
