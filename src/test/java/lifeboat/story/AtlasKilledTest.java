package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lifeboat.lab.atlas.AtlasStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Runs on an AtlasDB that are killed with -9, and what is known of them afterwards. */
class AtlasKilledTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void aLockThatACrashLeftBehindIsAHoldAndIsReleased() throws Exception {
        try (Desk desk = new Desk()) {
            Program killed = desk.lifeboat(
                    "rehearse",
                    "atlasdb-backup",
                    "--line",
                    "--auto",
                    "--keep-lab",
                    "--backup-dir",
                    desk.backups().toString());
            Program.await("the timestamp", () -> desk.hasBegun("fetch-backup-timestamp") || !killed.isAlive());
            killed.kill();
            assertThat(lock(desk)).contains("lifeboat run ");

            Program.Ended left = desk.run("resume", "--line");
            assertThat(left.code()).as(left.all()).isEqualTo(3);
            assertThat(left.out()).contains("! backup-lock since ");
            assertThat(lock(desk)).contains("lifeboat run ");

            Program.Ended resumed = desk.run("resume", "--line", "--auto", "--keep-lab");
            assertThat(resumed.code()).as(resumed.all()).isZero();
            assertThat(lock(desk)).doesNotContain("lifeboat run ");
            JsonNode done = desk.summary();
            assertThat(done.path("result").asText()).isEqualTo("done");
            assertThat(done.path("open_holds")).isEmpty();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void aLockThatTheProgramTookWhileWeWereKilledIsSettledAndReleased() throws Exception {
        try (Desk desk = new Desk()) {
            Program killed = desk.lifeboat(
                    "rehearse",
                    "atlasdb-backup",
                    "--line",
                    "--auto",
                    "--keep-lab",
                    "--atlas-version",
                    "0.22.0-branch",
                    "--backup-dir",
                    desk.backups().toString());
            Program.await("the lab's program", () -> program(desk).isPresent() || !killed.isAlive());
            Path hangs = program(desk).orElseThrow().resolve(AtlasStandIn.HANGS);
            Files.createFile(hangs);
            Program.await("the lock", () -> desk.hasBegun("acquire-lock") && isTaken(desk) || !killed.isAlive());
            assertThat(desk.hasBegun("acquire-lock")).isTrue();
            killed.kill();
            Files.delete(hangs);

            Program.Ended left = desk.run("resume", "--line");
            assertThat(left.code()).as(left.all()).isEqualTo(3);
            assertThat(left.out().replaceAll("\\s+", " "))
                    .contains("IN DOUBT")
                    .contains("unless somebody else has taken it, it is this run's");
            assertThat(isTaken(desk)).isTrue();

            Program.Ended resumed = desk.run("resume", "--line", "--auto", "--keep-lab");
            assertThat(resumed.code()).as(resumed.all()).isZero();
            assertThat(desk.steps("action.begun")).containsOnlyOnce("acquire-lock");
            assertThat(desk.tells("hold.opened", "acquire-lock")).isTrue();
            assertThat(desk.tells("hold.released", "release-lock")).isTrue();
            assertThat(isTaken(desk)).isFalse();
        }
    }

    /** Where the program of the one lab is, once it is there. */
    private static Optional<Path> program(Desk desk) {
        try (Stream<Path> labs = Files.list(desk.state().resolve("labs"))) {
            return labs.map(lab -> lab.resolve("bin/atlasdb-cli"))
                    .filter(Files::isDirectory)
                    .findFirst();
        } catch (java.io.IOException notYet) {
            return Optional.empty();
        }
    }

    private static boolean isTaken(Desk desk) {
        try {
            return lock(desk).contains("manual-backup");
        } catch (Exception notYet) {
            return false;
        }
    }

    private static String lock(Desk desk) throws Exception {
        try (Connection connection = desk.lab().superuser("atlas");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select val from _persisted_locks")) {
            return row.next() ? new String(row.getBytes(1), StandardCharsets.UTF_8) : "";
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void cleaningThatWasInterruptedIsNotRepeatedByItself() throws Exception {
        try (Desk desk = new Desk()) {
            Program killed = desk.lifeboat("rehearse", "atlasdb-restore", "--line", "--auto", "--keep-lab");
            Program.await("the cleaning", () -> hasBegunToClean(desk) || !killed.isAlive());
            killed.kill();
            String run = restore(desk).getFileName().toString();

            Program.Ended left = desk.run("resume", run, "--line");
            assertThat(left.code()).as(left.all()).isEqualTo(3);
            assertThat(times(desk, "clean")).isEqualTo(1);
            assertThat(left.out()).contains("IN DOUBT").contains("! service-down since ");

            Program.Ended resumed = desk.run("resume", run, "--line", "--auto", "--keep-lab");
            assertThat(resumed.code()).as(resumed.all()).isZero();
            assertThat(times(desk, "start-service")).isEqualTo(1);
            // Either it had done its work before the kill, or it was done again after its name had been typed again.
            long confirmed = records(desk).stream()
                    .filter(record -> is(record, "step.confirmed", "clean"))
                    .count();
            assertThat(confirmed).isEqualTo(times(desk, "clean"));
        }
    }

    private static long times(Desk desk, String step) throws Exception {
        return records(desk).stream()
                .filter(record -> is(record, "action.begun", step))
                .count();
    }

    private static boolean hasBegunToClean(Desk desk) {
        try {
            return runs(desk).size() == 2 && times(desk, "clean") > 0;
        } catch (Exception notYet) {
            return false;
        }
    }

    private static boolean is(JsonNode record, String action, String step) {
        return record.at("/event/action").asText().equals(action)
                && record.at("/lifeboat/step/id").asText().equals(step);
    }

    /** The run of the restore; the one of the backup is older. */
    private static Path restore(Desk desk) throws Exception {
        List<Path> runs = runs(desk);
        assertThat(runs).hasSize(2);
        return runs.get(1);
    }

    private static List<Path> runs(Desk desk) throws Exception {
        Path folder = desk.state().resolve("runs");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static List<JsonNode> records(Desk desk) throws Exception {
        String text = Files.readString(restore(desk).resolve("journal.jsonl"));
        List<JsonNode> records = new java.util.ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            records.add(JSON.readTree(line));
        }
        return records;
    }
}
