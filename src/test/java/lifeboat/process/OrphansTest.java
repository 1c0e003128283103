package lifeboat.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Fault("F04")
class OrphansTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Orphans orphans = new Orphans();

    @Test
    void aRecycledPidIsNotMistakenForTheProgram() throws Exception {
        Running running = start("sleep", "60");
        String other = Long.toString(Long.parseLong(running.startTicks()) - 1);

        assertThat(orphans.alive(running.pid(), running.startTicks())).isTrue();
        assertThat(orphans.state(running.pid(), other)).isEqualTo(Orphans.State.GONE);
        assertThat(orphans.stop(running.pid(), other, Duration.ZERO)).isTrue();
        assertThat(running.isAlive()).as("the stranger was left alone").isTrue();

        assertThat(orphans.state(running.pid(), "")).isEqualTo(Orphans.State.UNKNOWN);
        assertThat(orphans.stop(running.pid(), "", Duration.ZERO)).isFalse();
        assertThat(running.isAlive()).isTrue();

        assertThat(orphans.stop(running.pid(), running.startTicks(), LONG)).isTrue();
        assertThat(orphans.state(running.pid(), running.startTicks())).isEqualTo(Orphans.State.GONE);
    }

    @Test
    void whatAProgramLeftInItsSessionCountsAsTheProgram() throws Exception {
        Running running = programs()
                .start(
                        Command.of("sh", "-c", "sleep 60 < /dev/null > /dev/null 2>&1 & read go")
                                .stdin("go\n"),
                        OutputListener.SILENT);
        running.await(LONG);

        assertThat(orphans.alive(running.pid(), running.startTicks())).isTrue();
        assertThat(orphans.await(running.pid(), running.startTicks(), Duration.ofMillis(80)))
                .isFalse();
        assertThat(orphans.stop(running.pid(), running.startTicks(), LONG)).isTrue();
        assertThat(orphans.alive(running.pid(), running.startTicks())).isFalse();
    }

    @Test
    void aProgramWithItsOutputInFilesOutlivesAnOwnerThatWasKilled() throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] told;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(owner.getInputStream(), StandardCharsets.UTF_8))) {
            told = reader.readLine().split(" ");
            owner.destroyForcibly().waitFor();
        }
        long pid = Long.parseLong(told[0]);

        assertThat(orphans.alive(pid, told[1])).as("it goes on").isTrue();
        assertThat(orphans.await(pid, told[1], LONG)).isTrue();
        assertThat(Files.readAllLines(directory.resolve("out"))).hasSize(101).endsWith("finished");
        assertThat(Files.readAllLines(directory.resolve("err"))).hasSize(100);
    }

    /** Starts a program with output to files, tells its pid, and hangs until it is killed. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Running running = programs()
                    .start(
                            Command.of(
                                            "sh",
                                            "-c",
                                            "i=0; while [ $i -lt 100 ]; do echo line $i; echo err $i >&2; i=$((i+1)); sleep 0.01;"
                                                    + " done; echo finished")
                                    .outputTo(directory.resolve("out"), directory.resolve("err")),
                            OutputListener.SILENT);
            System.out.println(running.pid() + " " + running.startTicks());
            running.await(Duration.ofHours(1));
        }
    }

    private Running start(String program, String... arguments) throws ProcessException {
        return programs().start(Command.of(program, arguments), OutputListener.SILENT);
    }

    private static Programs programs() {
        return new Programs(
                Map.of("PATH", "/usr/bin:/bin"), List.of(Path.of("/usr/bin"), Path.of("/bin")), Masker.NONE);
    }
}
