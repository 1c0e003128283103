package lifeboat.perform;

import static lifeboat.perform.Theatre.eventually;
import static lifeboat.perform.Theatre.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import lifeboat.run.StepState.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wishes that cross on their way: what the simulator found, one test for each. */
class StaleQuestionTest {
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Theatre theatre = Theatre.opened();

    @AfterEach
    void close() {
        gate.countDown();
        theatre.close();
    }

    @Test
    void aPreviewThatComesAfterItsStepWasSkippedIsNoQuestion() throws Exception {
        theatre.world.previewWaits = Optional.of(gate);
        theatre.begin();
        eventually(() -> theatre.world.previewing.get() == 1);
        theatre.wish(new Wish.Skip(id("tell"), "nobody is there"));
        theatre.world.previewWaits = Optional.empty();
        gate.countDown();
        theatre.asksFor("down");
        assertThat(theatre.refusals()).containsExactly("tell is over");
        assertThat(theatre.record.actions()).doesNotContain("preview.shown tell");
    }

    @Test
    void aStepThatIsDoneStaysDoneWhenItsUndoIsRefused() throws Exception {
        theatre.begin().yes("tell", "down").asksFor("both");
        theatre.wish(new Wish.Preview(id("down"), true));
        theatre.until(now -> now.question() instanceof Question.Confirm confirm && confirm.undo());
        theatre.world.moved = Optional.of("the cluster is another");
        theatre.wish(new Wish.Confirm(id("down"), true, "yes"));
        Snapshot refused = theatre.until(now ->
                theatre.record.actions().contains("step.refused down") && now.question() instanceof Question.Confirm);
        assertThat(refused.run().state(id("down")).status()).isEqualTo(Status.DONE);
        assertThat(refused.run().isHeld("down")).isTrue();
        theatre.world.moved = Optional.empty();
        theatre.asksFor("both");
    }

    @Test
    void anUndoOfWhatChangedNothingIsRefusedBeforeAnythingIsLookedAt() throws Exception {
        theatre.begin().asksFor("tell");
        theatre.world.moved = Optional.of("the cluster is another");
        theatre.wish(new Wish.Confirm(id("down"), true, "yes"));
        assertThat(theatre.refusals()).containsExactly("down has changed nothing");
        assertThat(theatre.record.actions()).doesNotContain("step.refused down");
    }
}
