package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lifeboat.fault.Fault;
import lifeboat.process.Command;
import lifeboat.process.Masker;
import lifeboat.process.Orphans;
import lifeboat.process.OutputListener;
import lifeboat.process.Programs;
import lifeboat.process.Running;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of real programs whose owner is gone, and of those that have their pid. */
@Fault("F04")
class OutlivedTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Outlived outlived = new Outlived(new Orphans(), Duration.ofSeconds(10));
    private final Told told = new Told();
    private Optional<Running> running = Optional.empty();

    @AfterEach
    void end() {
        running.ifPresent(Running::stop);
    }

    private Run.Program started(String... argv) throws Exception {
        Programs programs = new Programs(
                Map.of("PATH", "/usr/bin:/bin"), List.of(Path.of("/usr/bin"), Path.of("/bin")), Masker.NONE);
        Running now = programs.start(
                Command.of(argv[0], List.of(argv).subList(1, argv.length).toArray(String[]::new)),
                OutputListener.SILENT);
        running = Optional.of(now);
        return new Run.Program(now.pid(), now.startTicks(), List.of(argv));
    }

    private boolean isAlive() {
        return running.orElseThrow().isAlive();
    }

    @Test
    void itIsWaitedForAndToldOf() throws Exception {
        Run.Program program = started("sleep", "0.7");
        assertThat(outlived.awaitEnd(program, LONG, told)).isEmpty();
        assertThat(isAlive()).isFalse();
        assertThat(told.progress)
                .isEqualTo("the program that was left behind (pid " + program.pid()
                        + ") still runs; it is waited for, and can be stopped");
    }

    @Test
    void itIsStoppedWhenTheOperatorWantsThat() throws Exception {
        Run.Program program = started("sleep", "60");
        told.cancelled = true;
        assertThat(outlived.awaitEnd(program, LONG, told)).isEmpty();
        assertThat(isAlive()).isFalse();
        assertThat(told.progress).endsWith("is being stopped");
    }

    @Test
    void itIsStoppedWhenTheTimeOfItsStepIsUp() throws Exception {
        Run.Program program = started("sleep", "60");
        assertThat(outlived.awaitEnd(program, Duration.ofMillis(300), told)).isEmpty();
        assertThat(isAlive()).isFalse();
    }

    @Test
    void somebodyElseWhoHasItsPidNowIsLeftAlone() throws Exception {
        Run.Program program = started("sleep", "60");
        String earlier = Long.toString(Long.parseLong(program.startTicks()) - 1);
        told.cancelled = true;
        assertThat(outlived.awaitEnd(new Run.Program(program.pid(), earlier, List.of()), LONG, told))
                .isEmpty();
        assertThat(isAlive()).isTrue();
        assertThat(told.progress).isEmpty();
    }

    @Test
    void whenItCannotBeToldWhoHasItsPidNothingIsStoppedAndTheOperatorIsAsked() throws Exception {
        Run.Program program = started("sleep", "60");
        told.cancelled = true;
        assertThat(outlived.awaitEnd(new Run.Program(program.pid(), "", List.of()), LONG, told))
                .hasValueSatisfying(why -> assertThat(why).contains("it cannot be told"));
        assertThat(isAlive()).isTrue();
    }

    /** Hears what is told last. */
    private static final class Told implements Performer.Listener {
        private String progress = "";
        private boolean cancelled;

        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {
            progress = text;
        }

        @Override
        public void started(long pid, String startTicks, List<String> argv) {}

        @Override
        public void checked(String name, Severity severity, String detail) {}

        @Override
        public BooleanSupplier cancelled() {
            return () -> cancelled;
        }
    }
}
