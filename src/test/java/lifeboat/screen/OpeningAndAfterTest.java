package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.perform.Snapshot;
import lifeboat.run.Mode;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Ticket;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

class OpeningAndAfterTest {
    private static final Instant START = Instant.parse("2026-11-21T02:00:00Z");

    private static Run run(Mode mode, RunEvent... events) {
        Run run = Run.fresh(Shelf.FORM, "20261121-020000-k7qx2m")
                .evolve(new Recorded(
                        1,
                        START,
                        new RunEvent.RunOpened("form", "00", "Ask for everything", mode, "0.1.0", Optional.empty())));
        for (RunEvent event : events) {
            run = run.evolve(new Recorded(2, START.plusSeconds(60), event));
        }
        return run;
    }

    private static Ticket ticket(Run run) {
        return new Ticket(
                run,
                List.of("mira on bastion1"),
                Optional.of(START.plusSeconds(4000)),
                new Ticket.Audit("/var/lib/lifeboat/runs/20261121-020000-k7qx2m/journal.jsonl", 41, "0af3".repeat(16)));
    }

    private static Ticket long_() {
        return ticket(run(
                Mode.REHEARSAL,
                new RunEvent.IdentityObserved(
                        "cluster",
                        Map.of(
                                "context",
                                "prod",
                                "uid",
                                "0b1c2d3e-0000-0000-0000-000000000000",
                                "server",
                                "https://10.0.0.1:6443")),
                new RunEvent.IdentityObserved("backup", Map.of("directory", "/backups/form-20261121T020000Z-k7qx2m")),
                new RunEvent.StepSkipped(new StepId("look"), "it takes too long and nobody waits for it", false),
                new RunEvent.NoteAdded("cron off on bastion2\nand a second line \u001b[2J 日本"),
                new RunEvent.NoteAdded("x".repeat(100)),
                new RunEvent.RunLeft("the operator left", List.of())));
    }

    @Test
    void the_opening_shows_what_is_over_and_what_is_under_way() {
        Keys keys = new Keys(OpeningScene.starting("Back up", Optional.of(Mode.REHEARSAL)));
        assertThat(keys.text()).contains("Beginning…");
        keys.tell(new Message.Opening("Starting the lab on loopback."))
                .tell(new Message.Opening("  PostgreSQL listens."))
                .tell(new Message.Opening("Looking at \u001b[31mthe targets."));
        Shot.both("opening", keys.app());
        for (int line = 0; line < 40; line++) {
            keys.tell(new Message.Opening("line " + line));
        }
        assertThat(keys.text()).contains("▶ line 39").contains("✓ line 38").doesNotContain("listens");
    }

    @Test
    void giving_up_before_anything_is_open_ends_it() {
        Keys keys = new Keys(OpeningScene.starting("Back up", Optional.empty())).press("Esc");
        assertThat(keys.commands()).containsExactly(new Command.GiveUp(), new Command.Quit());
        assertThat(keys.app().over()).isTrue();
    }

    @Test
    void trouble_without_anything_to_try_again_offers_no_retry() {
        Keys keys = new Keys(OpeningScene.starting("Back up", Optional.of(Mode.RUN)))
                .tell(new Message.Trouble("the runbook cannot be read", "Correct it."));
        assertThat(keys.text())
                .contains("FAILED: the runbook cannot be read")
                .contains("HINT: Correct it.")
                .doesNotContain("retry");
    }

    @Test
    void an_open_run_is_shown_wherever_one_is_and_its_end_leads_to_the_summary() {
        Tale tale = Tale.opened(Mode.RUN);
        Keys keys = new Keys(OpeningScene.starting("Back up", Optional.of(Mode.RUN)))
                .tell(new Message.Opened(new RunView.Frame("mira", "/a", "resume", false), tale.snapshot(), START));
        assertThat(keys.scene()).isInstanceOf(RunScene.class);
        assertThat(keys.tell(new Message.Ended(long_())).scene()).isInstanceOf(SummaryScene.class);
    }

    @Test
    void the_summary_is_what_goes_into_the_ticket_and_scrolls() {
        Keys keys = new Keys(SummaryScene.of(long_()));
        Shot.both("summary", keys.app());
        keys.press("G");
        assertThat(keys.text()).contains("lifeboat audit verify 20261121-020000-k7qx2m");
        keys.press("g");
        assertThat(keys.text()).contains("Run        20261121-020000-k7qx2m");
    }

