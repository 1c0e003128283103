package lifeboat.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** What may happen next in a run, and why not otherwise. */
final class RunStoriesTest {
    private static final StepId LOOK = new StepId("look");
    private static final StepId TELL = new StepId("tell");
    private static final StepId DOWN = new StepId("down");
    private static final StepId DUMP = new StepId("dump");
    private static final StepId UP = new StepId("up");
    private static final Preview PREVIEW = Preview.ofDetails(List.of("what will change"));
    private static final Map<Unit, Map<String, List<String>>> THREE =
            Map.of(new Unit(DOWN, ""), Map.of("replicas", List.of("3")));

    private static Attempt attempt(StepId step, int number) {
        return new Attempt(step, "", false, number);
    }

    private static Intent begin(StepId step) {
        return new Intent.Begin(step, false, "yes", Map.of());
    }

    private static Intent ended(StepId step, Outcome outcome) {
        return new Intent.Ended(attempt(step, 1), outcome);
    }

    private static Outcome ok() {
        return new Outcome.Succeeded(Map.of(), "");
    }

    private static Outcome failed(EffectSeen effect) {
        return new Outcome.Failed(false, "it broke", "", effect);
    }

    @Test
    void aStepThatOnlyReadsGoesWithoutAnAnswer() {
        Story.opened("anna", "scale")
                .when(new Intent.Begin(LOOK, false, "", Map.of()))
                .thenActions("action.begun")
                .thenOrders("ACT look #1");
    }

    @Test
    void theIntentIsRecordedBeforeTheOrderIsGiven() {
        Story.opened("anna", "scale")
                .through("look")
                .take(new Intent.Show(TELL, false, PREVIEW))
                .when(begin(TELL))
                .thenActions("step.confirmed", "action.begun")
                .thenOrders("ACT tell #1");
    }

    @Test
    void aChangeThatWasNotPreviewedIsRefused() {
        Story.opened("anna", "scale").through("look").when(begin(TELL)).thenRefused("was not previewed");
    }

    @Test
    void noStepBeginsBeforeItsTurn() {
        Story.opened("anna", "scale")
                .take(new Intent.Show(DOWN, false, PREVIEW))
                .when(begin(DOWN))
                .thenRefused("it is not the turn of down; next is look");
    }

    @Test
    void nothingElseBeginsWhileSomethingIsUnderWay() {
        Story.opened("anna", "scale")
                .take(new Intent.Begin(LOOK, false, "", Map.of()))
                .when(new Intent.Begin(LOOK, false, "", Map.of()))
                .thenRefused("look is under way");
    }

    @Test
    void aHoldIsOpenedByWhatReallyHappened() {
        Story shown = Story.opened("anna", "scale")
                .through("look")
                .take(new Intent.Show(TELL, false, PREVIEW))
                .take(begin(TELL));

        shown.when(ended(TELL, ok())).thenActions("action.ended", "hold.opened");
        shown.when(ended(TELL, failed(EffectSeen.NONE))).thenActions("action.ended");
        shown.when(ended(TELL, failed(EffectSeen.UNKNOWN))).thenActions("action.ended", "hold.opened");
    }

