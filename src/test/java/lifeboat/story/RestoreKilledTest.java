package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A restore that is killed while {@code pg_restore} works goes on without leaving anything half done. */
class RestoreKilledTest {
    private static boolean said(Program program, String text) {
        try {
            return program.out().contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void whatIsHalfRestoredIsDroppedAndMadeAfresh() throws Exception {
        try (Desk desk = new Desk()) {
            Program killed = desk.lifeboat("rehearse", "pachyderm-restore", "--line", "--auto", "--objects", "30");
            killed.endInput();
            Program.await("pg_restore", () -> said(killed, "pg_restore --exit-on-error") || !killed.isAlive());
            assertThat(killed.isAlive()).as(killed.out()).isTrue();
            killed.kill();
            killed.ended();
            String run;
            try (Stream<Path> runs = Files.list(desk.state().resolve("runs"))) {
                run = runs.max(Comparator.naturalOrder())
                        .orElseThrow()
                        .getFileName()
                        .toString();
            }

            Program resumed = desk.lifeboat("resume", run, "--line");
            resumed.type("yes\n".repeat(20));
            resumed.endInput();
            Program.Ended ended = resumed.ended();
            assertThat(ended.code()).as(ended.all()).isZero();
            assertThat(ended.out().replaceAll("\\s+", " "))
                    .contains("Settled by the probe: restore-pachyderm #1 had no effect")
                    .contains("which an interrupted attempt had left")
                    .contains("120, the same as when it was backed up");
        }
    }
}
