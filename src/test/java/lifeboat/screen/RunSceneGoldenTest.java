package lifeboat.screen;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import lifeboat.perform.Question;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** The run screen as it was read by a person once. */
class RunSceneGoldenTest {
    private static Tale tale() {
        return Tale.opened(Mode.RUN);
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
    void each_of_many_has_its_output_its_outcome_and_a_name_to_find_it_by() {
        Tale tale = tale().scaledDown();
        int number = 0;
        for (String database : List.of("pachyderm", "dex", "auth", "audit")) {
            number++;
            tale.begun("dump-databases", database, number)
                    .started("dump-databases", database, "pg_dump", "-Fd", database)
                    .line("dump-databases", database, "pg_dump: dumping contents of " + database)
                    .progress("dump-databases", database, number + ".2 MiB, " + number + " s");
        }
        tale.failed("dump-databases", "dex", "pg_dump ended with 1: no space left on device", "Free some.");
        both("run-many", tale, "3", "Tab", "Tab");
        both("run-many-zoomed", tale, "3", "Tab", "z");
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

    @Test
    void parts_go_on_together() {
        both(
                "run-together",
                tale().scaledDown()
                        .begun("dump-databases", "pachyderm", 1)
                        .ended("dump-databases", "pachyderm", FakeEnds.WELL)
                        .begun("dump-databases", "dex", 2)
                        .ended("dump-databases", "dex", new Outcome.Succeeded(Map.of(), "3 files, 1.2 MiB in 3 s"))
                        .begun("keep-helm-values")
                        .begun("copy-bucket")
                        .progress("copy-bucket", "", "812 of 4000 objects, 41.2 MiB of 8.1 GiB, about 9 min left")
                        .ended("keep-helm-values", "", new Outcome.Succeeded(Map.of(), "1 file"))
                        .later(Duration.ofMinutes(12)));
    }

    @Test
    void a_step_that_destroys_waits_for_its_name() {
        both(
                "run-destroy",
                tale().scaledDown()
                        .asks(new Question.Confirm(
                                new StepId("drop-old-copy"),
                                false,
                                new Preview(
                                        List.of(),
                                        List.of(),
                                        List.of(List.of("dropdb", "pachyderm")),
                                        List.of("412 tables, 8.1 GiB, last write 2 h ago"),
                                        List.of("nobody can bring it back")))));
    }

    @Test
    void output_is_searched_in_all_of_the_screen() {
        both(
                "run-search",
                tale().scaledDown()
                        .begun("dump-databases", "pachyderm", 1)
                        .started("dump-databases", "pachyderm", "pg_dump", "pachyderm")
                        .line("dump-databases", "pachyderm", "reading schemas", "pg_dump: error: odd", "reading data"),
                "3",
                "z",
                "/",
                "r",
                "e",
                "a",
                "d",
                "Enter");
    }

    @Test
    void text_from_outside_steers_nothing() {
        String evil = "\u001b[2J\u001b]0;owned\u0007\u202etxt.exe\u009b31m";
        both(
                "run-hostile",
                tale().happened(new RunEvent.IdentityObserved(
                                "cluster", Map.of("context", evil + "prod", "namespace", "pachyderm")))
                        .scaledDown()
                        .begun("dump-databases", "pachyderm", 1)
                        .started("dump-databases", "pachyderm", "pg_dump", evil)
                        .line("dump-databases", "pachyderm", evil + " and more", "\t\ttabs", "日本語の出力")
                        .progress("dump-databases", "pachyderm", evil + " 41 MiB")
                        .happened(new RunEvent.NoteAdded(evil)));
    }

    @Test
    void what_changes_is_shown_field_by_field() {
        Preview patch = new Preview(
                List.of(
                        new Preview.Change("service/pachd", "ports[api-grpc-port].nodePort", "30650", "30649"),
                        new Preview.Change(
                                "configmap/pachd-config", "data.MODE", "full\nLOG=info", "paused " + "x".repeat(90))),
                List.of("every client of :30650"),
                List.of(List.of(
                        "kubectl", "patch", "service", "pachd", "--type", "json", "-p", "[{\"op\": \"test\"}]")),
                List.of("[{\"op\": \"test\"},", " {\"op\": \"replace\"}]"),
                List.of("it is managed by Helm"));
        Tale tale = tale().preparedToScale().asks(new Question.Confirm(new StepId("scale-down-pachd"), false, patch));
        both("run-diff", tale, "d");
        both("run-commands", tale, "c");
        both("run-wide-change", tale);
    }

    @Test
    void all_about_the_run_is_one_key_away() {
        both("run-about", tale().preparedToScale().asksToScale(), "i");
    }

    @Test
    void holds_have_all_the_room() {
        both("run-holds", tale().scaledDown().later(Duration.ofMinutes(75)), "5", "z");
    }

    @Test
    void the_smallest_terminal_is_enough() {
        Tale tale = tale().preparedToScale().asksToScale();
        Shot.of(tale.scene(), 60, 15).matches("run-confirm");
        Shot.of(tale().scaledDown().begun("dump-databases", "pachyderm", 1).scene(), 60, 15)
                .matches("run-dumps");
    }
}
