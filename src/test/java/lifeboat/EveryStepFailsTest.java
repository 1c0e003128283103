package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.run.Run;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Step;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In every runbook every step may fail, before its effect and after it; the run is left, taken up, and comes to its end. All the
 * time its secrets are told by whatever acts for it, and none is shown or kept.
 */
@Fault("F58")
class EveryStepFailsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = "enterprise-backup")
    void a_run_in_which_every_step_fails_can_be_left_taken_back_tried_again_and_ended(String runbook, Tally tally)
            throws Exception {
        comesToItsEnd(runbook, tally);
    }

    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pachyderm-backup",
                "pachyderm-restore",
                "enterprise-restore",
                "atlasdb-backup",
                "atlasdb-restore"
            })
    void so_can_the_others(String runbook, Tally tally) throws Exception {
        comesToItsEnd(runbook, tally);
    }

    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    @ParameterizedTest
    @ValueSource(strings = {"classic-extract", "classic-restore", "classic-migrate"})
    void so_can_those_of_1_x(String runbook, Tally tally) throws Exception {
        comesToItsEnd(runbook, tally);
    }

    private void comesToItsEnd(String runbook, Tally tally) throws Exception {
        Map<String, Integer> attempts = new ConcurrentHashMap<>();
        LoneOperator operator = new LoneOperator();
        Map<String, String> chosen = runbook.endsWith("-restore")
                ? Map.of()
                : Map.of("backup_dir", directory.resolve("b").toString());
        try (Rehearsed rehearsed = new Rehearsed(directory, runbook, chosen);
                Canaries canaries = new Canaries(rehearsed)) {
            String id;
            Run end;
            try (Session session = rehearsed.open()) {
                id = session.run().id();
                end = sail(rehearsed, session, operator, canaries, attempts);
            }
            assertThat(end.phase()).isEqualTo(Run.Phase.LEFT);
            while (end.phase() == Run.Phase.LEFT) {
                try (Session session = rehearsed.resume(id)) {
                    end = sail(rehearsed, session, operator, canaries, attempts);
                }
            }
            assertThat(end.result()).contains("done");
            assertThat(end.holds()).isEmpty();
            assertThat(operator.failures()).containsExactlyInAnyOrderElementsOf(done(end, step -> true));
            assertThat(operator.undone()).containsExactlyInAnyOrderElementsOf(done(end, step -> step.undo()
                    .isPresent()));
            assertThat(operator.settled())
                    .as("what only the operator could tell")
                    .isZero();
            canaries.areNowhere(tally, directory, operator.seen() + rehearsed.said(id));
        }
    }

    private static Set<String> done(Run run, Predicate<Step> which) {
        return run.book().steps().stream()
                .filter(step -> run.status(step) == Status.DONE)
                .filter(which)
                .map(step -> step.id().value())
                .collect(Collectors.toSet());
    }

    private static Run sail(
            Rehearsed rehearsed,
            Session session,
            LoneOperator operator,
            Canaries canaries,
            Map<String, Integer> attempts)
            throws Complaint, InterruptedException {
        try (Voyage voyage =
                new Voyage(rehearsed.wiring(), session, live -> new Faltering(canaries.around(live), attempts))) {
            voyage.begin();
            operator.operate(voyage.conductor());
            Run end = voyage.await();
            voyage.seal();
            return end;
        }
    }
}
