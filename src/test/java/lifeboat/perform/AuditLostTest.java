package lifeboat.perform;

import static lifeboat.perform.Theatre.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import lifeboat.fault.Fault;
import lifeboat.run.Outcome;
import lifeboat.run.Run;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The audit cannot be written any more while something is held: nothing new begins, and nobody is trapped. */
@Fault({"F08", "F10"})
class AuditLostTest {
    private final Theatre theatre = Theatre.opened();

    @AfterEach
    void close() {
        theatre.close();
    }

    /** Two holds are open, and nothing can be kept from the end of the scaling on. */
    private Question.AuditLost lost() throws Exception {
        theatre.world.plan("down", (attempt, listener) -> {
            theatre.world.replicas = 0;
            theatre.record.fail(true, false);
            return new Outcome.Succeeded(Map.of("replicas", List.of("3")), "3 to 0");
        });
        theatre.begin().yes("tell", "down");
        Snapshot now = theatre.until(one -> one.question() instanceof Question.AuditLost);
        return (Question.AuditLost) now.question();
    }

    @Test
    void whatIsUnderWayEndsAndNothingNewBeginsUntilTheOperatorSaysHow() throws Exception {
        Question.AuditLost question = lost();
        assertThat(question.holds()).extracting(Run.OpenHold::id).containsExactly("down", "told");
        assertThat(question.loss().accepted()).isFalse();
        assertThat(theatre.record.remembered()).startsWith("action.ended down #1");
        for (Wish wish : List.of(
                new Wish.GoOn(),
                new Wish.Preview(id("up"), false),
                new Wish.Confirm(id("up"), false, "yes"),
                new Wish.Skip(id("dump"), "because"),
                new Wish.Retry(id("down")),
                new Wish.ReleaseAll(),
                new Wish.Close("enough"),
                new Wish.WithoutAudit("yes"),
                new Wish.WithoutAudit("without audit "))) {
            Snapshot after = theatre.wish(wish);
            assertThat(after.question()).as("%s", wish).isInstanceOf(Question.AuditLost.class);
        }
        assertThat(theatre.world.acts).containsExactly("look", "tell", "down");
    }

    @Test
    void onceTypedWhatReleasesAHoldCanBeDoneEachWithItsPreviewAndNothingElse() throws Exception {
        lost();
        theatre.wish(new Wish.WithoutAudit(AuditLoss.TYPED));
        theatre.until(now -> now.question() instanceof Question.Release);
        assertThat(theatre.wish(new Wish.Preview(id("dump"), false)).question()).isInstanceOf(Question.Release.class);
        assertThat(theatre.wish(new Wish.GoOn()).question()).isInstanceOf(Question.Release.class);
        theatre.wish(new Wish.ReleaseAll());
        theatre.yes("up", "tell-again");
        Run end = theatre.over().run();
        assertThat(end.holds()).isEmpty();
        assertThat(end.phase())
                .as("it is not closed: what it did stands nowhere")
                .isEqualTo(Run.Phase.LEFT);
        assertThat(theatre.world.acts).containsExactly("look", "tell", "down", "up", "tell-again");
        assertThat(theatre.world.replicas).isEqualTo(3);
        assertThat(theatre.record.remembered())
                .contains("hold.opened down", "hold.released down", "hold.released told")
                .endsWith("run.left");
        assertThat(theatre.record.actions()).endsWith("action.begun down #1");
    }

    @Test
    void aReleaseThatFailsCanBeTriedAgain() throws Exception {
        lost();
        theatre.world.plan(
                "up",
                (attempt, listener) -> new Outcome.Failed(false, "it broke", "Mend it.", lifeboat.run.EffectSeen.NONE));
        theatre.wish(new Wish.WithoutAudit(AuditLoss.TYPED));
        theatre.wish(new Wish.Preview(id("up"), false));
        theatre.yes("up");
        theatre.until(now -> now.question() instanceof Question.Release
                && now.run().state(id("up")).status() == lifeboat.run.StepState.Status.FAILED);
        theatre.wish(new Wish.ReleaseAll());
        theatre.yes("up", "tell-again");
        assertThat(theatre.over().run().holds()).isEmpty();
    }

