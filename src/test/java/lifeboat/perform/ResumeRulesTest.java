package lifeboat.perform;

import static lifeboat.perform.Theatre.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.run.Attempt;
import lifeboat.run.Decision;
import lifeboat.run.EffectSeen;
import lifeboat.run.Intent;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.StepState.Status;
import lifeboat.run.Verdict;
import lifeboat.runbook.RunbookLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules on which a run is taken up, tried again and brought back, one small test for each. */
class ResumeRulesTest {
    private final Logger workers = Logger.getLogger(Workers.class.getName());

    @BeforeEach
    void beSilent() {
        // Their faults are the point here.
        workers.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        workers.setLevel(null);
    }

    @Test
    void aFailureReleasesNothing() throws Exception {
        try (Theatre theatre = Theatre.opened()) {
            theatre.world.plan(
                    "up", (attempt, listener) -> new Outcome.Failed(false, "it broke", "", EffectSeen.UNKNOWN));
            theatre.begin().yes("tell", "down", "both", "up");
            assertThat(theatre.failed("up").run().isHeld("down")).isTrue();
            assertThat(theatre.record.actions()).doesNotContain("hold.released down");
        }
    }

    @Test
    void whatWasInFlightIsLookedAt() throws Exception {
        List<Recorded> crashed;
        try (Theatre theatre = Theatre.opened()) {
            theatre.begin().finish();
            int at = theatre.record.actions().indexOf("action.begun down #1");
            crashed = theatre.record.all().subList(0, at + 1);
        }
        try (Theatre again = Theatre.resumed(crashed)) {
            again.world.replicas = 0;
            again.begin().until(now -> now.question() instanceof Question.Confirm);
            assertThat(again.world.probes).containsExactly("down #1");
            assertThat(again.record.all().stream().map(Recorded::event))
                    .anyMatch(event ->
                            event instanceof RunEvent.DoubtSettled settled && settled.verdict() == Verdict.TOOK_EFFECT);
        }
    }

    @Test
    @Fault("F04")
    void besideAProgramThatWasLeftRunningNothingIsDoneAndItCanBeStopped() throws Exception {
        List<Recorded> crashed;
        try (Theatre theatre = Theatre.opened()) {
            theatre.begin().finish();
            int at = 0;
            while (!theatre.record.actions().get(at).startsWith("action.begun dump[")) {
                at++;
            }
            crashed = new ArrayList<>(theatre.record.all().subList(0, at + 1));
        }
        Attempt dump = crashed.get(crashed.size() - 1).event().attempt().orElseThrow();
        crashed.add(new Recorded(
                crashed.size() + 1, Instant.EPOCH, new RunEvent.ActionStarted(dump, 4711, "99", List.of("dump"))));
        try (Theatre again = Theatre.resumed(crashed)) {
            again.world.replicas = 0;
            again.world.outlived = true;
            Snapshot waiting = again.begin().until(now -> now.progress().containsKey(dump));
            assertThat(waiting.question()).isInstanceOf(Question.Busy.class);
            assertThat(waiting.progress().get(dump)).isEqualTo("pid 4711 still runs");
            assertThat(again.world.acts).isEmpty();
            assertThat(again.world.probes).doesNotContain(dump.toString());
            again.wish(new Wish.Cancel(Optional.of(dump)));
            Snapshot asked = again.until(now -> !(now.question() instanceof Question.Busy));
            assertThat(asked.progress()).isEmpty();
            assertThat(again.world.probes).contains(dump.toString());
            assertThat(again.finish().result()).contains("done");
        }
    }

