package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OmissionsTest {
    private static final String SIDE_BY_SIDE =
            """
              - id: both
                title: Both
                together:
                  - {id: extra, title: Extra, scale: {deployment: extra, replicas: 2}}
                  - {id: copy-too, title: Copy, clone: {from: from, to: to}}
            """;

    private static Run skipped(String step) throws Exception {
        String text = Classes.TEXT + SIDE_BY_SIDE;
        Run run = Run.fresh(RunbookLoader.load("classes.yaml", text.getBytes(StandardCharsets.UTF_8)), "R1");
        return run.evolve(new Recorded(1, Instant.EPOCH, new RunEvent.StepSkipped(new StepId(step), "late", false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "dump", "halt", "clean", "both"})
    void whatPutsSomethingIntoABackupIsMissedWhenItWasSkipped(String step) throws Exception {
        assertThat(Omissions.of(skipped(step))).containsExactly(step + " was skipped: late");
    }

    @Test
    void whatPutsNothingIntoItIsNotMissed() throws Exception {
        assertThat(Omissions.of(skipped("last"))).isEmpty();
    }
}
