package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.terminal.Tmux;
import org.junit.jupiter.api.Test;

/** The terminal goes, again and again, wherever the run is; each time it parks and is taken up again. */
@Fault({"F01", "F02"})
class HangUpsTest {
    private static final int HANG_UPS =
            Integer.getInteger("lifeboat.hangups", Boolean.getBoolean("lifeboat.soak") ? 50 : 10);
    private static final long SEED = Long.getLong("lifeboat.seed", 7);

    /** So many of ten happen on the full screen, while it asks; the others at any moment of a run by itself. */
    private static final int ON_THE_SCREEN = 2;

    @Test
    void whereverTheTerminalGoesTheStepEndsAndNothingNewBegins(Tally tally) throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed");
        assumeTrue(Tmux.onPath("pg_dump"), "pg_dump is not installed");
        Random random = new Random(SEED);
        int done = 0;
        while (done < HANG_UPS) {
            try (Desk desk = new Desk()) {
                done += ofOneRun(desk, random, HANG_UPS - done, tally);
            }
        }
    }

    /** How many there were before the run was done. */
    private static int ofOneRun(Desk desk, Random random, int most, Tally tally) throws Exception {
        String command = "rehearse --auto --keep-lab --objects 20 --backup-dir " + desk.backups();
        for (int done = 0; done < most; done++) {
            boolean screen = done % 10 > 10 - 1 - ON_THE_SCREEN;
            long before = progress(desk);
            int further = 1 + random.nextInt(5);
            Seat seat = Seat.at(desk);
            try {
                seat.types("bin/lifeboat " + (screen ? "resume" : command));
                if (screen) {
                    seat.sees("Picked up: run");
                } else {
                    Program.await("progress", () -> progress(desk) >= before + further || isClosed(desk));
                }
                if (isClosed(desk)) {
                    return done;
                }
                int confirmed = desk.steps("step.confirmed").size();
                Owner owner = Owner.hangUp(desk, seat);
                if (owner.finished()) {
                    return done;
                }
                tally.injected();
                owner.parks();
                if (screen) {
                    assertThat(desk.steps("step.confirmed"))
                            .as("the end of input is no Enter")
                            .hasSize(confirmed);
                }
                tally.survived();
                command = "resume --auto --keep-lab";
            } finally {
                seat.close();
            }
        }
        Program.Ended finished = desk.run("resume", "--auto", "--keep-lab");
        assertThat(finished.code()).as(finished.all()).isZero();
        assertThat(desk.lab().changes()).isEqualTo(LabView.wholeBackup());
        Program.Ended verified =
                desk.run("audit", "verify", desk.summary().path("run").asText());
        assertThat(verified.code()).as(verified.all()).isZero();
        return most;
    }

    private static long progress(Desk desk) {
        return actions(desk).stream()
                .filter(action -> action.startsWith("action.") || action.startsWith("check."))
                .count();
    }

    private static boolean isClosed(Desk desk) {
        return actions(desk).contains("run.closed");
    }

    private static List<String> actions(Desk desk) {
        return desk.journal().stream()
                .map((JsonNode record) -> record.at("/event/action").asText())
                .toList();
    }
}
