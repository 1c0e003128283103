package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lifeboat.line.Stage.Played;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps that are done out of their turn, or side by side. */
@Timeout(30)
final class OutOfOrderTest {
    private static Stage sideBySide() {
        Stage stage = new Stage("side-by-side.yaml", Mode.RUN);
        stage.world.plan(
                "look", (attempt, listener) -> new Outcome.Succeeded(Map.of("databases", List.of("one", "two")), ""));
        return stage;
    }

    @Test
    void aHoldWhoseReleasingStepWasSkippedCanStillBeReleased() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        Played played = stage.answers(
                "yes", "cron", "skip a", "yes", "yes", "yes", "skip later", "ingress-paused", "yes", "cron again");
        Golden.assertSame("skipped-release", played.transcript());
        assertThat(played.code()).isZero();
        assertThat(stage.world.acts).endsWith("lift #1 cron again");
    }

    @Test
    void aGroupThatWasRefusedIsAQuestionAndNotALoop() throws Exception {
        Stage stage = sideBySide();
        stage.world.refusedOnce.put("both", "the feeds cannot be looked at");
        Played played = stage.answers("retry", "yes", "leave");
        assertThat(played.transcript()).containsOnlyOnce("REFUSED before anything was changed");
        assertThat(stage.world.acts).contains("stop-one #1 yes", "stop-two #1 yes");
    }

    @Test
    void everyPartOfAReleasingStepIsDoneOutOfTurnToo() throws Exception {
        Stage stage = sideBySide();
        Played played = stage.answers("yes", "stop", "all", "yes", "close");
        assertThat(stage.world.acts).contains("start[one] #1 yes", "start[two] #2");
        assertThat(played.transcript()).contains("Hold released: feeds-down");
        assertThat(played.code()).isEqualTo(1);
    }
}
