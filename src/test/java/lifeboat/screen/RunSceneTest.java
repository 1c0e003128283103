package lifeboat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lifeboat.fault.Fault;
import lifeboat.perform.PodFeed;
import lifeboat.perform.Question;
import lifeboat.perform.Wish;
import lifeboat.run.Mode;
import lifeboat.run.Preview;
import lifeboat.run.RunEvent;
import lifeboat.runbook.StepId;
import lifeboat.screen.Layout.Part;
import lifeboat.terminal.Size;
import org.junit.jupiter.api.Test;

/** The run screen as a story: what it is told and which keys come, and what it shows and commands. */
class RunSceneTest {
    private static final StepId SCALE = new StepId("scale-down-pachd");

    private static Tale asks() {
        return Tale.opened(Mode.RUN).preparedToScale().asksToScale();
    }

    private static Tale dumping() {
        return Tale.opened(Mode.RUN)
                .scaledDown()
                .begun("dump-databases", "pachyderm", 1)
                .started("dump-databases", "pachyderm", "pg_dump", "pachyderm");
    }

    private static List<Wish> wishes(Keys keys) {
        return keys.commands().stream()
                .filter(Command.Ask.class::isInstance)
                .map(command -> ((Command.Ask) command).wish())
                .toList();
    }

    private static RunScene scene(Keys keys) {
        return (RunScene) keys.scene();
    }

    @Test
    void enter_confirms_the_preview_that_is_read() {
        Keys keys = new Keys(asks().scene()).press("Enter");

        assertThat(wishes(keys)).containsExactly(new Wish.Confirm(SCALE, false, "yes"));
        assertThat(scene(keys).view().wishes()).isEqualTo(1);
    }

    @Test
    void a_second_enter_asks_for_nothing_more_while_the_first_is_dealt_with() {
        assertThat(wishes(new Keys(asks().scene()).press("Enter", "Enter"))).hasSize(1);
    }

