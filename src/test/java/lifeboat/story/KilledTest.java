package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import lifeboat.fault.Fault;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Once at one step, with a look at what is said to nobody; {@link KilledOftenTest} kills at any moment. */
@Fault("F03")
class KilledTest {
    @ParameterizedTest
    @ValueSource(strings = {"scale-down-pachd", "dump-databases", "clone-bucket"})
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void aRunThatIsKilledAtAStepGoesOnAndDoesNothingTwice(String step) throws Exception {
        isKilledAt(step);
    }

    private static void isKilledAt(String step) throws Exception {
        try (Desk desk = new Desk()) {
            Program killed = desk.lifeboat(
                    "rehearse",
                    "--line",
                    "--auto",
                    "--keep-lab",
                    "--objects",
                    "400",
                    "--backup-dir",
                    desk.backups().toString());
            Program.await(step + " to begin", () -> desk.hasBegun(step) || !killed.isAlive());
            killed.kill();
            assertThat(desk.journal()).as("it was killed before its end").noneMatch(KilledTest::closes);
            JsonNode unfinished = desk.summary();
            assertThat(unfinished.path("state").asText()).isEqualTo("unfinished");

            nobodyIsThere(desk, step);

            Program.Ended resumed = desk.run("resume", "--line", "--auto", "--keep-lab");
            assertThat(resumed.code()).as(resumed.all()).isZero();
            assertThat(desk.lab().changes()).isEqualTo(LabView.wholeBackup());
            assertThat(desk.lab().writes())
                    .hasSize(400)
                    .allSatisfy((key, times) -> assertThat(times).as(key).isEqualTo(1));
            assertThat(desk.lab().replicas("pachd")).isEqualTo(3);
            JsonNode done = desk.summary();
            assertThat(done.path("state").asText()).isEqualTo("closed");
            assertThat(done.path("result").asText()).isEqualTo("done");
            assertThat(done.path("open_holds")).isEmpty();
            Program.Ended verified =
                    desk.run("audit", "verify", done.path("run").asText());
            assertThat(verified.code()).as(verified.all()).isZero();
        }
    }

    private static boolean closes(JsonNode record) {
        return record.at("/event/action").asText().equals("run.closed");
    }

    /** Without an answer nothing is changed, and what is still held is said. */
    private static void nobodyIsThere(Desk desk, String step) throws Exception {
        Map<String, Integer> changes = desk.lab().changes();
        Map<String, Integer> writes = new TreeMap<>(desk.lab().writes());
        Program.Ended left = desk.run("resume", "--line");
        assertThat(left.code()).as(left.all()).isEqualTo(3);
        assertThat(left.out())
                .contains("(end of input)")
                .contains("Left unfinished")
                .contains("Resume: lifeboat resume");
        assertThat(left.out()).contains("! users-told since ");
        assertThat(left.out().contains("! workers-down since ")).isEqualTo(!step.equals("scale-down-pachd"));
        assertThat(desk.lab().changes()).isEqualTo(changes);
        assertThat(desk.lab().writes()).isEqualTo(writes);
    }
}
