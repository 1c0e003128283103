package lifeboat.perform;

import static lifeboat.perform.Theatre.eventually;
import static lifeboat.perform.Theatre.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lifeboat.fault.Fault;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.run.StepState.Status;
import lifeboat.run.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the run thread does by itself, what it waits for, and what is on disk before anything is done. */
class ConductorTest {
    private static final Outcome WELL = new Outcome.Succeeded(Map.of(), "");
    private static final Outcome BROKEN = new Outcome.Failed(false, "it broke", "Mend it.", EffectSeen.UNKNOWN);

    private static final String HALTING =
            """
            schema: lifeboat/v1
            id: halting
            title: Halt each
            summary: For tests.
            targets:
              cluster:
                cluster: {kubeconfig: "", context: "", namespace: default}
            identity: [cluster]
            lock: halting
            holds:
              halted: {means: They are halted., by_hand: Start them.}
            steps:
              - id: look
                title: Look
                preflight: {checks: [tools], app: pachd, databases: [pachyderm]}
                register: seen
              - id: halt
                title: Halt
                foreach: "{{ seen.databases }}"
                run: {argv: [halt, "{{ item }}"]}
                holds: halted
                undo: {run: {argv: [start, "{{ item }}"]}}
              - id: on
                title: Go on
                run: {argv: [go]}
                releases: halted
            """;

    private Theatre theatre = Theatre.opened();
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void open() {
        theatre = Theatre.opened();
    }

    @AfterEach
    void close() {
        gate.countDown();
        theatre.close();
    }

    private Outcome waitAtTheGate() throws InterruptedException {
        assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
        return WELL;
    }

    @Test
    void whatOnlyReadsGoesByItselfAndAChangeWaitsForItsYes() throws Exception {
        Snapshot asked = theatre.begin().asksFor("tell");
        assertThat(theatre.world.acts).containsExactly("look");
        assertThat(asked.question()).isInstanceOfSatisfying(Question.Confirm.class, confirm -> assertThat(
                        confirm.preview().details())
                .containsExactly("what tell will change"));
        theatre.wish(new Wish.Note("still thinking"));
        assertThat(theatre.world.acts).containsExactly("look");
        theatre.yes("tell").asksFor("down");
        assertThat(theatre.world.acts).containsExactly("look", "tell");
    }

    @Test
    void theIntentIsOnDiskBeforeTheWorldIsTouchedAndTheOutcomeAfter() throws Exception {
        theatre.begin().yes("tell", "down");
        theatre.asksFor("both");
        List<String> before = Objects.requireNonNull(theatre.world.before.get("down #1"));
        assertThat(before).endsWith("preview.shown down", "step.confirmed down", "action.begun down #1");
        assertThat(theatre.record.actions())
                .containsSubsequence("action.begun down #1", "action.ended down #1", "hold.opened down");
        theatre.world.before.forEach((attempt, seen) ->
                assertThat(seen).contains("action.begun " + attempt).doesNotContain("action.ended " + attempt));
        assertThat(theatre.conductor.outlet().latest().run().facts())
                .containsEntry("recorded.pachd.replicas", List.of("3"));
    }

    @Test
    void aWholeRunEndsWellWithEverythingDoneOnceAndNothingHeld() throws Exception {
        Run run = theatre.begin().finish();
        assertThat(run.result()).contains("done");
        assertThat(run.holds()).isEmpty();
        assertThat(theatre.world.replicas).isEqualTo(3);
        assertThat(theatre.world.done.values()).containsOnly(1);
        assertThat(theatre.world.done).hasSize(2 + 1 + FakeWorld.DATABASES.size() + 2 + 2);
        assertThat(theatre.refusals()).isEmpty();
    }

    @Test
    void whenTheTargetMovedTheStepIsRefusedOnRecordAndNothingRuns() throws Exception {
        theatre.begin().asksFor("tell");
        theatre.world.moved = Optional.of("the cluster is another");
        theatre.wish(new Wish.Confirm(id("tell"), false, "yes"));
        Snapshot refused = theatre.failed("tell");
        assertThat(refused.run().state(id("tell")).reason()).isEqualTo("the cluster is another");
        assertThat(theatre.record.actions()).endsWith("step.refused tell").doesNotContain("step.confirmed tell");
        assertThat(theatre.world.acts).containsExactly("look");

        theatre.world.moved = Optional.empty();
        theatre.wish(new Wish.Retry(id("tell")));
        theatre.yes("tell").asksFor("down");
        assertThat(theatre.world.acts).containsExactly("look", "tell");
    }