    @Test
    void a_key_that_was_pressed_before_the_preview_was_drawn_does_not_confirm() {
        Keys keys = new Keys(asks().scene()).pressAtOnce("Enter");

        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.text()).contains("too soon");
    }

    @Test
    @Fault("F06")
    void pasted_text_does_not_confirm() {
        Keys keys = new Keys(asks().scene()).paste("\r\n");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.app().notice()).isEqualTo("nothing can be pasted here; a paste confirms nothing");
    }

    @Test
    void changes_of_one_kind_are_told_as_one_where_there_is_little_room() {
        Tale tale = Tale.opened(Mode.RUN)
                .preparedToScale()
                .asks(new Question.Confirm(SCALE, false, workers(number -> "1")));

        String text = new Keys(tale.scene()).text();

        assertThat(text)
                .contains("each of these 30  replicas  1  →  0")
                .contains("rc/worker-0, ")
                .contains("rc/worker-29");
    }

    private static Preview workers(IntFunction<String> before) {
        return new Preview(
                IntStream.range(0, 30)
                        .mapToObj(number ->
                                new Preview.Change("rc/worker-" + number, "replicas", before.apply(number), "0"))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void what_would_change_is_read_to_its_end_before_enter_says_yes() {
        Preview many = workers(number -> Integer.toString(1 + number % 2));
        Tale tale = Tale.opened(Mode.RUN).preparedToScale().asks(new Question.Confirm(SCALE, false, many));
        Keys keys = new Keys(tale.scene());

        assertThat(keys.text()).contains("lines more").doesNotContain("worker-29");
        keys.press("Enter");
        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.text()).contains("read on");
        keys.press("Enter", "Enter", "Enter");

        assertThat(wishes(keys)).containsExactly(new Wish.Confirm(SCALE, false, "yes"));
    }

    @Test
    void another_step_that_is_looked_at_cannot_be_confirmed_by_mistake() {
        Keys keys = new Keys(asks().scene()).press("1", "g", "Enter");

        assertThat(keys.text())
                .contains("Look at everything")
                .contains("WAITS FOR YOU: 4/10  Scale pachd to zero")
                .contains("nothing stands in the way");
        assertThat(wishes(keys.press("Enter"))).isEmpty();
        assertThat(keys.press("Esc").text()).contains("deployment/pachd  replicas  3  →  0");
        assertThat(wishes(keys.press("Enter"))).hasSize(1);
    }

    @Test
    void a_question_that_comes_while_something_else_has_the_screen_is_said_in_the_header() {
        Tale tale = dumping().line("dump-databases", "pachyderm", "pg_dump: something");
        Keys keys = new Keys(tale.scene()).press("3", "z");
        tale.ended("dump-databases", "pachyderm", FakeEnds.WELL).asksToScale();
        keys.tell(tale.ran());

        assertThat(keys.text()).contains("WAITS FOR YOU");
        assertThat(wishes(keys.press("Enter"))).isEmpty();
        assertThat(wishes(keys.press("Esc", "Esc", "Enter", "Enter"))).hasSize(1);
    }

    @Test
    void a_failure_opens_its_menu_once_and_enter_brings_it_back() {
        Tale tale = dumping();
        Keys keys = new Keys(tale.scene());
        tale.failed("dump-databases", "pachyderm", "no space left", "Free some.")
                .asks(new Question.Failed(new StepId("dump-databases")));
        keys.tell(tale.ran());
        assertThat(scene(keys).popup()).isPresent();

        keys.press("Esc");
        assertThat(scene(keys).popup()).isEmpty();
        assertThat(keys.text()).contains("✗ FAILED", "no space left", "HINT Free some.", "[Enter]");
        keys.tell(tale.ran());
        assertThat(scene(keys).popup()).as("after news that change nothing").isEmpty();

        assertThat(scene(keys.press("Enter")).popup()).isPresent();
    }

    @Test
    void a_step_that_fails_again_opens_the_menu_again() {
        Question failed = new Question.Failed(new StepId("dump-databases"));
        Tale tale = dumping();
        Keys keys = new Keys(tale.scene());
        keys.tell(tale.failed("dump-databases", "pachyderm", "no space left", "")
                .asks(failed)
                .ran());
        keys.press("Esc", "r");
        assertThat(wishes(keys)).containsExactly(new Wish.Retry(new StepId("dump-databases")));
        assertThat(scene(keys).popup()).isEmpty();

        tale.begun("dump-databases", "pachyderm", 2)
                .failed("dump-databases", "pachyderm", "no space left", "")
                .asks(failed)
                .ticket(1);
        keys.tell(tale.ran());

        assertThat(scene(keys).popup()).isPresent();
    }

    @Test
    void a_menu_does_not_open_under_the_fingers_of_somebody_who_types_a_search() {
        Tale tale = dumping().line("dump-databases", "pachyderm", "pg_dump: something");
        Keys keys = new Keys(tale.scene()).press("3", "/").type("some");
        tale.failed("dump-databases", "pachyderm", "no space left", "")
                .asks(new Question.Failed(new StepId("dump-databases")));
        keys.tell(tale.ran());
        assertThat(scene(keys).popup()).isEmpty();
        keys.type("r");
        assertThat(wishes(keys)).isEmpty();

        assertThat(scene(keys.press("Enter")).popup()).isPresent();
    }

    @Test
    void who_only_follows_can_look_but_ask_nothing() {
        Keys keys = new Keys(asks().readOnly().scene()).press("Enter");

        assertThat(wishes(keys)).isEmpty();
        assertThat(keys.text()).contains("FOLLOWING", "another process works on this run");
    }

    @Test
    void a_refusal_is_said_with_its_hint_until_something_else_begins() {
        Tale tale = asks();
        Keys keys = new Keys(tale.scene());
        keys.tell(tale.refused("the context was switched elsewhere", "Switch it back.")
                .ran());

        assertThat(keys.text()).contains("Refused: the context was switched", "HINT Switch it back.");
        keys.tell(tale.begun("scale-down-pachd").ran());
        assertThat(keys.text()).doesNotContain("Refused:", "HINT");
    }

    @Test
    void nothing_is_drawn_while_nothing_counts() {
        App app = new Keys(RunScene.of(asks().view().after(new Message.Saw(PodFeed.Pods.NONE)))).app();
        Tick tick = new Tick(app);

        assertThat(tick.after(Duration.ofSeconds(20))).isEqualTo(app);
        assertThat(tick.after(Duration.ofMinutes(2))).isNotEqualTo(app);
        assertThat(new Tick(App.of(dumping().scene())).after(Duration.ofSeconds(20)))
                .isNotEqualTo(App.of(dumping().scene()));
    }

    /** The screen some time after the last event. */
    private record Tick(App app) {
        App after(Duration time) {
            RunScene scene = (RunScene) app.scene();
            return app.update(new Message.Tick(scene.view().now().plus(time))).app();
        }
    }

    @Test
    void a_moved_selection_changes_few_cells() {
        Keys keys = new Keys(asks().scene()).press("1");
        Grid before = keys.app().draw(Size.USUAL);
        Grid after = keys.press("Down").app().draw(Size.USUAL);

        long changed = IntStream.range(0, 80 * 24)
                .filter(cell -> !before.text(cell % 80, cell / 80).equals(after.text(cell % 80, cell / 80))
                        || before.role(cell % 80, cell / 80) != after.role(cell % 80, cell / 80))
                .count();
        assertThat(changed).isLessThan(40);
    }

    @Test
    void tab_goes_around_all_panes_and_digits_go_straight_there() {
        Keys keys = new Keys(dumping().scene());
        Stream.of(Part.OUTPUT, Part.PODS, Part.HOLDS, Part.AUDIT, Part.STEPS, Part.STEP)
                .forEach(part -> assertThat(scene(keys.press("Tab")).focus()).isEqualTo(part));
        assertThat(scene(keys.press("Shift-Tab")).focus()).isEqualTo(Part.STEPS);
        assertThat(scene(keys.press("6")).focus()).isEqualTo(Part.AUDIT);
        assertThat(keys.press("z").text()).contains("hold.opened scale-down-pachd");
        assertThat(scene(keys.press("Esc")).zoomed()).isFalse();
    }

    @Test
    void output_that_a_preview_has_pushed_away_is_one_digit_away() {
        Tale tale = dumping().line("dump-databases", "pachyderm", "first", "second");
        tale.ended("dump-databases", "pachyderm", FakeEnds.WELL)
                .asks(new Question.Confirm(new StepId("dump-databases"), false, Tale.scaling()));

        assertThat(new Keys(tale.scene()).press("3").text()).contains("first", "second");
    }

    @Test
    void the_next_failed_step_is_one_key_away() {
        Tale tale = dumping()
                .failed("dump-databases", "pachyderm", "no space left", "")
                .happened(new RunEvent.NoteAdded("x"));
        Keys keys = new Keys(tale.scene()).press("1", "g", "e", "Enter");

        assertThat(keys.text()).contains("6/10  Dump the databases");
        assertThat(new Keys(asks().scene()).press("1", "e").text()).contains("no step has failed");
    }

    @Test
    void output_is_searched_counted_and_followed() {
        String[] lines = IntStream.range(0, 200)
                .mapToObj(number -> number % 50 == 7 ? "line " + number + " error: odd" : "line " + number)
                .toArray(String[]::new);
        Keys keys =
                new Keys(dumping().line("dump-databases", "pachyderm", lines).scene()).press("3", "z");
        assertThat(keys.text()).contains("line 199");

        keys.press("/").type("error");
        assertThat(keys.text()).contains("line 7 error", "1 of 4");
        keys.press("Enter", "n");
        assertThat(keys.text()).contains("line 57 error", "2 of 4");
        keys.press("N", "N");
        assertThat(keys.text()).contains("line 157 error", "4 of 4");
        keys.press("Esc", "f");
        assertThat(keys.text()).contains("line 199");
        keys.press("e");
        assertThat(keys.text()).contains("line 7 error");
    }

    @Test
    void what_a_pane_shows_is_copied_and_saved_under_its_name() {
        Keys keys = new Keys(asks().scene()).press("5", "y", "Ctrl-S");

        assertThat(keys.commands()).anySatisfy(command -> assertThat(command)
                .isInstanceOfSatisfying(Command.Copy.class, copy -> assertThat(copy.text())
                        .contains("ingress-paused", "by hand: Start the cron jobs")));
        assertThat(keys.commands()).anySatisfy(command -> assertThat(command)
                .isInstanceOfSatisfying(
                        Command.Save.class, save -> assertThat(save.pane()).isEqualTo("holds")));
    }

    @Test
    void commands_are_copied_as_a_shell_needs_them() {
        Keys keys = new Keys(asks().scene()).press("c", "y");

        assertThat(keys.commands())
                .containsExactly(new Command.Copy("kubectl -n pachyderm scale deployment pachd --replicas 0"));
    }

    @Test
    void somebody_who_looked_away_is_called_back() {
        Tale tale = dumping();
        Keys keys = new Keys(tale.scene());
        keys.tell(new Message.Tick(Tale.START.plus(Duration.ofMinutes(5))));
        tale.ended("dump-databases", "pachyderm", FakeEnds.WELL).asksToScale();

        assertThat(keys.tell(tale.ran()).commands()).contains(new Command.Bell());
    }

    @Test
    @Fault("F05")
    void it_is_drawn_at_every_size() {
        Keys keys = new Keys(
                dumping().line("dump-databases", "pachyderm", "x".repeat(500)).scene());
        for (int columns = App.LEAST_COLUMNS; columns <= 210; columns += 7) {
            for (int rows = App.LEAST_ROWS; rows <= 70; rows += 5) {
                keys.tell(new Message.Drawn(1, new Size(columns, rows)));
                String text = Shot.of(keys.app(), columns, rows).text();
                assertThat(text).contains("STEPS 6/10", "OUTPUT", "PODS", "HOLDS 2", "DOWNTIME", "AUDIT");
            }
        }
    }
}
