package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.perform.Performer;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.run.RunEvent;
import lifeboat.run.Verdict;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** What else can be answered: keys in, wishes out, and why not. */
class WaysOutOfQuestionsTest {
    private static final StepId SCALE = new StepId("scale-down-pachd");
    private static final StepId DUMP = new StepId("dump-databases");
    private static final StepId RESUME = new StepId("resume-pachd");

    private static Keys keys(Tale tale) {
        return new Keys(tale.scene());
    }

    private static List<Wish> wishes(Keys keys) {
        return keys.commands().stream()
                .filter(Command.Ask.class::isInstance)
                .map(command -> ((Command.Ask) command).wish())
                .toList();
    }

    private static Tale dumpFailed() {
        return Tale.opened(Mode.RUN)
                .scaledDown()
                .begun("dump-databases", "pachyderm", 1)
                .failed("dump-databases", "pachyderm", "pg_dump ended with 1", "Look at the output.")
                .asks(new Question.Failed(DUMP));
    }

    private static Tale scaling() {
        return Tale.opened(Mode.RUN).preparedToScale().asksToScale();
    }

    private static Tale dumping() {
        return Tale.opened(Mode.RUN)
                .scaledDown()
                .begun("dump-databases", "pachyderm", 1)
                .progress("dump-databases", "pachyderm", "41 MiB");
    }

    private static Tale held() {
        Tale tale = Tale.opened(Mode.RUN).scaledDown().stopped();
        return tale.asks(new Question.Release(Told.newestFirst(tale.run())));
    }

    private static Tale doubted(Optional<Verdict> verdict) {
        Tale tale = Tale.opened(Mode.RUN)
                .preparedToScale()
                .begun("scale-down-pachd")
                .happened(new RunEvent.RunResumed("0.1.0"));
        return tale.asks(new Question.Doubt(
                tale.run().doubts().keySet().iterator().next(),
                new Performer.Finding(verdict, "deployment/pachd has 0 of 3 replicas", false)));
    }

