package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.line.Stage.Played;
import lifeboat.perform.PodFeed;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.RunEvent;
import lifeboat.run.Verdict;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class LineModeTest {
    private static final Outcome FULL =
            new Outcome.Failed(false, "the disk is full", "Make room, then retry.", EffectSeen.HAPPENED);

    @Test
    void aWholeRunGoesByPipedAnswersWithEveryTurn() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        stage.world.plan(
                "copy",
                (attempt, listener) -> FULL,
                (attempt, listener) -> new Outcome.Succeeded(Map.of(), "41 MiB in 12 s"));
        stage.world.refusedOnce.put("resume", "the context of the kubeconfig is prod-eu2 now");
        Played played = stage.answers(
                // A manual step: nothing but a word of the menu is taken, and evidence must be given.
                "sure",
                "yes",
                "",
                "yes",
                "two cron jobs on bastion1",
                "skip",
                "they know already",
                // A change that is required.
                "skip because I want to",
                "diff",
                "commands",
                "note pachd has three replicas",
                "yes",
                "yes",
                "change copies=many",
                "change copies=1",
                "retry",
                "yes",
                // Refused by a guard first.
                "retry",
                "yes",
                "yes",
                "the two cron jobs");
        Golden.assertSame("whole-run", played.transcript());
        assertThat(played.code()).isZero();
        assertThat(stage.world.acts)
                .containsExactly(
                        "look #1",
                        "pause-ingress #1 two cron jobs on bastion1",
                        "scale-down #1 yes",
                        "copy #1 yes",
                        "copy #2 yes",
                        "resume #1 yes",
                        "lift #1 the two cron jobs");
        assertThat(stage.changed).containsExactly("copies=1");
    }

    @Test
    void whatIsDoneByHandForEachElementIsAskedForOneAfterTheOther() throws Exception {
        Stage stage = new Stage("by-hand.yaml", Mode.RUN);
        stage.world.plan(
                "look",
                (attempt, listener) ->
                        new Outcome.Succeeded(Map.of("databases", List.of("node-1", "node-2", "node-3")), ""));
        stage.world.plan(
                "copy",
                (attempt, listener) -> FakePerformer.WELL,
                (attempt, listener) -> FULL,
                (attempt, listener) -> FakePerformer.WELL,
                (attempt, listener) -> FakePerformer.WELL);
        Played played =
                stage.answers("yes", "41 of them", "yes", "none", "retry", "yes", "40 of them", "yes", "42 of them");
        Golden.assertSame("by-hand", played.transcript());
        assertThat(played.code()).isZero();
        assertThat(stage.world.acts)
                .containsExactly(
                        "look #1",
                        "copy[node-1] #1 41 of them",
                        "copy[node-2] #2 none",
                        "copy[node-2] #3 40 of them",
                        "copy[node-3] #4 42 of them");
    }

    @Test
    void eachOfSeveralHasItsOwnLinesAndOnlyWhatFailedIsTriedAgain() throws Exception {
        Stage stage = new Stage("at-once.yaml", Mode.RUN);
        stage.world.plan(
                "look",
                (attempt, listener) ->
                        new Outcome.Succeeded(Map.of("databases", List.of("edges", "montage", "report")), ""));
        stage.world.plan(
                "stop",
                (attempt, listener) -> {
                    listener.line("stopping");
                    return new Outcome.Succeeded(Map.of(), "state PAUSED");
                },
                (attempt, listener) -> FULL);
        stage.world.plan("extract", (attempt, listener) -> {
            listener.line("blocks");
            return FakePerformer.WELL;
        });
        Played played = stage.answers("yes", "retry", "yes", "yes", "yes", "undo switch-ports", "yes", "yes", "yes");
        Golden.assertSame("at-once", played.transcript());
        assertThat(stage.world.acts)
                .startsWith(
                        "look #1",
                        "stop[edges] #1 yes",
                        "stop[montage] #2",
                        "stop[montage] #3 yes",
                        "stop[report] #4",
                        "extract #1 yes",
                        "clone-bucket #1",
                        "switch-ports #1 yes",
                        "switch-ports undo #2 yes");
    }

    @Test
    void leavingSaysWhatStaysHeldAndHowToResume() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        Played played = stage.answers("yes", "none", "skip no friends", "yes", "leave");
        Golden.assertSame("leave", played.transcript());
        assertThat(played.code()).isEqualTo(3);
    }

    @Test
    void aRehearsalByItselfNeedsNobody() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.REHEARSAL);
        stage.world.plan("copy", (attempt, listener) -> FULL);
        Played played = stage.auto();
        Golden.assertSame("auto", played.transcript());
        assertThat(played.code()).isZero();
    }

    @Test
    void byItselfAFailureIsRetriedOnceAndThenHoldsAreReleasedNewestFirst() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.REHEARSAL);
        stage.world.plan("copy", (attempt, listener) -> FULL, (attempt, listener) -> FULL);
        Played played = stage.auto();
        Golden.assertSame("auto-failed", played.transcript());
        assertThat(played.code()).isEqualTo(1);
        assertThat(stage.world.acts)
                .endsWith("copy #1 yes", "copy #2 yes", "resume #1 yes", "lift #1 rehearsed automatically");
    }

    @Test
    void whatDestroysWantsItsNameTyped() throws Exception {
        Stage stage = new Stage("destroy.yaml", Mode.RUN);
        Played played = stage.answers("yes", "postgres", "pachyderm-2", "yes", "pachyderm");
        Golden.assertSame("destroy", played.transcript());
        assertThat(played.code()).isZero();
        assertThat(stage.world.acts).containsExactly("replace #1 pachyderm");
    }

    @Test
    void aStoppedRunReleasesItsHoldsNewestFirstAndCanGoOn() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        Played played = stage.answers(
                "yes",
                "cron",
                "yes",
                "yes",
                "stop",
                "close",
                "go on",
                "stop",
                "all",
                "yes",
                "yes",
                "cron again",
                "close");
        Golden.assertSame("stop", played.transcript());
        assertThat(played.code()).isEqualTo(1);
        assertThat(stage.world.acts).endsWith("resume #1 yes", "lift #1 cron again");
    }

    @Test
    void aCrashIsAQuestion() throws Exception {
        Stage stage = crashedInTheScale();
        Played played = stage.answers("yes", "steps", "do it again", "yes", "leave");
        Golden.assertSame("doubt", played.transcript());
        assertThat(played.code()).isEqualTo(3);
        assertThat(stage.world.acts).containsExactly("scale-down #2 yes");
    }

    @Test
    void sayingOtherwiseThanTheProbeNeedsAReason() throws Exception {
        Stage stage = crashedInTheScale();
        stage.answers("took effect", "", "took effect", "kubectl shows 0 of 0", "leave");
        assertThat(stage.record.events())
                .contains(new RunEvent.DoubtSettled(
                        new Attempt(new StepId("scale-down"), "", false, 1),
                        Verdict.TOOK_EFFECT,
                        "kubectl shows 0 of 0",
                        "operator"));
    }

    private static Stage crashedInTheScale() {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        Attempt attempt = new Attempt(new StepId("scale-down"), "", false, 1);
        stage.record.happened(List.of(
                new RunEvent.StepSkipped(new StepId("look"), "done before", false),
                new RunEvent.HoldOpened("ingress-paused", new StepId("pause-ingress")),
                new RunEvent.StepSkipped(new StepId("pause-ingress"), "done before", false),
                new RunEvent.StepSkipped(new StepId("tell-friends"), "done before", false),
                new RunEvent.ActionBegun(attempt, Map.of("replicas", List.of("3"))),
                new RunEvent.RunResumed("0.1.0")));
        return stage;
    }

    @Test
    void endOfInputLeavesAndIsNeverAYes() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        Played played = stage.answers();
        assertThat(played.code()).isEqualTo(3);
        assertThat(stage.world.acts).containsExactly("look #1");
        assertThat(stage.record.events()).last().isEqualTo(new RunEvent.RunLeft("end of input", List.of()));
    }

    @Test
    void endOfInputInTheMiddleOfAnAnswerLeavesToo() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        assertThat(stage.answers("yes").code()).isEqualTo(3);
        assertThat(stage.world.acts).containsExactly("look #1");
    }

    @Test
    void aRefusalByTheGuardIsShownWithItsHintAndNothingIsDone() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        stage.world.moved = Optional.of("the cluster is another one than when the run was opened");
        Played played = stage.answers("yes", "none", "stop", "close");
        Golden.assertSame("refused", played.transcript());
        assertThat(played.code()).isEqualTo(4);
    }

    @Test
    void anUndoIsPreviewedAndConfirmedLikeAnyChange() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        Played played = stage.answers(
                "skip a", "skip b", "yes", "undo copy", "undo scale-down", "back", "undo scale-down", "yes", "leave");
        Golden.assertSame("undo", played.transcript());
        assertThat(stage.world.acts).endsWith("scale-down #1 yes", "scale-down undo #2 yes");
    }

    @Fault("F56")
    @Test
    void noEscapeCharacterOfAnybodyReachesTheTerminal() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        String hostile = "\u001b[2J\u009b31m\rgone\u202e\u0007";
        stage.pods = () -> new PodFeed.Pods(
                List.of(new PodFeed.Pod(
                        hostile, hostile, hostile, 1, 1, 0, Instant.EPOCH, hostile, hostile, PodFeed.Life.STEADY)),
                List.of(new PodFeed.Selection(hostile, 0, PodFeed.Sight.UNSEEN, Optional.empty(), hostile)),
                List.of());
        stage.world.plan("copy", (attempt, listener) -> {
            listener.line(hostile);
            listener.started(4711, "1", List.of("copy", hostile));
            return new Outcome.Failed(false, hostile, hostile, EffectSeen.NONE);
        });
        Played played = stage.answers("skip a", "skip " + hostile, "yes", "pods", "yes", "holds", hostile, "leave");
        assertThat(played.transcript())
                .contains("\u241b[2J")
                .doesNotContainPattern("[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u202e]");
    }

    @Fault("F58")
    @Test
    void aSecretIsNeverShown() throws Exception {
        Stage stage = new Stage("small.yaml", Mode.RUN);
        stage.world.plan("copy", (attempt, listener) -> FULL);
        Played played = stage.answers("skip a", "skip b", "yes", "yes", "change password", "hunter2", "leave");
        assertThat(stage.changed).containsExactly("password=hunter2");
        assertThat(played.transcript())
                .contains("password is now set (not shown)")
                .doesNotContain("hunter2");
        assertThat(stage.record.events().toString()).doesNotContain("hunter2");
    }
}
