package lifeboat.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SECRET = "canary/7+secret";
    private static final List<Path> PATH = List.of(Path.of("/usr/bin"), Path.of("/bin"));

    @TempDir
    Path directory;

    private final ProcessTable table = new ProcessTable(Path.of("/proc"));
    private final Programs programs = new Programs(
            Map.of("PATH", "/usr/bin:/bin", "HOME", "/home/x", "PGPASSWORD", SECRET, "LC_ALL", "C", "KUBECONFIG", "/k"),
            PATH,
            Masker.of(Secret.of(SECRET)));

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        List<String> odd = List.of("a b", "$(id)", "`id`", "; rm -rf /", "*", "", "'\"\\", "-n", "línea\nzwei", "--");
        List<String> argv = new ArrayList<>(List.of("printf", "%s\\0"));
        argv.addAll(odd);

        String said = programs.run(Command.of(argv), LONG).text();

        assertThat(said).isEqualTo(String.join("\0", odd) + "\0");
    }

    @Test
    void theEnvironmentIsCleanUnlessAsked() throws Exception {
        assertThat(programs.run(Command.of("env"), LONG).out())
                .contains("HOME=/home/x", "LC_ALL=C")
                .noneMatch(line -> line.startsWith("PGPASSWORD") || line.startsWith("KUBECONFIG"));
        assertThat(programs.run(
                                Command.of("env")
                                        .inherit("KUBECONFIG")
                                        .with("A", "1")
                                        .without("HOME"),
                                LONG)
                        .out())
                .contains("KUBECONFIG=/k", "A=1")
                .noneMatch(line -> line.startsWith("HOME="));
        assertThat(programs.run(Command.of("env").inheritAll().without("PGPASSWORD"), LONG)
                        .out())
                .contains("KUBECONFIG=/k")
                .noneMatch(line -> line.startsWith("PGPASSWORD"));
    }

    @Test
    void standardInputIsEmptyOrTheGivenText() throws Exception {
        assertThat(programs.run(Command.of("cat"), LONG).out()).isEmpty();
        assertThat(programs.run(Command.of("cat").stdin("één\ntwo"), LONG).out())
                .containsExactly("één", "two");
    }

    @Test
    void linesComeInOrderAndTheDigestIsOfWhatCame() throws Exception {
        Captured captured = programs.run(Command.of("seq", "1", "5000"), LONG);

        assertThat(captured.out()).hasSize(5000).startsWith("1", "2", "3").endsWith("5000");
        Path same = Files.writeString(directory.resolve("same"), captured.text() + "\n");
        assertThat(programs.run(Command.of("sha256sum", same.toString()), LONG).text())
                .startsWith(captured.exit().outputSha256());
    }

    @Test
    void secretsAreMaskedInEveryFormBeforeAnyoneSeesThem() throws Exception {
        String base64 = Base64.getEncoder().encodeToString(("user:" + SECRET).getBytes(StandardCharsets.UTF_8));

        Captured captured = programs.run(
                sh("echo raw " + SECRET + "; echo b64 " + base64 + " >&2; echo url canary%2F7%2Bsecret; exit 3"), LONG);

        assertThat(captured.out()).containsExactly("raw ••••", "url ••••");
        assertThat(captured.err()).singleElement().asString().contains("••••").doesNotContain(base64);
        assertThat(captured.exit().code()).isEqualTo(3);
        assertThat(captured.exit().stderrTail()).isEqualTo(captured.err());
        assertThat(captured.exit().succeeded()).isFalse();
    }

    @Test
    void aLongLineIsCutAndASecretAcrossTheCutDoesNotShow() throws Exception {
        String padding = "x".repeat(LineCutter.LIMIT - 5);

        Captured captured = programs.run(
                Command.of("cat").stdin(padding + SECRET + "y".repeat(3_000_000) + "\nnext\rover\r\nlast"), LONG);

        assertThat(captured.out()).hasSize(4);
        assertThat(captured.out().get(0))
                .hasSizeLessThanOrEqualTo(LineCutter.LIMIT + LineCutter.CUT.length())
                .endsWith(LineCutter.CUT)
                .doesNotContain("canary");
        assertThat(captured.out().subList(1, 4)).containsExactly("next", "over", "last");
    }

    @Test
    void bytesThatAreNoTextAreReplaced() throws Exception {
        assertThat(programs.run(Command.of("printf", "a\\377b\\n"), LONG).out()).containsExactly("a\ufffdb");
    }

    @Test
    void aListenerThatFailsDoesNotStopTheProgram() throws Exception {
        Running running = programs.start(Command.of("seq", "1", "200000"), (stream, line) -> {
            throw new IllegalStateException("broken screen");
        });

        assertThat(running.await(LONG).succeeded()).isTrue();
    }

    @Test
    void aProgramHasASessionOfItsOwnUnderItsOwnPid() throws Exception {
        Running running = programs.start(Command.of("sleep", "30"), OutputListener.SILENT);
        try {
            assertThat(running.ownSession()).isTrue();
            await(() -> cmdline(running.pid()).contains("sleep"));
            ProcessTable.Entry entry = table.find(running.pid()).orElseThrow();
            assertThat(entry.session()).isEqualTo(running.pid());
            assertThat(entry.startTicks()).isEqualTo(running.startTicks()).matches("[0-9]+");
        } finally {
            running.stop(Duration.ZERO);
        }
        Exit exit = running.await(LONG);
        assertThat(exit.stopped()).isTrue();
        assertThat(exit.succeeded()).isFalse();
    }

    @Test
    void withoutSetsidAProgramStillRunsAndSaysSo() throws Exception {
        Path sleep = Files.copy(programs.find("sleep").orElseThrow(), directory.resolve("sleep"));
        Programs bare = new Programs(Map.of(), List.of(sleep.getParent()), Masker.NONE);

        Running running = bare.start(Command.of("sleep", "30"), OutputListener.SILENT);
        running.stop();

        assertThat(running.ownSession()).isFalse();
        assertThat(running.await(LONG).stopped()).isTrue();
    }

    @Test
    void aTimeoutEndsTheWholeSessionEvenIfItIgnoresTerm() throws Exception {
        Path pids = directory.resolve("pids");
        Running running = programs.start(
                sh("trap '' TERM; sleep 60 & echo $! > " + pids + ".1; sh -c 'trap \"\" TERM; echo $$ > " + pids
                        + ".2; while :; do sleep 0.1; done' & wait; while :; do sleep 0.1; done"),
                OutputListener.SILENT);
        await(() -> Files.exists(Path.of(pids + ".2")) && Files.exists(Path.of(pids + ".1")));
        Thread hurry = new Thread(() -> running.stop(Duration.ofMillis(200)));
        hurry.start();

        Exit exit = running.await(LONG);

        assertThat(exit.stopped()).isTrue();
        assertThat(table.session(running.pid())).isEmpty();
    }

    @Test
    void timeIsUp() throws Exception {
        Running running = programs.start(sh("sleep 60 & sleep 60"), OutputListener.SILENT);

        Exit exit = running.await(Duration.ofMillis(100));

        assertThat(exit.timedOut()).isTrue();
        assertThat(exit.stopped()).isFalse();
        assertThat(exit.words()).contains("time");
        assertThat(exit.duration()).isLessThan(Duration.ofSeconds(9));
        assertThat(table.session(running.pid())).isEmpty();
    }

    @Test
    void outputInFilesIsFollowedAndMaskedAtTheEnd() throws Exception {
        Path out = directory.resolve("a.out");
        Path err = directory.resolve("a.err");
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Running running = programs.start(
                sh("echo one; echo " + SECRET + "; echo oops >&2; read x < " + fifo() + "; echo two")
                        .outputTo(out, err),
                (stream, line) -> heard.add(stream + " " + line));

        await(() -> heard.size() == 3);
        Files.writeString(directory.resolve("fifo"), "go\n");

        assertThat(running.await(LONG).stderrTail()).containsExactly("oops");
        assertThat(heard).containsExactlyInAnyOrder("OUT one", "OUT ••••", "ERR oops", "OUT two");
        assertThat(Files.readString(out)).isEqualTo("one\n••••\ntwo\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(err)))
                .isEqualTo("rw-------");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> programs.start(Command.of("no-such-program"), OutputListener.SILENT))
                .isInstanceOf(ProcessException.class)
                .hasMessageContaining("no-such-program");
        assertThatThrownBy(
                        () -> programs.start(Command.of("true").in(directory.resolve("none")), OutputListener.SILENT))
                .isInstanceOf(ProcessException.class);
    }

    @Test
    void theSearchPathHasNoCurrentDirectory() {
        assertThat(Programs.searchPath("/usr/bin::.:bin:/bin")).containsExactly(Path.of("/usr/bin"), Path.of("/bin"));
    }

    @Test
    void versionsAreRead() throws Exception {
        Path tool =
                Files.writeString(directory.resolve("tool"), "#!/bin/sh\necho 'tool (Suite) 15.18 (Debian 15.18-0)'\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(programs.version(tool.toString())).contains(Version.of(15, 18));
        assertThat(programs.version("no-such-program")).isEmpty();
        assertThat(Version.in("pg_dump (PostgreSQL) 18beta1")).contains(Version.of(18));
        assertThat(Version.of(9, 6)).isLessThan(Version.of(13)).isLessThan(Version.of(9, 10));
    }

    @Test
    void aCommandIsShownForReadingWithoutSecrets() {
        assertThat(Command.of("az", "--key", SECRET, "it's", "plain").display(programs.masker()))
                .isEqualTo("az --key '••••' 'it'\\''s' plain");
    }

    private Path fifo() throws IOException, InterruptedException, ProcessException {
        Path fifo = directory.resolve("fifo");
        assumeThat(programs.run(Command.of("mkfifo", fifo.toString()), LONG)
                        .exit()
                        .code())
                .isZero();
        return fifo;
    }

    private static Command sh(String script) {
        return Command.of("sh", "-c", script);
    }

    private static String cmdline(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
