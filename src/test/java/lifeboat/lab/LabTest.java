package lifeboat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class LabTest {
    @TempDir
    static Path directory;

    private static final List<String> PROGRESS = Collections.synchronizedList(new ArrayList<>());

    private static Lab lab;
    private static long startMillis;

    @BeforeAll
    static void start() throws Exception {
        long begun = System.nanoTime();
        lab = start("one", options().withPace(0.2));
        startMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    @AfterAll
    static void stop() throws Exception {
        lab.stop();
    }

    private static LabOptions options() throws Exception {
        return LabOptions.usual(LabPostgresTest.systemDirectories(), 0, directory.resolve("cache"), Path.of("/tmp"));
    }

    private static Lab start(String name, LabOptions options) throws Exception {
        return Lab.start(
                directory.resolve("labs").resolve(name), options, command("lifeboat.lab.LabMain"), PROGRESS::add);
    }

    private static LabCommand command(String main) {
        return LabCommand.java(
                Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"), List.of(main));
    }

    private static boolean within(Duration limit, BooleanSupplier condition) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    private static String control(String method, String path, String body) throws Exception {
        URI url = lab.description().control().url().resolve(path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(url)
                                .header(
                                        "Authorization",
                                        "Bearer "
                                                + Files.readString(lab.description()
                                                                .control()
                                                                .tokenFile())
                                                        .strip())
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static LabProgram.Ended pachctl(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(lab.description().pachctl().toString()));
        command.addAll(List.of(arguments));
        return LabProgram.run(command, "", directory.resolve("said.txt"), Duration.ofSeconds(30));
    }

    @Test
    void itIsUpInUnderTenSecondsAndSaysWhatIsUp() {
        assertThat(startMillis).isLessThan(20_000);
        assertThat(PROGRESS)
                .anySatisfy(line -> assertThat(line).startsWith("PostgreSQL "))
                .anySatisfy(line -> assertThat(line).startsWith("S3 with 3000 objects"))
                .anySatisfy(line -> assertThat(line).startsWith("Kubernetes "));
    }

    @Test
    void itIsFoundAgainByAnotherProcess() throws Exception {
        assertThat(Lab.find(lab.directory()))
                .hasValueSatisfying(found -> assertThat(found.description()).isEqualTo(lab.description()));
        assertThat(Lab.find(directory.resolve("labs/none"))).isEmpty();
    }

    @Test
    void whatHoldsASecretIsForItsOwnerOnly() throws Exception {
        LabDescription all = lab.description();
        for (Path file : List.of(
                lab.directory().resolve("lab.json"),
                all.control().tokenFile(),
                all.store().secretKeyFile(),
                all.database().passwordFile(),
                all.database().superuserPasswordFile(),
                all.cluster().kubeconfig())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theControlWantsItsTokenAndTakesFaults() throws Exception {
        URI url = lab.description().control().url().resolve("/lab/store");
        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
        assertThat(control("GET", "/lab/store", "")).startsWith("200 ").contains("\"written\":{");
        assertThat(control("POST", "/lab/store/faults", "{\"operation\":\"copy\",\"kind\":\"error-body\"}"))
                .startsWith("200 ");
        assertThat(control("DELETE", "/lab/store/faults", "")).startsWith("200 ");
        assertThat(control("POST", "/lab/store/faults", "{\"kind\":\"nonsense\"}"))
                .startsWith("400 ");
        assertThat(control("POST", "/lab/database/crash", "")).startsWith("200 ");
    }

    @Test
    void pachctlSaysWhatTheRealOneSays() throws Exception {
        assertThat(pachctl("version", "--client-only")).isEqualTo(new LabProgram.Ended(0, "2.8.10\n"));
        assertThat(pachctl("config", "get", "active-context")).isEqualTo(new LabProgram.Ended(0, "lab\n"));
        assertThat(pachctl("config", "get", "active-enterprise-context").output())
                .isEqualTo("lab\n");
        assertThat(pachctl("config", "get", "context", "nobody"))
                .isEqualTo(new LabProgram.Ended(1, "context does not exist: nobody\n"));
        assertThat(pachctl("pause").output()).startsWith("Error: unknown command \"pause\" for \"pachctl\"");
        assertThat(pachctl("pause").exitCode()).isEqualTo(1);
    }

    @Test
    void pauseStopsTheWorkersAndUnpauseBringsThemBack() throws Exception {
        LabProgram.Ended version = pachctl("version", "--timeout", "5s");
        assertThat(version.output()).contains("pachd               2.8.10");
        assertThat(version.exitCode()).isZero();
        assertThat(pachctl("enterprise", "pause-status").output())
                .isEqualTo("Using enterprise context: lab\nunpaused\n");
        assertThat(pachctl("enterprise", "pause").exitCode()).isZero();
        assertThat(within(Duration.ofSeconds(30), () -> status("paused"))).isTrue();
        LabProgram.Ended paused = pachctl("version");
        assertThat(paused.exitCode()).isEqualTo(1);
        assertThat(paused.output()).contains("currently paused");
        assertThat(pachctl("list", "repo").output()).contains("unknown service pfs_v2.API");
        assertThat(pachctl("enterprise", "unpause").exitCode()).isZero();
        assertThat(within(Duration.ofSeconds(30), () -> status("unpaused"))).isTrue();
        assertThat(within(Duration.ofSeconds(10), () -> answers("version"))).isTrue();
    }

    private static boolean status(String wanted) {
        try {
            return pachctl("enterprise", "pause-status").output().endsWith("\n" + wanted + "\n");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean answers(String command) {
        try {
            return pachctl(command).succeeded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static LabProgram.Ended program(String... command) throws Exception {
        return LabProgram.run(List.of(command), "", directory.resolve("program.txt"), Duration.ofSeconds(30));
    }

    @Test
    void theMachinesOwnPostgresClientsVerifyItInFull() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/psql")), "psql is not installed");
        LabDescription.Database database = lab.description().database();
        Path passfile = directory.resolve("pgpass");
        LabDirectory.write(
                passfile,
                "*:*:*:pachyderm:" + Files.readString(database.passwordFile()).strip() + "\n");
        for (String host : List.of("127.0.0.1", "localhost")) {
            String connection = "host=" + host + " port=" + database.port() + " user=" + database.user()
                    + " dbname='Pachyderm \"old\" 2019' sslmode=verify-full sslrootcert="
                    + database.rootCertificate() + " passfile=" + passfile;
            assertThat(program("psql", connection, "-Atc", "select count(*) from \"Kept for the auditors\""))
                    .isEqualTo(new LabProgram.Ended(0, "200\n"));
            Path dump = directory.resolve("dump-" + host);
            assertThat(program("pg_dump", "-Fd", "-j", "2", "-f", dump.toString(), "-d", connection)
                            .exitCode())
                    .isZero();
            assertThat(dump.resolve("toc.dat")).exists();
        }
    }

    @Test
    void kubectlSeesPachyderm() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/kubectl")), "kubectl is not installed");
        assertThat(program(
                                "kubectl",
                                "--kubeconfig",
                                lab.description().cluster().kubeconfig().toString(),
                                "get",
                                "deployment",
                                "pachd",
                                "-o",
                                "jsonpath={.spec.replicas}")
                        .output())
                .isEqualTo("3");
    }

    private static long postgresOf(Lab of) throws Exception {
        return Long.parseLong(Files.readAllLines(of.directory().resolve("postgres/home/data/postmaster.pid"))
                .get(0)
                .strip());
    }

    @Test
    void stoppingLeavesNoProcessAndNoDirectory() throws Exception {
        Lab other = start("stopped", options().withObjects(50));
        long postgres = postgresOf(other);
        other.stop();
        assertThat(other.alive()).isFalse();
        assertThat(ProcessHandle.of(postgres).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(other.directory()).doesNotExist();
        other.stop();
    }

    @Test
    void aKilledLabTakesItsDatabaseWithItAndTheNextStartCleansUp() throws Exception {
        Lab killed = start("killed", options().withObjects(50));
        long postgres = postgresOf(killed);
        ProcessHandle.of(killed.description().pid()).orElseThrow().destroyForcibly();
        assertThat(within(Duration.ofSeconds(10), () -> !new ProcessMark(
                                postgres, ProcessMark.of(postgres).startTicks())
                        .alive()))
                .isTrue();
        assertThat(within(Duration.ofSeconds(5), () -> !killed.alive())).isTrue();
        assertThat(Lab.find(killed.directory())).isEmpty();
        assertThat(Lab.removeDead(directory.resolve("labs"))).contains(killed.directory());
        assertThat(killed.directory()).doesNotExist();
        assertThat(lab.alive()).isTrue();
    }

    @Test
    void anIdleLabEndsByItself() throws Exception {
        Lab idle = start("idle", options().withObjects(10).withIdleSeconds(1));
        assertThat(within(Duration.ofSeconds(15), () -> !idle.alive() && !Files.exists(idle.directory())))
                .isTrue();
    }

    @Test
    void aLabThatCannotStartSaysWhyAndLeavesNothing() {
        Path failed = directory.resolve("labs/failed");
        assertThatThrownBy(() -> Lab.start(failed, options(), command("lifeboat.lab.NoSuchMain"), line -> {}))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("NoSuchMain");
        assertThat(failed).doesNotExist();
    }
}
