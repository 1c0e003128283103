package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@SuppressWarnings("NullAway.Init")
class PipedAnswersTest {
    private static final String DO_IT = "leave] >";

    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        desk = new Desk();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    private String[] rehearse() {
        return new String[] {
            "rehearse",
            "--line",
            "--objects",
            "40",
            "--backup-dir",
            desk.backups().toString()
        };
    }

    @Test
    void aRunCanBeLeftInTheMiddleAndTakenUpAgain() throws Exception {
        String answers =
                """
                maybe
                note Ada is on call
                yes
                yes
                the nightly importer on box 7
                skip it is late
                commands
                yes
                leave
                """;
        Program.Ended left = desk.answered(answers, rehearse());
        assertThat(left.code()).as(left.all()).isEqualTo(3);
        assertThat(left.err()).isEmpty();
        assertThat(desk.summary().path("state").asText()).isEqualTo("unfinished");
        List<String> holds = new ArrayList<>();
        desk.summary().path("open_holds").forEach(hold -> holds.add(hold.asText()));
        assertThat(holds).containsExactlyInAnyOrder("users-told", "ingress-paused", "pachd-down");
        assertThat(desk.lab().replicas("pachd")).isZero();
        Transcript.assertSame("left", desk, left.out());

        String rest =
                """
                yes
                yes
                yes
                yes
                yes
                the nightly importer on box 7
                yes
                """;
        Program.Ended resumed = desk.answered(rest, "resume", "--line");
        assertThat(resumed.code()).as(resumed.all()).isZero();
        assertThat(desk.summary().path("result").asText()).isEqualTo("done");
        Transcript.assertSame("resumed", desk, resumed.out());
        Program.await("the end of the lab", () -> desk.processes().isEmpty());
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void aStepThatFailsCanBeTriedAgain() throws Exception {
        Program program = untilTheWorkers();
        desk.lab()
                .cluster(
                        "POST",
                        "/lab/faults",
                        "{\"effect\":\"status\",\"verb\":\"patch\",\"kind\":\"ReplicationController\","
                                + "\"name\":\"default-montage-v1\",\"code\":403,\"count\":1}");
        program.type("yes");
        program.awaitQuestion(DO_IT);
        assertThat(program.out()).contains("What now? [retry");
        for (String answer : List.of("yes", "retry", "yes", "yes", "yes", "yes", "yes", "none", "yes")) {
            program.type(answer);
        }
        program.endInput();
        Program.Ended done = program.ended();
        assertThat(done.code()).as(done.all()).isZero();
        assertThat(desk.summary().path("result").asText()).isEqualTo("done");
        Transcript.assertSame("failed", desk, done.out());
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void aRunWhoseCopyFailsCanBeStoppedAndReleasesWhatItHoldsNewestFirst() throws Exception {
        Program program = untilTheWorkers();
        program.type("yes");
        program.awaitQuestion(DO_IT);
        program.type("yes");
        program.awaitQuestion(DO_IT);
        desk.lab()
                .control(
                        "POST",
                        "/lab/store/faults",
                        "{\"operation\":\"copy\",\"kind\":\"error-body\",\"times\":1000000}");
        program.type("yes");
        program.awaitQuestion(DO_IT);
        assertThat(program.out()).contains("What now? [retry");
        LabView lab = desk.lab();
        for (String answer : List.of("stop", "close", "all", "yes", "yes", "none", "yes", "close")) {
            program.type(answer);
        }
        program.endInput();
        Program.Ended stopped = program.ended();
        assertThat(stopped.code()).as(stopped.all()).isEqualTo(1);
        assertThat(released()).containsExactly("pachd-down", "workers-down", "ingress-paused", "users-told");
        JsonNode summary = desk.summary();
        assertThat(summary.path("state").asText()).isEqualTo("closed");
        assertThat(summary.path("open_holds")).isEmpty();
        assertThat(stopped.out()).doesNotContain("COMPLETE");
        assertThat(lab.lab().alive()).isFalse();
    }

    private List<String> released() {
        return desk.journal().stream()
                .filter(record -> record.at("/event/action").asText().equals("hold.released"))
                .map(record -> record.at("/lifeboat/data/hold").asText())
                .toList();
    }

    /** Answers until the workers are to be scaled down, and waits for that question. */
    private Program untilTheWorkers() throws Exception {
        Program program = desk.lifeboat(rehearse());
        for (String answer : List.of("yes", "yes", "none", "yes")) {
            program.awaitQuestion(answer.equals("none") ? "from outside. >" : DO_IT);
            program.type(answer);
        }
        program.awaitQuestion(DO_IT);
        return program;
    }
}