    @Test
    void aFailedStepIsPreviewedAgainAndThenDone() throws Exception {
        theatre.world.plan("down", (attempt, listener) -> BROKEN);
        theatre.begin().yes("tell", "down");
        Snapshot failed = theatre.failed("down");
        assertThat(failed.run().isHeld("down")).isTrue();
        theatre.wish(new Wish.Confirm(id("down"), false, "yes"));
        theatre.failed("down");
        assertThat(theatre.refusals()).containsExactly("down was not previewed");
        assertThat(theatre.world.acts).containsOnlyOnce("down");

        theatre.wish(new Wish.Retry(id("down")));
        theatre.yes("down").asksFor("both");
        assertThat(theatre.world.replicas).isZero();
        assertThat(theatre.record.actions())
                .containsSubsequence("action.ended down #1", "preview.shown down", "action.begun down #2");
    }

    @Test
    void aStepThatReadsIsTriedAgainWithoutAYes() throws Exception {
        theatre.world.plan("look", (attempt, listener) -> new Outcome.Failed(true, "no disk", "", EffectSeen.NONE));
        theatre.begin().failed("look");
        theatre.wish(new Wish.Retry(id("look")));
        theatre.asksFor("tell");
        assertThat(theatre.world.acts).containsExactly("look", "look");
    }

    @Test
    void aRunThatAGuardRefusedAndThatChangedNothingClosesAsRefused() throws Exception {
        theatre.world.plan("look", (attempt, listener) -> new Outcome.Failed(true, "no disk", "", EffectSeen.NONE));
        theatre.begin().failed("look");
        theatre.wish(new Wish.Close("no disk"));
        assertThat(theatre.over().run().result()).contains("refused");
    }

    @Test
    void cancelReachesWhatIsInFlight() throws Exception {
        theatre.world.plan("tell", (attempt, listener) -> {
            eventually(listener.cancelled());
            return new Outcome.Cancelled("stopped", EffectSeen.NONE);
        });
        theatre.begin().yes("tell");
        eventually(() -> theatre.world.inside.get() == 1);
        theatre.wish(new Wish.Cancel());
        Snapshot failed = theatre.failed("tell");
        assertThat(failed.run().holds()).isEmpty();
        assertThat(failed.run().state(id("tell")).reason()).isEqualTo("stopped");
    }

    @Test
    void oneOfSeveralIsStoppedAndTheOtherGoesOnToItsEnd() throws Exception {
        FakeWorld.Act patient = (attempt, listener) -> {
            eventually(() -> listener.cancelled().getAsBoolean() || gate.getCount() == 0);
            return listener.cancelled().getAsBoolean() ? new Outcome.Cancelled("stopped", EffectSeen.NONE) : WELL;
        };
        theatre.world.plan("left", patient).plan("right", patient);
        theatre.begin().yes("tell", "down", "both");
        eventually(() -> theatre.world.inside.get() == 2);
        theatre.wish(new Wish.Cancel(Optional.of(new Attempt(id("left"), "", false, 1))));
        theatre.until(now -> now.run().state(id("left")).status() == Status.FAILED);
        assertThat(theatre.conductor.outlet().latest().question()).isInstanceOf(Question.Busy.class);
        assertThat(theatre.world.inside).hasValue(1);
        theatre.wish(new Wish.Cancel(Optional.of(new Attempt(id("left"), "", false, 1))));
        assertThat(theatre.refusals()).containsExactly("left #1 is not under way any more");
        gate.countDown();
        Run run = theatre.failed("both").run();
        assertThat(run.state(id("right")).status()).isEqualTo(Status.DONE);
        assertThat(run.state(id("left")).reason()).isEqualTo("stopped");
    }

    @Test
    void cancelReachesTheChecksThatFollow() throws Exception {
        theatre.world.checkWaits = true;
        theatre.begin().yes("tell", "down", "both", "up");
        theatre.until(now -> now.run().state(id("up")).status() == Status.CHECKING);
        eventually(() -> theatre.world.checking.get() == 1);
        theatre.wish(new Wish.Cancel());
        assertThat(theatre.failed("up").run().isHeld("down")).isTrue();
    }