    @Test
    void a_failure_opens_its_menu_by_itself_and_is_retried_with_enter() {
        Keys keys = keys(Tale.opened(Mode.RUN).scaledDown());
        keys.tell(dumpFailed().ran());
        assertThat(keys.text())
                .contains("FAILED")
                .contains("pg_dump ended with 1")
                .contains("Look at the output.");
        keys.pressAtOnce("Enter", "r");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.app().notice()).contains("too soon");
        keys.press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Retry(DUMP));
    }

    private static Keys failed() {
        Keys keys = keys(Tale.opened(Mode.RUN).scaledDown());
        return keys.tell(dumpFailed().ran());
    }

    @Test
    void looking_around_closes_the_menu_and_enter_brings_it_back() {
        Keys keys = failed().press("Esc");
        assertThat(keys.text()).doesNotContain("Try it again");
        keys.press("Enter");
        assertThat(keys.text()).contains("Try it again");
        assertThat(wishes(keys)).isEmpty();
    }

    @Test
    void a_parameter_is_changed_after_it_was_looked_at_in_the_field() {
        Keys keys =
                failed().press("p", "Down", "Enter", "Ctrl-U").type("nonsense").press("Enter");
        assertThat(keys.text()).contains("Change route").contains("scale, pause");
        assertThat(wishes(keys)).isEmpty();
        keys.press("Ctrl-U").paste("pause\n");
        assertThat(wishes(keys)).isEmpty();
        keys.press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Change("route", "pause"));
        assertThat(keys.text()).contains("Try it again");
    }

    @Test
    void a_parameter_that_says_where_the_run_works_is_refused_with_the_reason() {
        Keys keys = failed().press("p", "Enter");
        assertThat(keys.app().notice()).contains("namespace says what the run works on");
        assertThat(keys.text()).contains("Change which parameter?");
    }

    @Test
    void a_step_is_skipped_with_a_reason_only() {
        Keys keys = failed().press("s", "Enter");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.text()).contains("skipping needs a reason");
        keys.type("taken by hand").press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Skip(DUMP, "taken by hand"));
    }

    @Test
    void a_required_step_is_not_skipped_and_the_key_says_why() {
        Keys keys = keys(scaling()).press("s");
        assertThat(keys.app().notice()).isEqualTo("not now: scale-down-pachd is required and cannot be skipped");
        assertThat(wishes(keys)).isEmpty();
    }

    @Test
    void an_earlier_step_is_taken_back_from_a_list() {
        Keys keys = failed().press("u");
        assertThat(keys.text()).contains("Scale pachd to zero").contains("releases pachd-down");
        keys.press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Preview(SCALE, true));
    }

    @Test
    void a_note_is_written_at_any_time_and_the_menu_comes_back() {
        Keys keys = failed().press("n").type("called mira").press("Enter");
        assertThat(wishes(keys)).containsExactly(new Wish.Note("called mira"));
        assertThat(keys.text()).contains("Try it again");
        Keys busy = keys(dumping()).press("n").type("slow disk").press("Enter");
        assertThat(wishes(busy)).containsExactly(new Wish.Note("slow disk"));
    }

    @Test
    void esc_takes_back_whatever_was_begun() {
        for (String key : List.of("p", "s", "u", "n", "x", "q")) {
            Keys keys = failed().press(key, "Esc");
            assertThat(wishes(keys)).as(key).isEmpty();
            assertThat(keys.text()).as(key).contains("Try it again");
            keys.press("Esc");
            assertThat(keys.text()).as(key).doesNotContain("Try it again");
            assertThat(keys.commands()).as(key).isEmpty();
        }
    }

    @Test
    void stopping_is_asked_and_keeping_going_has_the_keys() {
        assertThat(wishes(failed().press("x", "Enter"))).isEmpty();
        assertThat(wishes(failed().press("x", "Down", "Enter"))).containsExactly(new Wish.Stop());
    }

    @Test
    void leaving_is_at_once_when_nothing_is_held_or_under_way() {
        Keys keys = keys(Tale.opened(Mode.RUN)).press("q");
        assertThat(wishes(keys)).containsExactly(new Wish.Leave("the operator left"));
    }

    @Test
    void leaving_with_a_hold_open_lists_it_and_asks() {
        Keys keys = keys(scaling()).press("q");
        assertThat(keys.text())
                .contains("! ingress-paused since 02:0")
                .contains("Whatever feeds data into Pachyderm from outside is stopped")
                .contains("lifeboat resume 20261121-020000-k7qx2m");
        assertThat(wishes(keys.press("Enter"))).isEmpty();
        assertThat(wishes(keys.press("q", "Down", "Enter"))).containsExactly(new Wish.Leave("the operator left"));
    }

    @Test
    void a_second_q_leaves_but_not_one_that_was_held_down() {
        Keys keys = keys(scaling()).press("q").pressAtOnce("q", "q");
        assertThat(wishes(keys)).isEmpty();
        assertThat(wishes(keys.press("q"))).containsExactly(new Wish.Leave("the operator left"));
    }

    @Test
    void control_c_asks_whether_to_stop_what_is_under_way_and_waiting_has_the_keys() {
        Keys keys = keys(dumping()).press("Ctrl-C");
        assertThat(keys.text()).contains("Dump the databases (pachyderm): 41 MiB");
        assertThat(wishes(keys.press("Enter"))).isEmpty();
        assertThat(wishes(keys.press("Ctrl-C", "Down", "Enter"))).containsExactly(new Wish.Cancel());
    }

    @Test
    void control_c_twice_leaves_when_nothing_is_under_way() {
        assertThat(wishes(keys(scaling()).press("Ctrl-C"))).isEmpty();
        assertThat(wishes(keys(scaling()).press("Ctrl-C", "Ctrl-C")))
                .containsExactly(new Wish.Leave("the operator left"));
    }

    @Test
    void leaving_while_something_is_under_way_waits_for_it_or_stops_it() {
        assertThat(wishes(keys(dumping()).press("q", "Down", "Enter")))
                .containsExactly(new Wish.Leave("the operator left"));
        assertThat(wishes(keys(dumping()).press("q", "Down", "Down", "Enter")))
                .containsExactly(new Wish.Leave("the operator left"), new Wish.Cancel());
        Keys left = keys(dumping().leaving()).press("q", "Down", "Enter");
        assertThat(left.commands()).containsExactly(new Command.Quit());
    }

    @Test
    void a_doubt_opens_its_menu_and_what_agrees_with_what_was_seen_needs_no_more() {
        Keys keys = keys(Tale.opened(Mode.RUN));
        keys.tell(doubted(Optional.of(Verdict.TOOK_EFFECT)).ran());
        assertThat(keys.text())
                .contains("IN DOUBT")
                .contains("deployment/pachd has 0 of 3 replicas")
                .contains("It looks as if it took effect");
        assertThat(wishes(keys.press("Enter"))).isEmpty();
        assertThat(keys.text()).doesNotContain("It looks as if it");
        keys.press("Enter", "Down", "Enter");
        assertThat(wishes(keys))
                .containsExactly(new Wish.Settle(
                        Tale.attempt("scale-down-pachd", "", 1),
                        Verdict.TOOK_EFFECT,
                        "deployment/pachd has 0 of 3 replicas"));
    }

    @Test
    void who_settles_a_doubt_otherwise_says_how_they_know() {
        Keys keys = keys(Tale.opened(Mode.RUN));
        keys.tell(doubted(Optional.empty()).ran());
        keys.press("Down", "Down", "Down", "Enter", "Enter");
        assertThat(keys.text()).contains("How do you know?").contains("write down what you saw");
        assertThat(wishes(keys)).isEmpty();
        keys.type("one of three went").press("Enter");
        assertThat(wishes(keys))
                .containsExactly(
                        new Wish.Settle(Tale.attempt("scale-down-pachd", "", 1), Verdict.PARTLY, "one of three went"));
    }

    @Test
    void nothing_is_skipped_undone_or_stopped_while_a_doubt_is_open() {
        Keys keys = keys(Tale.opened(Mode.RUN));
        keys.tell(doubted(Optional.empty()).ran()).press("Esc");
        for (String key : List.of("s", "u", "x")) {
            keys.press(key);
            assertThat(keys.app().notice()).as(key).contains("say first what became of");
        }
        assertThat(wishes(keys)).isEmpty();
    }

    @Test
    void holds_are_released_all_or_one_by_one_newest_first() {
        Keys all = keys(Tale.opened(Mode.RUN));
        all.tell(held().ran());
        assertThat(all.text()).contains("STILL HELD").contains("by \"Resume pachd\"");
        assertThat(wishes(all.press("Enter"))).containsExactly(new Wish.ReleaseAll());
        Keys one = keys(Tale.opened(Mode.RUN));
        one.tell(held().ran()).press("Down", "Enter");
        assertThat(wishes(one)).containsExactly(new Wish.Preview(RESUME, false));
    }

    @Test
    void a_run_with_open_holds_is_not_closed_and_its_entry_says_why() {
        Keys keys = keys(Tale.opened(Mode.RUN));
        keys.tell(held().ran()).press("Down", "Down", "Down", "Enter");
        assertThat(keys.app().notice()).contains("a run with open holds cannot be closed");
        assertThat(wishes(keys)).isEmpty();
    }

    @Test
    void a_stopped_run_in_which_nothing_is_held_is_closed_or_gone_on_with() {
        Tale tale = Tale.opened(Mode.RUN).stopped().asks(new Question.Release(List.of()));
        assertThat(wishes(keys(tale).tell(tale.ran()).press("Enter")))
                .containsExactly(new Wish.Close("stopped by the operator"));
        assertThat(wishes(keys(tale).tell(tale.ran()).press("Down", "Enter"))).containsExactly(new Wish.GoOn());
        assertThat(wishes(keys(tale).tell(tale.ran()).press("Esc", "b"))).containsExactly(new Wish.GoOn());
    }

    @Test
    void a_preview_out_of_turn_is_put_away_again() {
        Tale undo = Tale.opened(Mode.RUN).scaledDown().asks(new Question.Confirm(SCALE, true, Tale.scaling()));
        assertThat(wishes(keys(undo).press("b"))).containsExactly(new Wish.GoOn());
        Tale stopped =
                Tale.opened(Mode.RUN).scaledDown().stopped().asks(new Question.Confirm(RESUME, false, Tale.scaling()));
        assertThat(wishes(keys(stopped).press("b"))).containsExactly(new Wish.Stop());
        Keys inTurn = keys(scaling()).press("b");
        assertThat(inTurn.app().notice()).contains("it is the turn of this step");
    }

    @Test
    void a_run_that_was_killed_says_when_and_what_it_was_at() {
        Tale tale = Tale.opened(Mode.RUN)
                .preparedToScale()
                .begun("scale-down-pachd")
                .later(Duration.ofMinutes(40))
                .happened(new RunEvent.RunResumed("0.1.0"));
        RunView view = tale.view();
        String text =
                Shot.of(Questions.pickedUp(view).orElseThrow(), view, 80, 24).text();
        assertThat(text).contains("a kill, power or a lost machine").contains("Was at   Scale pachd to zero");
        assertThat(text).contains("! ingress-paused since 02:00 UTC (40m)").contains("3 of 10 are over");
    }

    @Test
    void a_run_that_was_left_says_why_and_one_that_was_just_opened_says_nothing() {
        Tale left = Tale.opened(Mode.RUN)
                .happened(new RunEvent.RunLeft("the terminal is gone", List.of()), new RunEvent.RunResumed("0.1.0"));
        assertThat(Shot.of(Questions.pickedUp(left.view()).orElseThrow(), left.view(), 80, 24)
                        .text())
                .contains("the terminal is gone");
        assertThat(Questions.pickedUp(Tale.opened(Mode.RUN).view())).isEmpty();
        assertThat(Questions.pickedUp(left.readOnly().view())).isEmpty();
    }

    @Test
    void a_bell_is_due_after_what_took_long() {
        RunView busy = dumping().view();
        assertThat(Questions.rings(
                        busy, dumpFailed().later(Duration.ofSeconds(20)).view()))
                .isTrue();
        assertThat(Questions.rings(busy, dumpFailed().view())).isFalse();
        assertThat(Questions.rings(busy, busy)).isFalse();
        RunView asked = scaling().view();
        assertThat(Questions.rings(asked, asked)).isFalse();
    }

    @Test
    void the_prompt_says_what_can_be_answered_or_what_is_waited_for() {
        assertThat(Questions.prompt(scaling().view())).startsWith("[Enter] do it  [d] diff  [c] commands  [n] note");
        assertThat(Questions.prompt(scaling().view())).doesNotContain("skip");
        assertThat(Questions.prompt(dumping().view())).isEqualTo("Dump the databases (pachyderm); Ctrl-C to stop it");
        assertThat(Questions.prompt(dumping().leaving().view())).contains("the run is left when it has ended");
        assertThat(Questions.prompt(dumpFailed().view())).startsWith("[Enter] what now  [r] retry");
        assertThat(Questions.prompt(scaling().readOnly().view())).contains("another process works on this run");
        assertThat(Questions.prompt(Tale.opened(Mode.RUN).view())).isEqualTo("looking");
    }
}