    @Test
    void whatIsSettledAsDoneIsDoneForTheStepsThatAskForIt() throws Exception {
        String text = Classes.TEXT.replace(
                "  - {id: up,",
                "  - id: forward\n    title: Forward\n    fast_forward: {target: atlas, backup: /b, while: down}\n"
                        + "    register: forwarded\n"
                        + "  - {id: start, title: Start, when: forwarded.done, run: {argv: [start]}}\n  - {id: up,");
        Run run = Run.fresh(RunbookLoader.load("classes.yaml", text.getBytes(StandardCharsets.UTF_8)), "R1");
        run = Classes.before(run, "forward");
        Attempt forward = new Attempt(id("forward"), "", false, 1);
        for (RunEvent event : List.of(
                new RunEvent.ActionBegun(forward, Map.of()),
                new RunEvent.RunResumed("0"),
                new RunEvent.DoubtSettled(forward, Verdict.TOOK_EFFECT, "I looked", "operator"))) {
            run = run.evolve(new Recorded(0, Instant.EPOCH, event));
        }
        assertThat(run.applies(run.step(id("start")))).contains(true);
        assertThat(run.current().map(step -> step.id().value())).contains("start");
    }

    @Test
    void whenATargetMovedNothingIsDone() throws Exception {
        try (Theatre theatre = Theatre.opened()) {
            theatre.begin().asksFor("tell");
            theatre.world.moved = Optional.of("the cluster is another");
            theatre.wish(new Wish.Confirm(id("tell"), false, "yes"));
            theatre.until(now -> !(now.question() instanceof Question.Busy));
            assertThat(theatre.world.acts).containsExactly("look");
        }
    }

    @Test
    @Fault("F15")
    void anErrorInAStepIsNoSuccessAndMayHaveHadAnEffect(Tally tally) throws Exception {
        for (Error error : List.of(new OutOfMemoryError("full"), new StackOverflowError("deep"))) {
            tally.injected();
            try (Theatre theatre = Theatre.opened()) {
                theatre.world.plan("tell", (attempt, listener) -> {
                    throw error;
                });
                theatre.begin().yes("tell");
                Snapshot parked = theatre.until(now -> !(now.question() instanceof Question.Busy)
                        && now.run().inFlight().isEmpty()
                        && theatre.record.actions().contains("action.ended tell #1"));
                assertThat(parked.question()).isInstanceOf(Question.Failed.class);
                assertThat(parked.run().state(id("tell")).status()).isEqualTo(Status.FAILED);
                assertThat(parked.run().isHeld("told"))
                        .as("it may have been told")
                        .isTrue();
                assertThat(parked.run().state(id("tell")).reason()).contains(error.toString());
                // What it came to is on disk, and the run can be left.
                theatre.wish(new Wish.Leave("look at the memory"));
                assertThat(theatre.over().run().phase()).isEqualTo(Run.Phase.LEFT);
            }
            tally.survived();
        }
    }

    @Test
    @Fault("F15")
    void aStackThatReallyOverflowsEndsItsStepAndNothingElse() throws Exception {
        try (Theatre theatre = Theatre.opened()) {
            theatre.world.plan(
                    "tell",
                    (attempt, listener) -> deeper(0) > 0
                            ? new Outcome.Succeeded(Map.of(), "")
                            : new Outcome.Succeeded(Map.of(), "never"));
            theatre.begin().yes("tell");
            assertThat(theatre.failed("tell").run().isHeld("told")).isTrue();
            theatre.wish(new Wish.Retry(id("tell")));
            theatre.yes("tell").asksFor("down");
        }
    }

    @SuppressWarnings("InfiniteRecursion") // That is what it is for.
    private static int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    @Test
    @Fault("F64")
    void whatDestroysWantsItsNameEachTime() {
        Run run = Run.fresh(Classes.book(), "R1");
        run = run.evolve(new Recorded(
                1, Instant.EPOCH, new RunEvent.RunOpened("classes", "00", "Classes", Mode.RUN, "0", Optional.empty())));
        run = Classes.before(run, "clean");
        run = run.evolve(new Recorded(
                0,
                Instant.EPOCH,
                new RunEvent.PreviewShown(id("clean"), false, Preview.ofDetails(List.of("all of it")))));
        assertThat(run.decide(new Intent.Begin(id("clean"), false, "yes", Map.of())))
                .isInstanceOf(Decision.Refused.class);
        assertThat(run.decide(new Intent.Begin(id("clean"), false, "", Map.of())))
                .isInstanceOf(Decision.Refused.class);
        assertThat(run.decide(new Intent.Begin(id("clean"), false, "everything", Map.of())))
                .isInstanceOf(Decision.Accepted.class);
    }
}