    @Test
    void aHangUpWithSeveralInFlightLetsEachEndAndTheRestIsAskedForAnew() throws Exception {
        theatre.world.plan("left", (attempt, listener) -> waitAtTheGate());
        theatre.world.plan("right", (attempt, listener) -> {
            waitAtTheGate();
            return BROKEN;
        });
        theatre.begin().yes("tell", "down", "both");
        eventually(() -> theatre.world.inside.get() == 2);
        theatre.wish(new Wish.Leave("hang-up"));
        gate.countDown();
        assertThat(theatre.over().run().phase()).isEqualTo(Run.Phase.LEFT);
        assertThat(theatre.record.actions())
                .contains("action.ended left #1", "action.ended right #1")
                .endsWith("run.left");
        try (Theatre again = Theatre.resumed(theatre.record.all())) {
            again.world.replicas = 0;
            again.begin().failed("both");
            again.wish(new Wish.Retry(id("both")));
            again.yes("both").asksFor("up");
            assertThat(again.world.acts).containsExactly("right");
        }
    }

    @Test
    void theTargetsAreLookedAtAgainBeforeEachPartThatChangesSomething() throws Exception {
        theatre = Theatre.opened(HALTING);
        theatre.world.plan("halt", (attempt, listener) -> {
            theatre.world.moved = Optional.of("the cluster is another");
            return WELL;
        });
        theatre.begin().yes("halt");
        Snapshot refused = theatre.failed("halt");
        assertThat(refused.run().state(id("halt")).reason()).isEqualTo("the cluster is another");
        assertThat(theatre.world.acts).containsExactly("look", "halt[a]");
        theatre.world.moved = Optional.empty();
        theatre.wish(new Wish.Retry(id("halt")));
        theatre.yes("halt").asksFor("on");
        assertThat(theatre.world.acts).hasSize(6).endsWith("halt[e]");
    }

    @Test
    void partsAreTakenBackOneAfterTheOtherTheLatestFirst() throws Exception {
        theatre = Theatre.opened(HALTING);
        theatre.begin().yes("halt").asksFor("on");
        theatre.wish(new Wish.Preview(id("halt"), true));
        theatre.until(now -> now.question() instanceof Question.Confirm confirm && confirm.undo());
        theatre.wish(new Wish.Confirm(id("halt"), true, "yes"));
        Run run = theatre.asksFor("halt").run();
        assertThat(theatre.world.acts.subList(6, 11))
                .containsExactly("halt[e] undo", "halt[d] undo", "halt[c] undo", "halt[b] undo", "halt[a] undo");
        assertThat(run.holds()).isEmpty();
    }

    @Test
    void leavingWaitsForWhatIsInFlightAndBeginsNothingNew() throws Exception {
        theatre.world.plan("dump", (attempt, listener) -> waitAtTheGate(), (attempt, listener) -> waitAtTheGate());
        theatre.begin().yes("tell", "down");
        eventually(() -> theatre.world.inside.get() == 2);
        Snapshot leaving = theatre.wish(new Wish.Leave("hang-up"));
        assertThat(leaving.question()).isInstanceOf(Question.Busy.class);
        assertThat(theatre.record.actions()).doesNotContain("run.left");
        gate.countDown();
        Run left = theatre.over().run();
        assertThat(left.phase()).isEqualTo(Run.Phase.LEFT);
        assertThat(theatre.world.acts).hasSize(5);
        assertThat(theatre.record.actions())
                .endsWith("run.left")
                .contains("action.ended dump[a] #1", "action.ended dump[b] #2")
                .doesNotContain("action.begun dump[c] #3");
        RunEvent last =
                theatre.record.all().get(theatre.record.all().size() - 1).event();
        assertThat(last).isEqualTo(new RunEvent.RunLeft("hang-up", List.of("told", "down")));
    }

    @Test
    void whatWasLeftGoesOnWithTheRestOnly() throws Exception {
        theatre.world.plan("dump", (attempt, listener) -> waitAtTheGate(), (attempt, listener) -> waitAtTheGate());
        theatre.begin().yes("tell", "down");
        eventually(() -> theatre.world.inside.get() == 2);
        theatre.wish(new Wish.Leave("hang-up"));
        gate.countDown();
        theatre.over();
        try (Theatre again = Theatre.resumed(theatre.record.all())) {
            again.world.replicas = 0;
            assertThat(again.begin().finish().result()).contains("done");
            assertThat(again.world.acts)
                    .containsOnlyOnce("dump[c]", "dump[d]", "dump[e]")
                    .doesNotContain("dump[a]", "dump[b]", "tell", "down");
        }
    }

    @Test
    @Fault("F08")
    void whatCannotBeRecordedIsNotDoneAndTheRunStops() throws Exception {
        theatre.begin().asksFor("tell");
        theatre.record.failAt("action.begun");
        theatre.wish(new Wish.Confirm(id("tell"), false, "yes"));
        theatre.until(now -> now.question() instanceof Question.AuditLost);
        theatre.conductor.wish(new Wish.Leave("enough"));
        theatre.over();
        assertThat(theatre.world.acts).containsExactly("look");
        assertThat(theatre.refusals()).containsExactly("the disk is full");
    }

