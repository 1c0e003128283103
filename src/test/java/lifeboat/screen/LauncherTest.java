package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private static Keys full() {
        return new Keys(LauncherScene.looking()).tell(Shelf.full());
    }

    private static Keys fresh() {
        return new Keys(LauncherScene.looking()).tell(Shelf.fresh());
    }

    private static String selected(Keys keys) {
        return ((LauncherScene) keys.scene()).entry().map(Entry::key).orElse("");
    }

    @Test
    void it_shows_what_is_unfinished_first_then_runbooks_then_what_was() {
        Shot.both("launcher", full().app());
    }

    @Test
    void it_says_what_to_do_first_when_there_was_nothing_yet() {
        Shot.both("launcher-fresh", fresh().app());
    }

    @Test
    void it_says_when_it_looks_and_when_there_is_nothing() {
        assertThat(new Keys(LauncherScene.looking()).text()).contains("Looking for runs and runbooks");
        Keys nothing =
                new Keys(LauncherScene.looking()).tell(new Message.Listed(List.of(), List.of(), List.of(), Shelf.NOW));
        assertThat(nothing.text()).contains("No runbook was found.");
        assertThat(nothing.press("Enter").app().notice()).isEqualTo("not now: there is nothing to choose");
    }

    @Test
    void arrows_and_letters_move_and_the_last_entry_can_be_reached() {
        Keys keys = full();
        assertThat(selected(keys)).isEqualTo("run 20261121-020000-k7qx2m");
        assertThat(selected(keys.press("j"))).isEqualTo("run 20261119-101500-zz3456");
        assertThat(selected(keys.press("Up", "Up"))).isEqualTo("run 20261121-020000-k7qx2m");
        assertThat(selected(keys.press("G"))).isEqualTo("run 20261112-090000-cccccc");
        Shot.both("launcher-end", keys.app());
    }

    @Test
    void a_filter_narrows_down_as_it_is_typed_and_counts() {
        Keys keys = full().press("/").type("rehearsal done");
        assertThat(keys.text()).contains("1 of 8").contains("RECENT RUNS").doesNotContain("RUNBOOKS");
        Shot.both("launcher-filter", keys.app());
        assertThat(keys.type(" ~").text()).contains("0 of 8").contains("Nothing has that in it");
        assertThat(keys.press("Backspace", "Backspace", "Enter", "j").text()).contains("1 of 8");
        assertThat(keys.press("Esc").text()).contains("RUNBOOKS");
        assertThat(keys.commands()).isEmpty();
    }

    @Test
    void enter_on_an_unfinished_run_goes_on_with_it_and_on_one_in_work_follows_it() {
        Keys keys = full();
        assertThat(keys.text()).contains("Enter resume");
        keys.press("Enter");
        assertThat(keys.commands()).containsExactly(new Command.Resume("20261121-020000-k7qx2m", Map.of()));
        assertThat(keys.scene()).isInstanceOf(OpeningScene.class);
        keys.press("Esc");
        assertThat(keys.commands()).endsWith(new Command.GiveUp());
        keys.press("Down", "Down");
        assertThat(keys.text()).contains("Worked on by jon on bastion2").contains("Enter follow");
        assertThat(keys.press("Enter").commands()).endsWith(new Command.Resume("20261121-021500-m2nv9p", Map.of()));
    }

    @Test
    void enter_on_a_runbook_asks_and_the_safe_way_is_under_the_key() {
        Keys keys = fresh().press("Enter");
        Shot.both("launcher-ways", keys.app());
        assertThat(keys.commands()).isEmpty();
        keys.press("Enter");
        assertThat(keys.commands()).containsExactly(new Command.Choose("pachyderm-backup", Mode.REHEARSAL));
    }

    @Test
    void a_run_takes_a_key_of_its_own_and_escape_takes_the_question_back() {
        assertThat(fresh().press("Enter", "Down", "Enter").commands())
                .containsExactly(new Command.Choose("pachyderm-backup", Mode.RUN));
        assertThat(fresh().press("r").commands()).containsExactly(new Command.Choose("pachyderm-backup", Mode.RUN));
        assertThat(fresh().press("Enter", "h").commands())
                .containsExactly(new Command.Choose("pachyderm-backup", Mode.REHEARSAL));
        Keys back = fresh().press("Enter", "q");
        assertThat(back.commands()).isEmpty();
        assertThat(((LauncherScene) back.scene()).ways()).isEmpty();
    }

    @Test
    void a_run_that_is_over_says_its_result_and_where_its_audit_is() {
        Keys keys = full().press("G", "k", "k", "Enter");
        assertThat(keys.app().notice()).contains("done; audit in /var/lib/lifeboat/runs/20261114-020000-aaaaaa");
        assertThat(keys.commands()).isEmpty();
        assertThat(keys.press("r").app().notice()).isEqualTo("not now: choose a runbook first");
    }

    @Test
    void it_looks_again_and_stays_where_it_was() {
        Keys keys = full().press("R", "F5");
        assertThat(keys.commands()).containsExactly(new Command.Relist(), new Command.Relist());
        Message.Listed before = Shelf.full();
        keys.tell(new Message.Listed(before.runs().subList(0, 1), before.books(), List.of(), before.now()));
        assertThat(selected(keys)).isEqualTo("run 20261121-020000-k7qx2m");
        assertThat(keys.text()).contains("1 unfinished, 2 holds open");
    }

    @Test
    void nothing_from_outside_can_steer_the_terminal_or_break_the_list() {
        Message.Listed hostile = new Message.Listed(
                List.of(Shelf.left(
                        "\u001b[2J",
                        Mode.RUN,
                        "2026-11-21T02:32:00Z",
                        Shelf.hold("\u202eevil\nhold", "2026-11-21T02:09:11Z"))),
                List.of(new BookRow(
                        "wide",
                        "バックアップ ".repeat(12),
                        "概要 \u001b]0;mine\u0007 ".repeat(20),
                        List.of(),
                        Optional.empty(),
                        "")),
                List.of("\u009b31m broken"),
                Shelf.NOW);
        Shot.both(
                "launcher-hostile",
                new Keys(LauncherScene.looking()).tell(hostile).app());
    }

    @Test
    void time_passes_a_minute_at_a_time_and_nothing_changes_between() {
        Keys keys = full();
        App before = keys.app();
        assertThat(keys.tell(new Message.Tick(Shelf.NOW.plusSeconds(20))).app()).isEqualTo(before);
        assertThat(keys.text()).contains("28 min ago");
        assertThat(keys.tell(new Message.Tick(Shelf.NOW.plusSeconds(60))).text())
                .contains("29 min ago");
    }

    @Test
    void q_quits() {
        Keys keys = full().press("q");
        assertThat(keys.commands()).containsExactly(new Command.Quit());
        assertThat(keys.app().over()).isTrue();
    }

    @Test
    void a_choice_leads_to_the_form_and_escape_from_there_back() {
        Keys keys = fresh().press("h").tell(new Message.Asked(Shelf.BACKUP, Mode.REHEARSAL, Shelf.lab()));
        assertThat(keys.scene()).isInstanceOf(FormScene.class);
        assertThat(keys.press("Esc").scene()).isInstanceOf(LauncherScene.class);
        assertThat(keys.commands()).endsWith(new Command.GiveUp());
    }
}
