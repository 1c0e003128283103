package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lifeboat.backup.BackupFolder;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An extract of which the program, or Lifeboat itself, is killed with -9 at points that follow from seeds. */
@SuppressWarnings("NullAway.Init")
class ExtractKilledTest {
    private static final int FRAMES = 60;
    private static final int WHOLE = 10 + 10 * FRAMES;
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: killed
            title: Killed
            parameters:
              program: {type: string}
            targets:
              pachctl:
                pachctl: {program: "{{ program }}"}
            lock: killed
            steps:
              - {id: file, title: File, extract_cluster: {target: pachctl}}
            """;

    @TempDir
    Path directory;

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("lifeboat.seeds", 3));
    }

    @BeforeEach
    void make() throws Exception {
        Files.createDirectories(directory.resolve("run/artifacts"));
        BackupFolder.create(directory, "backup");
    }

    /** Writes a program that extracts some frames, slowly, and then does something else. */
    private void pachctl(int frames, String then) throws IOException {
        Path program = directory.resolve("pachctl");
        Files.writeString(
                program,
                "#!/bin/sh\ncase \"$*\" in\n"
                        + "extract) printf '\\377\\006\\000\\000sNaPpY'; i=0; while [ $i -lt " + frames
                        + " ]; do printf '\\001\\006\\000\\000abcdef'; i=$((i+1)); sleep 0.01; done; " + then + ";;\n"
                        + "'version '*) echo 'COMPONENT VERSION'; echo 'pachctl 1.11.9'; echo 'pachd 1.11.9';;\n"
                        + "*) exit 1;;\nesac\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static Run evolve(Run run, RunEvent event) {
        return run.evolve(new Recorded(0, Instant.EPOCH, event));
    }

    private static Outcome extract(Path directory) throws Exception {
        Run run = Run.fresh(RunbookLoader.load("killed.yaml", BOOK.getBytes(StandardCharsets.UTF_8)), "r1");
        run = evolve(
                run,
                new RunEvent.ParameterGiven(
                        "program", directory.resolve("pachctl").toString(), false, "test"));
        run = evolve(
                run,
                new RunEvent.IdentityObserved(
                        "backup",
                        Map.of("directory", directory.resolve("backup").toString())));
        World world = new World(
                new Surroundings(
                        "test",
                        "r1",
                        "mira@desk",
                        Map.of("PATH", "/usr/bin:/bin"),
                        directory,
                        directory.resolve("run"),
                        Clock.systemUTC(),
                        Optional.empty()),
                new Secrets(Map.of()));
        Step step = run.step(new StepId("file"));
        Call<ClassicAction> call =
                new Call<>(run, step, "", (ClassicAction) step.action(), "", world.scope(run), world);
        return call.action()
                .task()
                .accept(new ClassicRepertoire())
                .act(call, new Attempt(new StepId("file"), "", false, 1), new Deaf());
    }

    /** Lifeboat, as far as an extract goes, as a process that can be killed. */
    public static void main(String[] arguments) throws Exception {
        extract(Path.of(arguments[0]));
    }

    private static final class Deaf implements Performer.Listener {
        @Override
        public void line(String text) {
            assertThat(text).isNotNull();
        }

        @Override
        public void progress(String text) {
            assertThat(text).isNotNull();
        }

        @Override
        public void started(long pid, String startTicks, List<String> argv) {
            assertThat(pid).isPositive();
        }

        @Override
        public void checked(String name, Severity severity, String detail) {
            assertThat(name).isNotNull();
        }

        @Override
        public BooleanSupplier cancelled() {
            return () -> false;
        }
    }

    private Path file() {
        return directory.resolve("backup/classic/extract.pach");
    }

    private Path partial() {
        return directory.resolve("backup/classic/extract.pach.partial");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_program_that_is_killed_leaves_nothing_under_the_final_name(long seed) throws Exception {
        pachctl(new SplittableRandom(seed).nextInt(FRAMES + 1), "kill -9 $$");
        assertThat(extract(directory)).isInstanceOf(Outcome.Failed.class);
        assertThat(file()).doesNotExist();
        pachctl(FRAMES, ":");
        assertThat(extract(directory)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(file()).hasSize(WHOLE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void killing_lifeboat_leaves_a_whole_file_or_none_under_the_final_name(long seed) throws Exception {
        pachctl(FRAMES, ": > '" + directory.resolve("ended") + "'");
        Process lifeboat = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExtractKilledTest.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        await(lifeboat, partial());
        TimeUnit.MILLISECONDS.sleep(new SplittableRandom(seed).nextInt(1_400));
        lifeboat.destroyForcibly();
        lifeboat.waitFor();
        atMostWhole();
        // The program has a session of its own and goes on to its end, with nobody to give its file a name.
        await(null, directory.resolve("ended"));
        atMostWhole();

        assertThat(extract(directory)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(file()).hasSize(WHOLE);
        try (Stream<Path> left = Files.list(file().getParent())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("what the killed one left is kept aside")
                    .anyMatch(name -> name.contains(".aside-"));
        }
    }

    private void atMostWhole() {
        if (Files.exists(file())) {
            assertThat(file()).hasSize(WHOLE);
        }
    }

    private void await(@Nullable Process process, Path file) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(file) && !Files.exists(file())) {
            assertThat(System.nanoTime()).as("waited in vain for " + file).isLessThan(deadline);
            assertThat(process == null || process.isAlive())
                    .as("ended too early; see " + directory.resolve("said"))
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
