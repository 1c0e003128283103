package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import lifeboat.terminal.Tmux;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator at a real terminal takes a rehearsal from the form to its ticket, makes mistakes, leaves and comes back. */
@SuppressWarnings("NullAway.Init")
class ScreenWalkTest {
    private static final String GATE = "  Scale pachd to zero ";

    private Desk desk;
    private Seat seat;

    @BeforeEach
    void sitDown() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed");
        desk = new Desk();
        seat = Seat.at(desk);
    }

    @AfterEach
    void getUp() throws Exception {
        if (seat != null) {
            seat.close();
        }
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    void aBackupFromTheFormToItsTicket() throws Exception {
        seat.types("bin/lifeboat rehearse --objects 50 --keep-lab; echo ended $?");
        fillsInTheForm();
        announces();
        writesDownTheEvidence();
        hesitatesBeforePachdGoes();
        seesThePodsGo();
        leavesAndComesBack();
        seesThePodsComeBack();
        readsTheTicket();

        Program.Ended verified =
                desk.run("audit", "verify", desk.summary().path("run").asText());
        assertThat(verified.code()).as(verified.all()).isZero();
        assertThat(verified.out()).startsWith("OK\n").contains("SEALED");
        assertThat(manifest().path("status").asText()).isEqualTo("COMPLETE");
        assertThat(desk.lab().changes()).isEqualTo(LabView.wholeBackup());
        assertThat(desk.lab().writes())
                .hasSize(50)
                .allSatisfy((key, times) -> assertThat(times).as(key).isEqualTo(1));
        assertThat(desk.steps("step.confirmed")).doesNotHaveDuplicates();
    }

    /** A field that is left empty keeps the run from being opened, and is shown. */
    private void fillsInTheForm() throws Exception {
        seat.sees("ready to begin", "▶ [ Begin the rehearsal ]");
        while (!isAt("backup_dir")) {
            String before = seat.screen();
            seat.presses("Up");
            seat.awaits("another field", () -> !seat.screen().equals(before));
        }
        seat.presses("C-u", "C-s");
        seat.sees("1 field needs a value", "backup_dir: a value is needed");
        seat.asksForTheKeys();
        assertThat(desk.journal()).isEmpty();
        seat.tmux().paste(desk.backups().toString());
        seat.sees("ready to begin", desk.backups().toString());
        seat.presses("C-s");
    }

    private boolean isAt(String field) {
        return seat.screen().lines().anyMatch(line -> line.matches("▶[ @]?" + field + " .*"));
    }

    /** What looks goes by itself; then nothing but Enter, pressed by hand, says yes. */
    private void announces() throws Exception {
        seat.isAsked("announce-outage");
        assertThat(desk.steps("step.confirmed")).isEmpty();
        seat.tmux().paste("yes\r\n\n");
        seat.asksForTheKeys();
        seat.presses("w", "Escape", "7");
        seat.asksForTheKeys();
        assertThat(desk.steps("step.confirmed")).isEmpty();

        seat.presses("?");
        seat.sees("Do what was previewed", "Leave; asks when something is in flight or held");
        seat.presses("Escape");
        seat.resizes(140, 45);
        seat.sees("  Announce the outage", "Lifeboat  lab/pachyderm");
        seat.confirms("announce-outage");
        seat.sees("! users-told since");
    }

    private void writesDownTheEvidence() throws Exception {
        seat.isAsked("pause-ingress");
        seat.resizes(60, 15);
        seat.opensEvidence("pause-ingress");
        seat.enters("the objection", () -> seat.screen().contains("write down what you did or saw"));
        seat.tmux().paste("importer\r\n");
        seat.sees("importer");
        seat.asksForTheKeys();
        assertThat(desk.tells("step.confirmed", "pause-ingress")).isFalse();
        seat.resizes(80, 24);
        seat.tmux().bytes(" on box 7");
        seat.sees("importer on box 7");
        // Whoever leans on Enter confirms this, and nothing that was not seen.
        seat.tmux().bytes("\r\r\r");
        seat.isAsked("scale-down-pachd");
        seat.asksForTheKeys();
        assertThat(desk.steps("step.confirmed")).containsExactly("announce-outage", "pause-ingress");
        assertThat(desk.lab().replicas("pachd")).isEqualTo(3);
    }

    private void hesitatesBeforePachdGoes() throws Exception {
        seat.sees("deployment/pachd  spec.replicas  3  →  0", "PODS 12 of");
        seat.tmux().paste("y\r");
        seat.asksForTheKeys();
        seat.presses("q");
        seat.sees("Leave the run?", "! ingress-paused since", "! users-told since", "▶ Stay");
        seat.enters("the end of the question", () -> !seat.screen().contains("Leave the run?"));

        seat.presses("C-z");
        seat.sees("Stopped");
        assertThat(seat.tmux().flags()).isEqualTo("0 1 0");
        seat.types("clear; echo sum $((20 + 3))");
        seat.sees("sum 23");
        seat.resizesUnseen(120, 40);
        seat.types("fg; echo ended $?");
        seat.resizes(120, 40);
        seat.sees(GATE, "PODS 12 of", "HOLDS 2");
        seat.resizes(80, 24);
        seat.sees(GATE, "PODS 12 of", "HOLDS 2");
        seat.asksForTheKeys();
        assertThat(desk.tells("step.confirmed", "scale-down-pachd")).isFalse();
    }

    private void seesThePodsGo() throws Exception {
        seat.presses("4", "z");
        seat.sees("▸PODS 12 of", "WAITS FOR YOU: ", "NAME", "pachd-", "etcd-0");
        seat.presses("z");
        seat.presses("Escape");
        seat.awaits("the step", () -> !seat.screen().contains("▸PODS"));
        seat.confirms("scale-down-pachd");
        seat.sees("PODS 9 of", "! pachd-down since", "DOWNTIME 0:");
        seat.confirms("scale-down-workers");
        seat.sees("PODS 5 of", "gone");
        seat.resizes(60, 15);
        seat.confirms("scale-down-pachw");
        seat.resizes(80, 24);
        seat.isAsked("clone-bucket");
        seat.sees("PODS 4 of", "HOLDS 4");
    }

    private void leavesAndComesBack() throws Exception {
        seat.presses("q");
        seat.sees("Leave the run?", "! pachd-down since");
        seat.presses("Down");
        seat.sees("▶ Leave");
        seat.enters("the ticket", () -> seat.screen().contains("The ticket:"));
        seat.sees("left unfinished", "Left unfinished; nothing new begins until it is resumed.");
        seat.presses("q");
        seat.hasTheShellAgain(3);
        assertThat(desk.summary().path("state").asText()).isEqualTo("unfinished");
        assertThat(desk.lab().replicas("pachd")).isZero();

        seat.types("clear; bin/lifeboat resume --keep-lab; echo ended $?");
        seat.sees("Picked up: run", "the operator left", "Still open:");
        seat.enters("the end of the popup", () -> !seat.screen().contains("Picked up: run"));
        seat.resizes(140, 45);
        seat.confirms("clone-bucket");
    }

    private void seesThePodsComeBack() throws Exception {
        seat.isAsked("resume-pachd");
        seat.sees("PODS 4 of", "deployment/pachd  spec.replicas  0  →  3");
        seat.resizes(80, 24);
        seat.confirms("resume-pachd");
        seat.isAsked("lift-ingress-pause");
        seat.sees("PODS 12 of", "HOLDS 2", "DOWNTIME over");
        assertThat(desk.lab().replicas("pachd")).isEqualTo(3);
        seat.didByHand("lift-ingress-pause", "importer on box 7");
        seat.confirms("tell-users");
    }

    private void readsTheTicket() throws Exception {
        seat.sees("The ticket: Back up Pachyderm", "Result     Done.", "nothing is held");
        seat.presses("End");
        seat.sees("Audit");
        seat.presses("q");
        seat.hasTheShellAgain(0);
        JsonNode summary = desk.summary();
        assertThat(summary.path("result").asText()).isEqualTo("done");
        assertThat(summary.path("open_holds")).isEmpty();
    }

    private JsonNode manifest() throws Exception {
        try (Stream<Path> all = Files.list(desk.backups())) {
            List<Path> folders = all.toList();
            assertThat(folders).hasSize(1);
            return new ObjectMapper().readTree(Files.readAllBytes(folders.get(0).resolve("manifest.json")));
        }
    }
}