    @Test
    void aHoldIsReleasedOnlyWhenItsChecksHeld() {
        Story up = Story.opened("anna", "scale")
                .through("look", "tell", "down", "dump")
                .take(new Intent.Show(UP, false, PREVIEW))
                .take(begin(UP));

        up.when(ended(UP, ok())).thenActions("action.ended").thenOrders("VERIFY up #1");
        Story checking = up.take(ended(UP, ok()));
        assertThat(checking.run().isHeld("down")).isTrue();
        checking.when(new Intent.Checked(UP, "ready", Severity.PASS, "3 of 3", true))
                .thenActions("check.observed", "hold.released");
        Story broken = checking.take(new Intent.Checked(UP, "ready", Severity.FAIL, "1 of 3", true));
        assertThat(broken.run().isHeld("down")).isTrue();
        assertThat(broken.run().state(UP).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void theRecordedCountSurvivesASecondAttempt() {
        Story half = Story.opened("anna", "scale")
                .through("look", "tell")
                .take(new Intent.Show(DOWN, false, PREVIEW))
                .take(new Intent.Begin(DOWN, false, "yes", THREE))
                .take(ended(DOWN, failed(EffectSeen.UNKNOWN)))
                .take(new Intent.Show(DOWN, false, PREVIEW));
        Map<Unit, Map<String, List<String>>> zero = Map.of(new Unit(DOWN, ""), Map.of("replicas", List.of("0")));

        Story again = half.take(new Intent.Begin(DOWN, false, "yes", zero));

        assertThat(again.run().facts()).containsEntry("recorded.pachd.replicas", List.of("3"));
    }

    @Test
    void theCountIsRecordedAgainWhenTheFirstAttemptDidNothing() {
        Story nothing = Story.opened("anna", "scale")
                .through("look", "tell")
                .take(new Intent.Show(DOWN, false, PREVIEW))
                .take(new Intent.Begin(DOWN, false, "yes", THREE))
                .take(ended(DOWN, failed(EffectSeen.NONE)))
                .take(new Intent.Show(DOWN, false, PREVIEW));
        Map<Unit, Map<String, List<String>>> five = Map.of(new Unit(DOWN, ""), Map.of("replicas", List.of("5")));

        Story again = nothing.take(new Intent.Begin(DOWN, false, "yes", five));

        assertThat(again.run().facts()).containsEntry("recorded.pachd.replicas", List.of("5"));
    }

    @Test
    void aFailedStepIsPreviewedAgainBeforeItIsTriedAgain() {
        Story.opened("anna", "scale")
                .through("look")
                .take(new Intent.Show(TELL, false, PREVIEW))
                .take(begin(TELL))
                .take(ended(TELL, failed(EffectSeen.NONE)))
                .when(begin(TELL))
                .thenRefused("was not previewed");
    }

    @Test
    void aRequiredStepCannotBeSkippedAndNoStepWithoutAReason() {
        Story.opened("anna", "scale")
                .through("look", "tell")
                .when(new Intent.Skip(DOWN, "no time"))
                .thenRefused("required");
        Story.opened("anna", "scale")
                .through("look")
                .when(new Intent.Skip(TELL, "  "))
                .thenRefused("reason");
    }

    @Test
    void aStepWhoseConditionDoesNotHoldIsLeftOutAndItsVariablesAreEmpty() {
        Story other = Story.opened("anna", "pause").through("look", "tell");
        other.when(begin(DOWN)).thenRefused("does not apply");

        Story left = other.take(new Intent.LeaveOut(DOWN));

        assertThat(left.run().state(DOWN).status()).isEqualTo(Status.LEFT_OUT);
        assertThat(left.run().scope().lookup("recorded.pachd.replicas")).contains(List.of());
    }

    @Test
    void partsRunSideBySideUpToTheirLimit() {
        Story begun = Story.opened("anna", "scale").through("look", "tell", "down");
        Story three = begun.and(new RunEvent.ParameterGiven("who", "a", false, "operator"));

        three.when(new Intent.Begin(DUMP, false, "", Map.of())).thenOrders("ACT dump[a] #1");
    }

    @Test
    void undoNeedsItsOwnPreviewAndReleasesTheHold() {
        Story down = Story.opened("anna", "scale").through("look", "tell", "down");
        down.when(new Intent.Begin(DOWN, true, "yes", Map.of())).thenRefused("undo was not previewed");

        Story undone = down.take(new Intent.Show(DOWN, true, PREVIEW))
                .take(new Intent.Begin(DOWN, true, "yes", Map.of()))
                .take(new Intent.Ended(new Attempt(DOWN, "", true, 2), ok()));

        assertThat(undone.run().isHeld("down")).isFalse();
        assertThat(undone.run().state(DOWN).status()).isEqualTo(Status.WAITING);
        assertThat(undone.run().current().map(step -> step.id().value())).contains("down");
    }

    @Test
    void aReleasingStepMayRunOutOfTurnWhileItsHoldIsOpen() {
        Story.opened("anna", "scale")
                .through("look", "tell", "down")
                .take(new Intent.Show(UP, false, PREVIEW))
                .when(begin(UP))
                .thenActions("step.confirmed", "action.begun");
    }

    @Test
    void aRunDoesNotCloseWhileAnythingIsHeld() {
        Story.opened("anna", "scale")
                .through("look", "tell", "down")
                .when(new Intent.Close("enough"))
                .thenRefused("still held: told, down");
    }

    @Test
    void aRunThatChangedNothingBecauseAGuardSaidNoIsRefused() {
        Story refused = Story.opened("anna", "scale")
                .take(new Intent.Begin(LOOK, false, "", Map.of()))
                .take(ended(LOOK, new Outcome.Failed(true, "no disk", "", EffectSeen.NONE)))
                .take(new Intent.Close("no disk"));

        assertThat(refused.run().result()).contains("refused");
    }

    @Test
    void whatChangedTheTargetsCannotChangeOnceSomethingWasDone() {
        Story.opened("anna", "scale")
                .through("look", "tell")
                .when(new Intent.Change("namespace", "other", false))
                .thenRefused("what the run works on");
        Story.opened("anna", "scale")
                .when(new Intent.Change("namespace", "other", false))
                .thenActions("parameter.given");
    }

    @Test
    void anAttemptWithoutAnEndIsADoubtAndMustBeSettledFirst() {
        Story crashed = Story.opened("anna", "scale")
                .through("look", "tell")
                .take(new Intent.Show(DOWN, false, PREVIEW))
                .take(new Intent.Begin(DOWN, false, "yes", THREE))
                .and(new RunEvent.RunResumed("0.1.0"));

        assertThat(crashed.run().doubts()).containsKey(attempt(DOWN, 1));
        crashed.when(begin(DOWN)).thenRefused("settle that first");
        crashed.when(new Intent.Settle(attempt(DOWN, 1), Verdict.TOOK_EFFECT, "0 replicas", "probe"))
                .thenActions("doubt.settled", "hold.opened");
        Story settled = crashed.take(new Intent.Settle(attempt(DOWN, 1), Verdict.DID_NOT, "3 replicas", "probe"));
        assertThat(settled.run().state(DOWN).status()).isEqualTo(Status.WAITING);
        assertThat(settled.run().isHeld("down")).isFalse();
    }

    @Test
    void aCrashBetweenTheEndAndTheChecksOwesTheChecks() {
        Story crashed = Story.opened("anna", "scale")
                .through("look", "tell", "down", "dump")
                .take(new Intent.Show(UP, false, PREVIEW))
                .take(begin(UP))
                .take(ended(UP, ok()))
                .and(new RunEvent.RunResumed("0.1.0"));

        assertThat(crashed.run().owedChecks()).hasSize(1);
        assertThat(crashed.run().isHeld("down")).isTrue();
    }

    @Test
    void theOutageIsTimedFromItsBeginningToItsEnd() {
        Story whole = Story.opened("anna", "scale").through("look", "tell", "down", "dump", "up", "tell-again");

        assertThat(whole.run().downtime().began()).isPresent();
        assertThat(whole.run().downtime().ended()).isPresent();
        assertThat(whole.run().isComplete()).isTrue();
        assertThat(whole.take(new Intent.Close("done")).run().result()).contains("done");
    }

    @Test
    void everyPrefixOfARunReplaysToARunThatCanGoOnOrIsInDoubt() {
        List<Recorded> whole = Story.opened("anna", "scale")
                .through("look", "tell", "down", "dump", "up", "tell-again")
                .recorded();
        for (int length = 1; length <= whole.size(); length++) {
            Run run = Run.replay(Story.book(), "R1", whole.subList(0, length))
                    .evolve(new Recorded(length + 1L, whole.get(length - 1).at(), new RunEvent.RunResumed("0.1.0")));
            assertThat(run.inFlight()).isEmpty();
            assertThat(run.steps().values()).noneMatch(state -> state.status() == Status.RUNNING);
            boolean canGoOn = run.isComplete()
                    || !run.doubts().isEmpty()
                    || !run.owedChecks().isEmpty()
                    || run.current().map(step -> run.obstacle(step).isEmpty()).orElse(false);
            assertThat(canGoOn).as("prefix of %d", length).isTrue();
        }
    }

    @Test
    void holdsThatACrashToreOffBehindTheirActionAreOwed() {
        Story down = Story.opened("anna", "scale").through("look", "tell", "down");
        Story undone = down.take(new Intent.Show(DOWN, true, PREVIEW))
                .take(new Intent.Begin(DOWN, true, "yes", Map.of()))
                .take(new Intent.Ended(new Attempt(DOWN, "", true, 2), ok()));
        Story up = down.through("dump", "up");

        assertThat(down.run().owedHolds()).isEmpty();
        assertThat(undone.run().owedHolds()).isEmpty();
        assertThat(up.run().owedHolds()).isEmpty();
        assertThat(withoutTheLast(down).owedHolds()).containsExactly(new RunEvent.HoldOpened("down", DOWN));
        assertThat(withoutTheLast(undone).owedHolds()).containsExactly(new RunEvent.HoldReleased("down", DOWN));
        assertThat(withoutTheLast(up).owedHolds()).containsExactly(new RunEvent.HoldReleased("down", UP));
    }

    private static Run withoutTheLast(Story story) {
        List<Recorded> all = story.recorded();
        return Run.replay(Story.book(), "R1", all.subList(0, all.size() - 1));
    }
}
