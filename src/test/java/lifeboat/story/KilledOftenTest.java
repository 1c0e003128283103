package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import org.junit.jupiter.api.Test;

/** {@code kill -9}, again and again, at any moment; each time the run is taken up again, and in the end all is done once. */
@Fault("F03")
class KilledOftenTest {
    private static final int KILLS =
            Integer.getInteger("lifeboat.kills", Boolean.getBoolean("lifeboat.soak") ? 100 : 20);
    private static final long SEED = Long.getLong("lifeboat.seed", 3);
    private static final int OBJECTS = 60;

    @Test
    void howeverOftenItIsKilledNothingIsLostAndNothingIsDoneTwice(Tally tally) throws Exception {
        Random random = new Random(SEED);
        int done = 0;
        while (done < KILLS) {
            try (Desk desk = new Desk()) {
                done += ofOneRun(desk, random, KILLS - done, tally);
            }
        }
    }

    private static int ofOneRun(Desk desk, Random random, int most, Tally tally) throws Exception {
        int done = 0;
        String kept = "";
        while (done < most) {
            Program program = done == 0
                    ? desk.lifeboat(
                            "rehearse",
                            "--line",
                            "--auto",
                            "--keep-lab",
                            "--objects",
                            "" + OBJECTS,
                            "--backup-dir",
                            desk.backups().toString())
                    : desk.lifeboat("resume", "--line", "--auto", "--keep-lab");
            int before = records(desk);
            int further = 1 + random.nextInt(12);
            Program.await("progress", () -> records(desk) >= before + further || !program.isAlive());
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(60_000)));
            if (!program.isAlive()) {
                break;
            }
            program.kill();
            tally.injected();
            String now = journal(desk);
            assertThat(now).as("what was on disk before").startsWith(kept);
            // Whole records only: the kill may have torn the last.
            kept = now.substring(0, now.lastIndexOf('\n') + 1);
            done++;
            tally.survived();
        }
        if (!isClosed(desk)) {
            Program.Ended finished = desk.run("resume", "--line", "--auto", "--keep-lab");
            assertThat(finished.code()).as(finished.all()).isZero();
        }
        assertThat(journal(desk)).startsWith(kept);
        assertThat(desk.lab().changes()).isEqualTo(LabView.wholeBackup());
        assertThat(desk.lab().replicas("pachd")).isEqualTo(3);
        assertThat(desk.lab().writes())
                .hasSize(OBJECTS)
                .allSatisfy((key, times) -> assertThat(times).as(key).isEqualTo(1));
        JsonNode summary = desk.summary();
        assertThat(summary.path("result").asText()).isEqualTo("done");
        assertThat(summary.path("open_holds")).isEmpty();
        Program.Ended verified = desk.run("audit", "verify", summary.path("run").asText());
        assertThat(verified.code()).as(verified.all()).isZero();
        return done;
    }

    private static int records(Desk desk) {
        return (int) journal(desk).chars().filter(each -> each == '\n').count();
    }

    private static boolean isClosed(Desk desk) {
        return List.of(journal(desk).split("\n", -1)).stream().anyMatch(line -> line.contains("\"run.closed\""));
    }

    private static String journal(Desk desk) {
        try {
            Path file = desk.runFolder()
                    .map(folder -> folder.resolve("journal.jsonl"))
                    .orElse(Path.of("/none"));
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
