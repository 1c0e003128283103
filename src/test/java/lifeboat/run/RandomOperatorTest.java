package lifeboat.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Step;
import org.junit.jupiter.api.Test;

/** An operator who wants anything at any time: what is not in turn, not shown or not explained does not happen. */
@Fault("F62")
class RandomOperatorTest {
    private static final int SEEDS = Integer.getInteger("lifeboat.seeds", 400);
    private static final int WISHES = 60;

    @Test
    void nothingBeginsOutOfItsTurn(Tally tally) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Story story = Story.opened(random.nextBoolean() ? "anna" : "", random.nextBoolean() ? "scale" : "pause");
            for (int wish = 0; wish < WISHES && story.run().phase() == Run.Phase.OPEN; wish++) {
                tally.injected();
                Run run = story.run();
                Intent intent = intent(run, random);
                if (run.decide(intent) instanceof Decision.Accepted accepted) {
                    isInOrder(run, intent, accepted);
                    story = story.and(accepted.events().toArray(RunEvent[]::new));
                }
                tally.survived();
            }
        }
    }

    private static void isInOrder(Run run, Intent intent, Decision.Accepted accepted) {
        if (intent instanceof Intent.Begin begin && !begin.undo()) {
            Step step = run.step(begin.step());
            boolean inTurn =
                    run.current().filter(now -> now.id().equals(step.id())).isPresent();
            boolean releases = step.releases().stream().anyMatch(run::isHeld);
            assertThat(inTurn || releases).as("%s began", step.id()).isTrue();
            assertThat(run.inFlight()).isEmpty();
            if (!accepted.orders().isEmpty() && Run.effect(step) != Effect.READ) {
                assertThat(run.state(step.id()).previewed())
                        .as("%s was shown", step.id())
                        .isTrue();
            }
        } else if (intent instanceof Intent.Begin begin) {
            assertThat(run.state(begin.step()).undoPreviewed()).isTrue();
            assertThat(run.state(begin.step()).touched()).isTrue();
        } else if (intent instanceof Intent.Skip skip) {
            assertThat(skip.reason()).isNotBlank();
            assertThat(run.step(skip.step()).required()).isFalse();
        } else if (intent instanceof Intent.Close) {
            assertThat(run.holds()).isEmpty();
            assertThat(run.inFlight()).isEmpty();
        }
        assertThat(accepted.orders()).allSatisfy(order -> assertThat(intent)
                .as("an order came of %s", intent)
                .isInstanceOfAny(Intent.Begin.class, Intent.Continue.class, Intent.Ended.class, Intent.Settle.class));
    }

    private static Intent intent(Run run, Random random) {
        List<Step> steps = run.book().steps();
        Step step = random.nextInt(3) == 0
                ? steps.get(random.nextInt(steps.size()))
                : run.current().orElse(steps.get(0));
        Preview preview = Preview.ofDetails(List.of("x"));
        if (!run.inFlight().isEmpty() && random.nextInt(3) > 0) {
            Attempt attempt = run.inFlight().keySet().iterator().next();
            return new Intent.Ended(
                    attempt,
                    random.nextInt(4) == 0
                            ? new Outcome.Failed(false, "broken", "", EffectSeen.UNKNOWN)
                            : new Outcome.Succeeded(Map.of(), ""));
        }
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Intent.Show(step.id(), random.nextInt(4) == 0, preview);
            case 2, 3, 4 -> new Intent.Begin(step.id(), random.nextInt(5) == 0, "yes", recorded(step));
            case 5 -> new Intent.Skip(step.id(), random.nextBoolean() ? " " : "no need");
            case 6 -> new Intent.Continue(step.id(), Map.of());
            case 7 -> new Intent.Checked(step.id(), "ready", Severity.PASS, "3 of 3", true);
            default -> random.nextInt(8) == 0 ? new Intent.Close("enough") : new Intent.LeaveOut(step.id());
        };
    }

    private static Map<Unit, Map<String, List<String>>> recorded(Step step) {
        return Map.of(
                new Unit(step.id(), ""), Map.of("replicas", List.of("3"), "workloads", List.of("deployment/pachd=3")));
    }
}