    @Test
    @Fault("F08")
    void whenTheEndCannotBeRecordedNothingFurtherIsDone() throws Exception {
        theatre.record.failAt("action.ended");
        theatre.begin().until(now -> now.question() instanceof Question.AuditLost);
        theatre.conductor.wish(new Wish.Leave("enough"));
        theatre.over();
        assertThat(theatre.world.acts).containsExactly("look");
        assertThat(theatre.record.actions()).endsWith("action.begun look #1");
        assertThat(theatre.record.remembered()).containsExactly("action.ended look #1", "run.left");
    }

    @Test
    void aForeachKeepsToItsLimitAndDoesEachOnce() throws Exception {
        FakeWorld.Act slow = (attempt, listener) -> {
            // The first waits for a second one, so that two really are in flight together.
            eventually(() -> theatre.world.most.get() == 2);
            return WELL;
        };
        theatre.world.plan("dump", slow, slow, slow, slow, slow);
        theatre.begin().yes("tell", "down").asksFor("both");
        assertThat(theatre.world.most).hasValue(2);
        assertThat(theatre.world.acts.subList(3, 8))
                .containsExactlyInAnyOrder("dump[a]", "dump[b]", "dump[c]", "dump[d]", "dump[e]");
    }

    @Test
    void aForeachWithAFailedPartTriesOnlyThatPartAgain() throws Exception {
        theatre.world.plan(
                "dump",
                (attempt, listener) -> attempt.part().equals("a") ? BROKEN : WELL,
                (attempt, listener) -> attempt.part().equals("a") ? BROKEN : WELL);
        theatre.begin().yes("tell", "down").failed("dump");
        theatre.wish(new Wish.Retry(id("dump")));
        theatre.asksFor("both");
        assertThat(theatre.world.done).containsKeys("dump[a]", "dump[b]", "dump[c]", "dump[d]", "dump[e]");
        assertThat(theatre.world.done.values()).containsOnly(1);
    }

    @Test
    void stepsTogetherAreConfirmedOnceAndRunSideBySide() throws Exception {
        FakeWorld.Act slow = (attempt, listener) -> {
            eventually(() -> theatre.world.most.get() == 2);
            return WELL;
        };
        theatre.world.plan("left", slow).plan("right", slow);
        theatre.begin().yes("tell", "down", "both").asksFor("up");
        assertThat(theatre.world.acts).containsOnlyOnce("left", "right");
        assertThat(theatre.record.actions())
                .containsSubsequence("step.confirmed both", "action.begun left #1", "action.begun right #1");
    }

    @Test
    void whenOneOfTwoTogetherFailsOnlyThatOneIsTriedAgain() throws Exception {
        theatre.world.plan("left", (attempt, listener) -> BROKEN);
        theatre.begin().yes("tell", "down", "both").failed("both");
        theatre.wish(new Wish.Retry(id("both")));
        theatre.yes("both").asksFor("up");
        assertThat(theatre.world.acts.stream().filter("left"::equals)).hasSize(2);
        assertThat(theatre.world.acts).containsOnlyOnce("right");
    }

    @Test
    void aCheckThatFailsKeepsTheHoldUntilItHolds() throws Exception {
        theatre.world.ready = Severity.FAIL;
        theatre.begin().yes("tell", "down", "both", "up");
        assertThat(theatre.failed("up").run().isHeld("down")).isTrue();
        theatre.world.ready = Severity.PASS;
        theatre.wish(new Wish.Retry(id("up")));
        theatre.yes("up");
        assertThat(theatre.asksFor("tell-again").run().isHeld("down")).isFalse();
    }

    private List<lifeboat.run.Recorded> crashedIn(String attempt) throws Exception {
        theatre.begin().finish();
        int at = theatre.record.actions().indexOf("action.begun " + attempt);
        return theatre.record.all().subList(0, at + 1);
    }

    @Test
    void aDoubtThatAProbeCanSettleIsSettledWithoutAskingAnybody() throws Exception {
        try (Theatre again = Theatre.resumed(crashedIn("down #1"))) {
            again.world.replicas = 0;
            again.begin().asksFor("both");
            assertThat(again.world.probes).containsExactly("down #1");
            assertThat(again.world.acts).doesNotContain("down");
            assertThat(again.record.all())
                    .anyMatch(recorded -> recorded.event() instanceof RunEvent.DoubtSettled settled
                            && settled.by().equals("probe")
                            && settled.verdict() == Verdict.TOOK_EFFECT);
            assertThat(again.conductor.outlet().latest().run().isHeld("down")).isTrue();
        }
    }

