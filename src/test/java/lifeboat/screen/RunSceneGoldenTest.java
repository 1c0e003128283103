package lifeboat.screen;

import java.time.Duration;
import lifeboat.perform.Question;
import lifeboat.run.Mode;
import lifeboat.run.Severity;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** The run screen as it was read by a person once. */
class RunSceneGoldenTest {
    private static Tale tale() {
        return Tale.opened(Mode.RUN);
    }

    private static Keys keys(Tale tale, int columns, int rows) {
        return new Keys(tale.scene())
                .tell(new Message.Drawn(1_000_000_000L, new lifeboat.terminal.Size(columns, rows)));
    }

    private static void both(String name, Tale tale, String... presses) {
        RunScene scene = tale.scene();
        Shot.of(new Keys(scene).press(presses).app(), 80, 24).matches(name);
        Shot.of(new Keys(scene).press(presses).app(), 120, 40).matches(name);
    }

    @Test
    void a_change_waits_for_its_confirmation() {
        Tale tale = tale().took("scale-down-pachd", 20, 30)
                .took("drain", 60)
                .took("dump-databases", 300, 600)
                .took("keep", 30)
                .took("drop-old-copy", 1)
                .took("resume-pachd", 60)
                .preparedToScale()
                .asksToScale();
        both("run-confirm", tale);
        Shot.of(tale.scene(), 200, 60).matches("run-confirm");
    }

    @Test
    void the_preflight_fills_in() {
        both(
                "run-preflight",
                Tale.opened(Mode.REHEARSAL)
                        .begun("preflight")
                        .progress("preflight", "", "looking at workloads")
                        .checked("preflight", "tools", Severity.PASS, "pg_dump 15.18, pg_dumpall 15.18", false)
                        .checked("preflight", "cluster", Severity.PASS, "prod-eu1, namespace pachyderm", false)
                        .checked(
                                "preflight",
                                "permissions",
                                Severity.WARN,
                                "patch of deployments is allowed, but not the reading of events",
                                false)
                        .later(Duration.ofSeconds(3)));
    }

    @Test
    void dumps_go_on_side_by_side() {
        both(
                "run-dumps",
                tale().scaledDown()
                        .begun("dump-databases", "pachyderm", 1)
                        .begun("dump-databases", "dex", 2)
                        .started("dump-databases", "pachyderm", "pg_dump", "-Fd", "-j", "2", "pachyderm")
                        .started("dump-databases", "dex", "pg_dump", "-Fd", "-j", "2", "dex")
                        .line("dump-databases", "pachyderm", "pg_dump: warning: there are circular foreign keys")
                        .progress("dump-databases", "pachyderm", "dumping, 41.2 MiB of 8.1 GiB, 12.0 MiB/s, 3 s")
                        .progress("dump-databases", "dex", "dumping, 1.2 MiB, 3 s")
                        .later(Duration.ofSeconds(41)));
    }

    @Test
    void a_dump_has_failed() {
        both(
                "run-failed",
                tale().scaledDown()
                        .begun("dump-databases", "pachyderm", 1)
                        .started("dump-databases", "pachyderm", "pg_dump", "-Fd", "-j", "2", "pachyderm")
                        .line("dump-databases", "pachyderm", "pg_dump: error: no space left on device")
                        .failed(
                                "dump-databases",
                                "pachyderm",
                                "pg_dump ended with 1: no space left on device",
                                "Free space in the backup folder, then retry.")
                        .asks(new Question.Failed(new StepId("dump-databases"))));
    }

    @Test
    void a_step_that_is_over_is_looked_at() {
        both("run-looked", tale().preparedToScale().asksToScale(), "1", "g", "Enter");
    }
}
