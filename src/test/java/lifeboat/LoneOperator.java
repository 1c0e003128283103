package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import lifeboat.perform.Conductor;
import lifeboat.perform.Item;
import lifeboat.perform.Question;
import lifeboat.perform.Snapshot;
import lifeboat.perform.Wish;
import lifeboat.run.Run;
import lifeboat.run.StepState;
import lifeboat.run.Verdict;
import lifeboat.runbook.Step;

/**
 * An operator whose every step fails: leaves at the first failure and comes back, takes back what can be taken back at
 * the second, and tries again. What was seen is kept for the test.
 */
final class LoneOperator {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Set<String> failed = new TreeSet<>();
    private final Set<String> undone = new TreeSet<>();
    private final List<String> told = new ArrayList<>();
    private final StringBuilder seen = new StringBuilder();
    private long settled;

    /** Answers whatever is asked until the run is left or closed. */
    Run operate(Conductor conductor) throws InterruptedException {
        long ticket = 0;
        while (true) {
            Snapshot now = await(conductor, ticket);
            if (now.question() instanceof Question.Over) {
                return now.run();
            }
            ticket = conductor.wish(answer(now.run(), now.question()));
        }
    }

    private Snapshot await(Conductor conductor, long ticket) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            for (Item item : conductor.outlet().drain()) {
                seen.append(item).append('\n');
                if (item instanceof Item.Refused refused) {
                    told.add(refused.reason());
                }
            }
            Snapshot now = conductor.outlet().latest();
            if (now.question() instanceof Question.Over
                    || (now.ticket() >= ticket && !(now.question() instanceof Question.Busy))) {
                return now;
            }
            conductor.outlet().await(now.version(), 1, TimeUnit.SECONDS);
        }
        throw new AssertionError("nothing was asked for a minute: "
                + conductor.outlet().latest().run().inFlight() + " " + told);
    }

    private Wish answer(Run run, Question question) {
        seen.append(question).append('\n');
        if (question instanceof Question.Confirm confirm) {
            return confirmed(run, confirm);
        }
        if (question instanceof Question.Failed failure) {
            return failed(run, run.step(failure.step()));
        }
        if (question instanceof Question.Doubt doubt) {
            settled++;
            return new Wish.Settle(doubt.attempt(), Verdict.TOOK_EFFECT, "looked at it");
        }
        throw new AssertionError("asked " + question + " after " + told);
    }

    private static Wish confirmed(Run run, Question.Confirm confirm) {
        Step step = run.step(confirm.step());
        String answer =
                run.wantsName(step, confirm.undo()) ? run.confirmation(step, confirm.undo()) : "done, as it says";
        return new Wish.Confirm(step.id(), confirm.undo(), answer);
    }

    private Wish failed(Run run, Step step) {
        List<StepState> states = (step.together().isEmpty() ? List.of(step) : step.together())
                .stream()
                        .map(part -> run.state(part.id()))
                        .filter(state -> state.status() == StepState.Status.FAILED)
                        .toList();
        assertThat(states).as(step.id() + " " + told).isNotEmpty().allMatch(LoneOperator::wasInjected);
        for (Run.OpenHold hold : run.holds()) {
            assertThat(run.book().hold(hold.id()).orElseThrow().means().resolve(run.scope()))
                    .as("what it means that " + hold.id() + " is held")
                    .isNotBlank();
        }
        if (states.stream().anyMatch(state -> state.reason().endsWith(Faltering.NO_ANSWER))
                && run.undoObstacle(step).isEmpty()
                && undone.add(step.id().value())) {
            return new Wish.Preview(step.id(), true);
        }
        if (failed.add(step.id().value())) {
            return new Wish.Leave("to look at it in peace");
        }
        return new Wish.Retry(step.id());
    }

    /** All that could have been on the screen. */
    String seen() {
        return seen.toString();
    }

    private static boolean wasInjected(StepState state) {
        return state.reason().endsWith(Faltering.NEVER_SENT) || state.reason().endsWith(Faltering.NO_ANSWER);
    }

    /** The steps that failed. */
    Set<String> failures() {
        return failed;
    }

    /** The steps that were taken back. */
    Set<String> undone() {
        return undone;
    }

    /** How often nobody but the operator could tell what had happened. */
    long settled() {
        return settled;
    }
}
