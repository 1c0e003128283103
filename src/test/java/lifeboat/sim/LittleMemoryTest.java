package lifeboat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lifeboat.fault.Fault;
import lifeboat.journal.Verification;
import lifeboat.perform.Wish;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process with 64 MiB whose step takes all of it. */
class LittleMemoryTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    @Fault("F15")
    void whenMemoryRunsOutTheStepMayHaveHadAnEffectTheRunIsParkedAndTheNextProcessEndsIt() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HungryProcess.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(HungryProcess.LEFT);

        Crossing next = new Crossing(directory, point -> {});
        assertThat(next.store().verify(List.of()).finding()).isEqualTo(Verification.Finding.INTACT);
        List<RunEvent> kept = next.store().read().stream().map(Recorded::event).toList();
        assertThat(kept).anySatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(RunEvent.ActionEnded.class, end -> assertThat(end.outcome())
                        .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                            assertThat(failed.reason()).contains("OutOfMemoryError");
                            assertThat(failed.effect()).isEqualTo(EffectSeen.UNKNOWN);
                        })));
        assertThat(kept).anyMatch(RunEvent.RunLeft.class::isInstance);
        assertThat(next.world.effects()).isEmpty();

        Run run = next.atFailure(Wish.Retry::new).sail();
        assertThat(run.result()).contains("done");
        assertThat(next.world.effects()).hasSize(6).doesNotHaveDuplicates();
    }
}