    @Test
    void inAnotherDirectoryTheAuditGoesOnAndNothingButAReleaseBegins() throws Exception {
        lost();
        Snapshot now = theatre.wish(new Wish.KeepAudit(Optional.of("/other")));
        assertThat(now.question()).isInstanceOf(Question.Release.class);
        assertThat(theatre.record.remembered()).isEmpty();
        assertThat(theatre.record.places()).containsExactly("/other");
        assertThat(theatre.wish(new Wish.GoOn()).question()).isInstanceOf(Question.Release.class);
        theatre.wish(new Wish.ReleaseAll());
        theatre.yes("up", "tell-again");
        Snapshot end = theatre.over();
        assertThat(end.run().phase()).isEqualTo(Run.Phase.LEFT);
        assertThat(end.loss().orElseThrow().elsewhere()).contains("/other");
        assertThat(theatre.record.actions()).contains("hold.released told").endsWith("run.left");
    }

    @Test
    void whereItCanBeKeptAgainTheProcedureGoesOn() throws Exception {
        lost();
        Snapshot again = theatre.wish(new Wish.KeepAudit(Optional.empty()));
        assertThat(again.question()).isInstanceOf(Question.AuditLost.class);
        theatre.record.fail(false, false);
        assertThat(theatre.wish(new Wish.KeepAudit(Optional.empty())).loss()).isEmpty();
        theatre.wish(new Wish.GoOn());
        assertThat(theatre.finish().result()).contains("done");
        assertThat(theatre.record.actions()).contains("action.ended down #1", "hold.opened down");
        assertThat(theatre.world.done)
                .allSatisfy((unit, times) -> assertThat(times).as(unit).isEqualTo(1));
    }

    @Test
    void aDiskThatFillsUpAgainElsewhereIsAskedAboutAgain() throws Exception {
        lost();
        theatre.wish(new Wish.KeepAudit(Optional.of("/other")));
        theatre.record.fail(true, true);
        theatre.wish(new Wish.Note("nobody writes this down"));
        Snapshot now = theatre.until(one -> one.question() instanceof Question.AuditLost);
        assertThat(now.loss().orElseThrow().accepted()).isFalse();
        assertThat(theatre.record.remembered()).containsExactly("note.added");
    }

    @Test
    void withoutAReserveEvenAReleaseIsNotBegunOnTheQuiet() throws Exception {
        theatre.begin().yes("tell", "down").asksFor("both");
        theatre.wish(new Wish.Stop());
        theatre.wish(new Wish.Preview(id("up"), false));
        theatre.asksFor("up");
        theatre.record.fail(true, true);
        theatre.wish(new Wish.Confirm(id("up"), false, "yes"));
        theatre.until(one -> one.question() instanceof Question.AuditLost);
        assertThat(theatre.world.acts).doesNotContain("up");
        theatre.wish(new Wish.WithoutAudit(AuditLoss.TYPED));
        theatre.wish(new Wish.ReleaseAll());
        theatre.yes("up", "tell-again");
        assertThat(theatre.over().run().holds()).isEmpty();
    }

    @Test
    void whenNobodyIsThereAnyMoreTheRunParksWithWhatItHolds() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        theatre.world.plan("down", (attempt, listener) -> {
            go.await();
            theatre.world.replicas = 0;
            theatre.record.fail(true, false);
            return new Outcome.Succeeded(Map.of("replicas", List.of("3")), "3 to 0");
        });
        theatre.begin().yes("tell", "down");
        theatre.until(now -> !now.run().inFlight().isEmpty());
        theatre.conductor.wish(new Wish.Leave("hang-up"));
        go.countDown();
        Snapshot end = theatre.over();
        assertThat(end.run().phase()).isEqualTo(Run.Phase.LEFT);
        assertThat(end.run().holds()).hasSize(2);
        assertThat(theatre.world.acts).containsExactly("look", "tell", "down");
    }
}
