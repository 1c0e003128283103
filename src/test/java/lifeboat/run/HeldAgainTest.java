package lifeboat.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** Taking back what had released a hold makes it a hold again. */
final class HeldAgainTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: again
            title: Down and up
            summary: For tests.
            targets:
              cluster:
                cluster: {kubeconfig: "", context: "", namespace: default}
            identity: [cluster]
            lock: again
            holds:
              down: {means: It is down., by_hand: Start it.}
            steps:
              - id: stop
                title: Stop it
                run: {argv: [stop]}
                holds: down
              - id: start
                title: Start it
                run: {argv: [start]}
                releases: down
                undo: {run: {argv: [stop]}}
              - id: tell
                title: Tell
                run: {argv: [tell]}
            """;
    private static final StepId STOP = new StepId("stop");
    private static final StepId START = new StepId("start");
    private static final Outcome WELL = new Outcome.Succeeded(Map.of(), "");

    private static Story done(Story story, StepId step, boolean undo, int number) {
        return story.take(new Intent.Show(step, undo, Preview.ofDetails(List.of("what changes"))))
                .take(new Intent.Begin(step, undo, "yes", Map.of()))
                .take(new Intent.Ended(new Attempt(step, "", undo, number), WELL));
    }

    private static Story up() {
        return done(done(Story.opened(Story.book(BOOK)), STOP, false, 1), START, false, 1);
    }

    @Test
    void whatHadReleasedAHoldHoldsItAgainWhenItIsTakenBack() {
        assertThat(up().run().isHeld("down")).isFalse();
        Story undone = done(up(), START, true, 2);
        assertThat(undone.run().holds()).singleElement().satisfies(hold -> assertThat(hold.step())
                .isEqualTo(STOP));
        undone.when(new Intent.Close("enough")).thenRefused("still held: down");
        assertThat(done(undone, START, false, 3).run().holds()).isEmpty();
    }

    @Test
    void whatNeverReleasedItLeavesItAsItIs() {
        Story stopped = done(Story.opened(Story.book(BOOK)), STOP, false, 1);
        Outcome lost = new Outcome.Failed(false, "no answer", "Look.", EffectSeen.UNKNOWN);
        Story failed = stopped.take(new Intent.Show(START, false, Preview.ofDetails(List.of("what changes"))))
                .take(new Intent.Begin(START, false, "yes", Map.of()))
                .take(new Intent.Ended(new Attempt(START, "", false, 1), lost));
        assertThat(done(failed, START, true, 2).run().holds()).hasSize(1);
    }
}
