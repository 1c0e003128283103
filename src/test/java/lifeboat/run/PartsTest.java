package lifeboat.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

/** Several things in flight: each has its own attempt, outcome, checks, retry, doubt and undo. */
final class PartsTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: parts
            title: Many at once
            summary: For tests.
            targets:
              cluster:
                cluster: {kubeconfig: "", context: "", namespace: default}
            identity: [cluster]
            lock: parts
            holds:
              stopped: {means: They are stopped., by_hand: Start them.}
              copied: {means: A copy is under way., by_hand: Wait.}
            steps:
              - id: look
                title: Look
                preflight: {checks: [tools], app: pachd, databases: [pachyderm]}
                register: seen
              - id: stop
                title: Stop them
                foreach: "{{ seen.databases }}"
                parallel: 2
                run: {argv: [stop, "{{ item }}"]}
                holds: stopped
                verify: {replicas: {deployment: "{{ item }}", equals: 0}}
                undo: {run: {argv: [start, "{{ item }}"]}}
              - id: both
                title: Both at once
                parallel: 2
                together:
                  - {id: left, title: Left, run: {argv: [left]}, holds: copied, undo: {run: {argv: [unleft]}}}
                  - {id: right, title: Right, run: {argv: [right]}, holds: copied, undo: {run: {argv: [unright]}}}
                  - {id: third, title: Third, run: {argv: [third]}}
              - id: again
                title: Start them
                run: {argv: [again]}
                releases: [stopped, copied]
            """;
    private static final StepId STOP = new StepId("stop");
    private static final StepId BOTH = new StepId("both");
    private static final StepId LEFT = new StepId("left");
    private static final StepId RIGHT = new StepId("right");
    private static final StepId THIRD = new StepId("third");
    private static final Outcome WELL = new Outcome.Succeeded(Map.of(), "");
    private static final Outcome BROKEN = new Outcome.Failed(false, "it broke", "Mend it.", EffectSeen.NONE);
    private static final Intent GO_ON = new Intent.Continue(STOP, Map.of());

    private static Attempt stop(String part, int number) {
        return new Attempt(STOP, part, false, number);
    }

    private static Attempt start(String part, int number) {
        return new Attempt(STOP, part, true, number);
    }

    private static Attempt of(StepId step, int number) {
        return new Attempt(step, "", false, number);
    }

    private static Intent ended(Attempt attempt, Outcome outcome) {
        return new Intent.Ended(attempt, outcome);
    }

    private static Intent checked(String part, Severity severity) {
        return new Intent.Checked(STOP, part, "replicas", severity, "seen", true);
    }

    private static Intent begin(StepId step) {
        return new Intent.Begin(step, false, "yes", Map.of());
    }

    private static Story shown(Story story, StepId step, boolean undo) {
        return story.take(new Intent.Show(step, undo, Preview.ofDetails(List.of("what changes"))));
    }

    private static Story begun() {
        StepId look = new StepId("look");
        Outcome found = new Outcome.Succeeded(Map.of("databases", List.of("a", "b", "c", "d")), "");
        Story looked = Story.opened(Story.book(BOOK))
                .take(new Intent.Begin(look, false, "", Map.of()))
                .take(ended(of(look, 1), found));
        return shown(looked, STOP, false).take(begin(STOP));
    }

    /** All four are stopped and were looked at. */
    private static Story stopped() {
        return begun().take(ended(stop("a", 1), WELL))
                .take(ended(stop("b", 2), WELL))
                .take(checked("a", Severity.PASS))
                .take(checked("b", Severity.PASS))
                .take(GO_ON)
                .take(ended(stop("c", 3), WELL))
                .take(ended(stop("d", 4), WELL))
                .take(checked("d", Severity.PASS))
                .take(checked("c", Severity.PASS));
    }

    private static Part.State state(Story story, String part) {
        return story.run().state(STOP).part(part).orElseThrow().state();
    }

    @Test
    void aPartIsCheckedByItselfAndTheNextBeginsOnlyWhenItsPlaceIsFree() {
        Story one = begun();
        one.when(ended(stop("a", 1), WELL))
                .thenActions("action.ended", "hold.opened")
                .thenOrders("VERIFY stop[a] #1");
        Story checking = one.take(ended(stop("a", 1), WELL));
        checking.when(GO_ON).thenRefused("nothing of stop is waiting");
        checking.take(checked("a", Severity.PASS)).when(GO_ON).thenOrders("ACT stop[c] #3");
        assertThat(stopped().run().status(stopped().run().step(STOP))).isEqualTo(Status.DONE);
    }

    @Test
    void oneYesIsToAllThatWaitAndIsShownAllOfThem() {
        Story begun = begun();
        assertThat(begun.run().pending(begun.run().step(STOP), false))
                .extracting(Unit::part)
                .containsExactly("c", "d");
        Story failed = begun.take(ended(stop("a", 1), BROKEN))
                .take(ended(stop("b", 2), WELL))
                .take(checked("b", Severity.PASS));
        assertThat(failed.run().pending(failed.run().step(STOP), false))
                .extracting(Unit::part)
                .containsExactly("a", "c", "d");
        Story all = stopped();
        assertThat(all.run().pending(all.run().step(STOP), true))
                .extracting(Unit::part)
                .containsExactly("d", "c", "b", "a");
    }

    @Test
    void aPartWhoseCheckFailsIsTheOnlyOneThatIsTriedAgain() {
        Story half = begun().take(ended(stop("a", 1), WELL)).take(ended(stop("b", 2), WELL));
        Story ill = half.take(checked("a", Severity.FAIL));
        ill.when(GO_ON).thenRefused("nothing of stop is waiting");
        assertThat(state(ill, "b")).isEqualTo(Part.State.CHECKING);
        ill.when(begin(STOP)).thenRefused("under way");

        Story failed = ill.take(checked("b", Severity.PASS));
        assertThat(failed.run().state(STOP).status()).isEqualTo(Status.FAILED);
        assertThat(failed.run().state(STOP).reason()).isEqualTo("a: replicas: seen");
        shown(failed, STOP, false).when(begin(STOP)).thenOrders("ACT stop[a] #3", "ACT stop[c] #4");
    }

    @Test
    void eachPartKeepsItsOwnReasonAndSummary() {
        Story failed = begun().take(ended(stop("a", 1), BROKEN))
                .take(ended(stop("b", 2), new Outcome.Cancelled("stopped by the operator", EffectSeen.UNKNOWN)));
        StepState state = failed.run().state(STOP);
        assertThat(state.status()).isEqualTo(Status.FAILED);
        assertThat(state.part("a").orElseThrow().reason()).isEqualTo("it broke");
        assertThat(state.part("a").orElseThrow().touched()).isFalse();
        assertThat(state.part("b").orElseThrow().reason()).isEqualTo("stopped by the operator");
        assertThat(state.part("b").orElseThrow().touched()).isTrue();
        assertThat(state.reason()).isEqualTo("a: it broke; b: stopped by the operator");
        assertThat(failed.run().isHeld("stopped")).isTrue();
    }

    @Test
    void takingBackIsPartByPartAndReleasesTheHoldWithTheLast() {
        Story back = shown(stopped(), STOP, true).take(new Intent.Begin(STOP, true, "yes", Map.of()));
        assertThat(back.run().inFlight()).containsOnlyKeys(start("d", 5), start("c", 6));
        back.when(GO_ON).thenRefused("nothing of stop is waiting");

        Story half = back.take(ended(start("d", 5), WELL)).take(ended(start("c", 6), WELL));
        assertThat(half.run().isHeld("stopped")).isTrue();
        assertThat(half.run().state(STOP).status()).isEqualTo(Status.UNDOING);
        Story rest = half.take(GO_ON).take(ended(start("b", 7), WELL));
        rest.when(ended(start("a", 8), WELL)).thenActions("action.ended", "hold.released");
        Story whole = rest.take(ended(start("a", 8), WELL));
        assertThat(whole.run().state(STOP).status()).isEqualTo(Status.WAITING);
        assertThat(whole.run().hasTouched()).isFalse();
    }

    @Test
    void onlyWhatWasChangedIsTakenBackAndWhatCouldNotBeIsTriedAgainAlone() {
        Story failed = begun().take(ended(stop("a", 1), WELL))
                .take(ended(stop("b", 2), BROKEN))
                .take(checked("a", Severity.PASS));
        Story back = shown(failed, STOP, true).take(new Intent.Begin(STOP, true, "yes", Map.of()));
        assertThat(back.run().inFlight()).containsOnlyKeys(start("a", 3));
        Story stuck = back.take(ended(start("a", 3), BROKEN));
        assertThat(stuck.run().state(STOP).status()).isEqualTo(Status.FAILED);
        assertThat(stuck.run().isHeld("stopped")).isTrue();
        shown(stuck, STOP, true)
                .when(new Intent.Begin(STOP, true, "yes", Map.of()))
                .thenOrders("UNDO stop[a] undo #4");
    }

    @Test
    void afterACrashEachIsInDoubtByItselfAndWhatIsSettledStaysSettled() {
        Story crashed = begun().take(ended(stop("a", 1), WELL)).and(new RunEvent.RunResumed("0.1.0"));
        assertThat(crashed.run().doubts()).containsOnlyKeys(stop("b", 2));
        assertThat(crashed.run().owedChecks()).extracting(Order::attempt).containsExactly(stop("a", 1));
        Story seen = crashed.take(checked("a", Severity.PASS));
        assertThat(seen.run().state(STOP).status()).isEqualTo(Status.IN_DOUBT);
        Story settled = seen.take(new Intent.Settle(stop("b", 2), Verdict.DID_NOT, "it runs", "probe"));
        assertThat(settled.run().state(STOP).status()).isEqualTo(Status.WAITING);
        assertThat(state(settled, "a")).isEqualTo(Part.State.DONE);
        shown(settled, STOP, false).when(begin(STOP)).thenOrders("ACT stop[b] #3", "ACT stop[c] #4");
    }

    @Test
    void whatIsInFlightGoesOnWhenTheNextPartIsRefused() {
        Story refused = begun().take(ended(stop("a", 1), WELL))
                .take(checked("a", Severity.PASS))
                .take(new Intent.Refuse(STOP, "the cluster is another"));
        Story over = refused.take(ended(stop("b", 2), WELL)).take(checked("b", Severity.PASS));
        assertThat(over.run().state(STOP).status()).isEqualTo(Status.FAILED);
        assertThat(over.run().state(STOP).reason()).isEqualTo("the cluster is another");
        shown(over, STOP, false).when(begin(STOP)).thenOrders("ACT stop[c] #3", "ACT stop[d] #4");
    }

    private static Story together() {
        return shown(stopped(), BOTH, false).take(begin(BOTH));
    }

    @Test
    void stepsTogetherKeepToTheirLimitUnderOneConfirmation() {
        Story begun = together();
        assertThat(begun.run().inFlight()).containsOnlyKeys(of(LEFT, 1), of(RIGHT, 1));
        Story one = begun.take(ended(of(LEFT, 1), WELL));
        assertThat(one.run().status(one.run().step(BOTH))).isEqualTo(Status.RUNNING);
        one.when(new Intent.Continue(BOTH, Map.of()))
                .thenActions("action.begun")
                .thenOrders("ACT third #1");
        Story two = one.take(ended(of(RIGHT, 1), WELL));
        assertThat(two.run().status(two.run().step(BOTH))).isEqualTo(Status.RUNNING);
        Story whole = two.take(new Intent.Continue(BOTH, Map.of())).take(ended(of(THIRD, 1), WELL));
        assertThat(whole.run().status(whole.run().step(BOTH))).isEqualTo(Status.DONE);
    }

    @Test
    void aGroupWithAFailedStepIsPreviewedAgainAndTriesThatOneAndTheRest() {
        Story failed = together().take(ended(of(LEFT, 1), BROKEN)).take(ended(of(RIGHT, 1), WELL));
        assertThat(failed.run().status(failed.run().step(BOTH))).isEqualTo(Status.FAILED);
        failed.when(begin(BOTH)).thenRefused("was not previewed");
        shown(failed, BOTH, false).when(begin(BOTH)).thenOrders("ACT left #2", "ACT third #1");
    }

    @Test
    void aHoldOfTwoStepsIsReleasedWithTheSecondThatIsTakenBack() {
        Story failed = together()
                .take(ended(of(LEFT, 1), WELL))
                .take(ended(of(RIGHT, 1), WELL))
                .take(new Intent.Continue(BOTH, Map.of()))
                .take(ended(of(THIRD, 1), BROKEN));
        Story back = shown(failed, BOTH, true).take(new Intent.Begin(BOTH, true, "yes", Map.of()));
        Attempt right = new Attempt(RIGHT, "", true, 2);
        Attempt left = new Attempt(LEFT, "", true, 2);
        assertThat(back.run().inFlight()).containsOnlyKeys(right, left);
        back.when(ended(right, WELL)).thenActions("action.ended");
        Story one = back.take(ended(right, WELL));
        one.when(ended(left, WELL)).thenActions("action.ended", "hold.released");
        Story both = one.take(ended(left, WELL));
        assertThat(both.run().ready(both.run().step(BOTH))).hasSize(2);
    }

    @Test
    void aGroupThatWasInterruptedAsksAgainBeforeTheRest() {
        Story crashed = together().take(ended(of(LEFT, 1), WELL)).and(new RunEvent.RunResumed("0.1.0"));
        Story settled = crashed.take(new Intent.Settle(of(RIGHT, 1), Verdict.TOOK_EFFECT, "it is there", "operator"));
        assertThat(settled.run().status(settled.run().step(BOTH))).isEqualTo(Status.WAITING);
        settled.when(begin(BOTH)).thenRefused("was not previewed");
        shown(settled, BOTH, false).when(begin(BOTH)).thenOrders("ACT third #1");
    }
}
