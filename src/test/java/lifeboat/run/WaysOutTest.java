package lifeboat.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** What a view may offer beside going on, and why not otherwise. */
final class WaysOutTest {
    private static final StepId DOWN = new StepId("down");
    private static final StepId DUMP = new StepId("dump");

    private static Run down() {
        return Story.opened("anna", "scale").through("look", "tell", "down").run();
    }

    private static Run dumping() {
        return Story.opened("anna", "scale")
                .through("look", "tell", "down")
                .take(new Intent.Begin(DUMP, false, "", Map.of()))
                .run();
    }

    @Test
    void a_step_is_taken_back_only_if_it_has_an_undo_and_changed_something() {
        Run run = down();
        assertThat(run.undoObstacle(run.step(DOWN))).isEmpty();
        assertThat(run.undoObstacle(run.step(DUMP))).contains("dump has no undo");
        Run before = Story.opened("anna", "scale").run();
        assertThat(before.undoObstacle(before.step(DOWN))).contains("down has changed nothing");
        assertThat(run.undoable()).extracting(Step::id).containsExactly(DOWN);
        assertThat(before.undoable()).isEmpty();
    }

    @Test
    void nothing_is_taken_back_while_something_is_under_way() {
        assertThat(dumping().undoObstacle(dumping().step(DOWN))).contains("something is under way");
        assertThat(dumping().undoable()).isEmpty();
    }

    @Test
    void a_required_step_is_not_skipped_and_neither_is_one_that_is_over_or_under_way() {
        Run run = dumping();
        assertThat(run.skipObstacle(run.step(new StepId("up")))).contains("up is required and cannot be skipped");
        assertThat(run.skipObstacle(run.step(DUMP))).contains("dump cannot be skipped now");
        assertThat(run.skipObstacle(run.step(new StepId("tell")))).contains("tell cannot be skipped now");
        assertThat(run.skipObstacle(run.step(new StepId("tell-again")))).isEmpty();
    }

    @Test
    void what_says_where_the_run_works_is_pinned_once_something_was_changed() {
        assertThat(Story.opened("anna", "scale").run().changeObstacle("namespace"))
                .isEmpty();
        assertThat(down().changeObstacle("namespace").orElse("")).contains("says what the run works on");
        assertThat(down().changeObstacle("who")).isEmpty();
        assertThat(down().changeObstacle("nobody")).contains("the runbook has no parameter nobody");
        assertThat(dumping().changeObstacle("who").orElse("")).contains("under way");
    }

    @Test
    void a_hold_is_released_by_its_step_or_else_by_taking_back_the_one_that_opened_it() {
        Run run = down();
        assertThat(run.release(run.holds().get(1))).contains(new Run.Release(new StepId("up"), false));
        assertThat(run.release(run.holds().get(0))).contains(new Run.Release(new StepId("tell-again"), false));
        Run paused = Story.opened("anna", "scale")
                .through("look", "tell", "down")
                .and(new RunEvent.ParameterGiven("route", "pause", false, "operator"))
                .run();
        assertThat(paused.release(paused.holds().get(1))).contains(new Run.Release(DOWN, true));
        Run busy = dumping();
        assertThat(busy.release(busy.holds().get(1))).isEmpty();
    }

    @Test
    void a_run_that_was_taken_up_again_knows_when_and_how_it_had_stopped() {
        Story opened = Story.opened("anna", "scale").through("look", "tell");
        Instant last = opened.run().last();
        assertThat(opened.run().interruption()).isEmpty();

        Run killed = opened.and(new RunEvent.RunResumed("0.1.0")).run();
        assertThat(killed.interruption()).contains(new Run.Interruption(last, false, ""));

        Run left = opened.and(
                        new RunEvent.RunLeft("the operator left", List.of("told")),
                        new RunEvent.Sealed(9, "00"),
                        new RunEvent.RunResumed("0.1.0"))
                .run();
        assertThat(left.interruption()).map(Run.Interruption::left).contains(true);
        assertThat(left.interruption()).map(Run.Interruption::reason).contains("the operator left");
        assertThat(left.interruption().map(Run.Interruption::at)).isEqualTo(Optional.of(last.plusSeconds(60)));
    }
}