    @Test
    void aDoubtThatNobodyCanSeeIsTheOperators() throws Exception {
        try (Theatre again = Theatre.resumed(crashedIn("tell #1"))) {
            Snapshot doubt = again.begin().until(now -> now.question() instanceof Question.Doubt);
            assertThat(again.world.acts).isEmpty();
            again.wish(new Wish.Confirm(id("tell"), false, "yes"));
            again.wish(new Wish.Close("enough"));
            assertThat(again.refusals()).hasSize(2);
            again.wish(new Wish.Settle(
                    ((Question.Doubt) doubt.question()).attempt(), Verdict.TOOK_EFFECT, "I saw the message"));
            assertThat(again.asksFor("down").run().isHeld("told")).isTrue();
            assertThat(again.world.acts).isEmpty();
        }
    }

    @Test
    void stoppingOffersTheHoldsNewestFirstAndTheRunClosesWhenNoneIsLeft() throws Exception {
        theatre.begin().yes("tell", "down").asksFor("both");
        theatre.wish(new Wish.Stop());
        Snapshot stopped = theatre.until(now -> now.question() instanceof Question.Release);
        assertThat(((Question.Release) stopped.question()).holds())
                .extracting(Run.OpenHold::id)
                .containsExactly("down", "told");
        theatre.wish(new Wish.Close("enough"));
        assertThat(theatre.refusals()).containsExactly("still held: told, down");

        theatre.wish(new Wish.Preview(id("up"), false));
        theatre.yes("up");
        theatre.until(now -> now.question() instanceof Question.Release release
                && release.holds().size() == 1);
        theatre.wish(new Wish.Preview(id("tell-again"), false));
        theatre.yes("tell-again");
        theatre.until(now -> now.question() instanceof Question.Release release
                && release.holds().isEmpty());
        theatre.wish(new Wish.Close("enough"));
        assertThat(theatre.over().run().result()).contains("failed");
        assertThat(theatre.world.replicas).isEqualTo(3);
        assertThat(theatre.world.acts).doesNotContain("left", "right");
    }

    @Test
    void anUndoTakesBackAndReleases() throws Exception {
        theatre.begin().yes("tell", "down").asksFor("both");
        theatre.wish(new Wish.Stop());
        theatre.wish(new Wish.Preview(id("down"), true));
        theatre.until(now -> now.question() instanceof Question.Confirm confirm && confirm.undo());
        theatre.wish(new Wish.Confirm(id("down"), true, "yes"));
        Snapshot undone = theatre.until(now -> now.question() instanceof Question.Release release
                && release.holds().size() == 1);
        assertThat(theatre.world.replicas).isEqualTo(3);
        assertThat(undone.run().status(undone.run().step(id("down")))).isEqualTo(Status.WAITING);
    }

    @Test
    void anOutletThatNobodyLooksIntoStopsNothing() throws Exception {
        int lines = 25_000;
        theatre.world.plan("look", (attempt, listener) -> {
            for (int i = 0; i < lines; i++) {
                listener.line("line " + i);
                listener.progress("at " + i);
            }
            return WELL;
        });
        theatre.begin();
        eventually(() -> theatre.conductor.outlet().latest().question() instanceof Question.Confirm);
        List<Item> kept = theatre.conductor.outlet().drain();
        assertThat(kept).filteredOn(Item.Happened.class::isInstance).hasSizeGreaterThanOrEqualTo(3);
        assertThat(kept).filteredOn(item -> !(item instanceof Item.Happened)).hasSize(10_000);
        assertThat(kept)
                .anyMatch(item -> item instanceof Item.Line line && line.text().equals("line " + (lines - 1)));
    }

    @Test
    void aProgramIsOnRecordBeforeItsAttemptGoesOn() throws Exception {
        theatre.world.plan("tell", (attempt, listener) -> {
            listener.started(4711, "99", List.of("tell"));
            assertThat(theatre.record.actions()).contains("action.started tell #1");
            return WELL;
        });
        theatre.begin().yes("tell").asksFor("down");
    }

    @Test
    void aFaultInAWorkerFailsItsStepAndNotTheRun() throws Exception {
        theatre.world.plan("tell", (attempt, listener) -> {
            throw new IllegalStateException("a bug");
        });
        theatre.begin().yes("tell");
        Snapshot failed = theatre.failed("tell");
        assertThat(failed.run().state(id("tell")).reason()).contains("a bug");
        assertThat(failed.run().isHeld("told")).isTrue();
    }
}