    @Test
    void the_ticket_is_copied_and_saved_without_anything_that_steers_a_terminal() {
        Keys keys = new Keys(SummaryScene.of(long_())).press("y", "s");
        assertThat(keys.commands()).hasSize(2);
        assertThat(((Command.Copy) keys.commands().get(0)).text())
                .startsWith("Run        20261121-020000-k7qx2m  REHEARSAL\n")
                .contains("␛[2J")
                .doesNotContain("\u001b");
        Command.Save save = (Command.Save) keys.commands().get(1);
        assertThat(save.pane()).isEqualTo("ticket");
        assertThat(save.lines()).contains("Note       cron off on bastion2").noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void enter_leads_from_the_summary_to_the_launcher_and_q_out() {
        Keys keys = new Keys(SummaryScene.of(ticket(run(Mode.RUN, new RunEvent.RunClosed("done", "")))));
        assertThat(keys.text()).contains("Done.").contains("nothing is held");
        keys.press("Enter");
        assertThat(keys.commands()).containsExactly(new Command.Relist());
        assertThat(keys.tell(Shelf.fresh()).text()).contains("RUNBOOKS");
        assertThat(new Keys(SummaryScene.of(long_())).press("q").app().over()).isTrue();
    }

    @Test
    void secrets_are_asked_for_again_masked_and_the_wrong_one_is_named() {
        Run run = run(Mode.RUN);
        Keys keys = new Keys(LauncherScene.looking())
                .tell(Shelf.full())
                .press("Enter")
                .tell(new Message.Needed(run, List.of("password", "code"), List.of("password")));
        Shot.both("secrets", keys.app());
        keys.type("hunter2").press("Enter", "Enter");
        assertThat(keys.app().notice()).isEqualTo("code is needed to go on");
        keys.paste("second\n").press("Enter");
        assertThat(keys.commands())
                .endsWith(new Command.Resume(run.id(), Map.of("password", "hunter2", "code", "second")));
        assertThat(keys.scene()).isInstanceOf(OpeningScene.class);
        keys.tell(new Message.Needed(run, List.of("password"), List.of("password")));
        assertThat(keys.text())
                .contains("! it is not the one that the run began with")
                .doesNotContain("hunter2");
        assertThat(keys.press("Esc").scene()).isInstanceOf(LauncherScene.class);
    }

    @Test
    void trouble_after_the_secrets_leads_back_to_them_and_gives_nothing_up() {
        Keys keys = new Keys(SecretsScene.of(
                        new Message.Needed(run(Mode.RUN), List.of("password"), List.of()), Optional.empty()))
                .type("hunter2")
                .press("Enter")
                .tell(new Message.Trouble("the lock is taken", "Wait."))
                .press("Esc");
        assertThat(keys.scene()).isInstanceOf(SecretsScene.class);
        assertThat(keys.commands())
                .containsExactly(new Command.Resume("20261121-020000-k7qx2m", Map.of("password", "hunter2")));
    }

    @Test
    void a_run_that_was_followed_is_taken_over_where_it_is_shown() {
        Tale followed = Tale.opened(Mode.RUN).readOnly();
        Keys keys = new Keys(followed.scene());
        keys.tell(new Message.Trouble("the run is closed", ""));
        assertThat(keys.app().notice()).isEqualTo("the run is closed");
        assertThat(keys.scene()).isInstanceOf(RunScene.class);
        Snapshot mine = Tale.opened(Mode.RUN).scaledDown().snapshot();
        keys.tell(new Message.Opened(new RunView.Frame("mira", "/a", "resume", false), mine, START));
        assertThat(((RunScene) keys.scene()).view().frame().readOnly()).isFalse();
        keys.tell(new Message.Needed(run(Mode.RUN), List.of("password"), List.of()));
        assertThat(keys.scene()).isInstanceOf(SecretsScene.class);
    }

    @Test
    @Fault("F20")
    void a_lock_is_taken_over_by_typing_the_id_of_the_run_that_has_it_and_by_nothing_else() {
        Message held = new Message.Held(
                "pachyderm/u/pach", List.of("bob@laptop/R2", "at step dump"), "R2", "That run changes nothing more.");
        Keys keys = new Keys(OpeningScene.starting("Back up", Optional.of(Mode.RUN))).tell(held);
        assertThat(keys.text()).contains("bob@laptop/R2", "at step dump", "changes nothing more");
        keys.type("yes").press("Enter");
        assertThat(keys.app().notice()).contains("not the id");
        keys.tell(new Message.Pasted("R2")).press("Enter");
        assertThat(keys.commands()).isEmpty();
        keys.press("Esc");
        assertThat(keys.scene()).isInstanceOf(OpeningScene.class);
        keys.tell(held).type("R2").press("Enter");
        assertThat(keys.commands()).containsExactly(new Command.TakeOver(""), new Command.TakeOver("R2"));
        assertThat(keys.scene()).isInstanceOf(OpeningScene.class);
    }

    @Test
    void a_typed_secret_is_nowhere_to_be_seen() {
        Keys keys = new Keys(SecretsScene.of(
                        new Message.Needed(run(Mode.RUN), List.of("password", "code"), List.of()), Optional.empty()))
                .type("hunter2");
        assertThat(keys.text()).contains("•••••••").doesNotContain("hunter2");
        assertThat(keys.press("Tab").text()).contains("typed").doesNotContain("hunter2");
    }
}
