package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the running service hands out after a restore has to be above the fast-forward timestamp; the program is played. */
@SuppressWarnings("NullAway.Init")
class ProveTimestampsTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: proving
            title: Proving
            parameters:
              program: {type: string}
              config: {type: path}
              backup: {type: path}
            targets:
              atlas:
                atlas:
                  program: "{{ program }}"
                  config: "{{ config }}"
                  version: 0.39.0
                  store: other
                  service: http://127.0.0.1:1
            lock: proving
            steps:
              - id: prove
                title: Prove
                prove_timestamps: {target: atlas, backup: "{{ backup }}"}
            """;

    @TempDir
    Path directory;

    private final List<String> rows = new ArrayList<>();
    private Path backup;

    @BeforeEach
    void make() throws Exception {
        Files.createDirectories(directory.resolve("run").resolve("artifacts"));
        configure("  timestamp: {servers: ['http://127.0.0.1:1']}\n");
        backup = BackupFolder.create(directory, "backup").path();
        Files.writeString(backup.resolve("backup.timestamp"), "3010015\n");
        Files.writeString(backup.resolve("fast-forward.timestamp"), "3010026\n");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", "backup");
        fields.put("status", "COMPLETE");
        fields.put("remarks", List.of());
        fields.put("databases", List.of());
        fields.put("atlas", Map.of("store", "other"));
        fields.put("files", List.of());
        Manifest.write(BackupFolder.open(backup), fields);
    }

    private void configure(String services) throws Exception {
        Files.writeString(directory.resolve("atlas.yml"), "atlasdb:\n  keyValueService: {type: memory}\n" + services);
    }

    /** A program that writes this into the file that it is given, as it does for {@code timestamp --file F fetch}. */
    private void program(String script) throws Exception {
        Path program = directory.resolve("atlasdb");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static Recorded recorded(RunEvent event) {
        return new Recorded(0, Instant.EPOCH, event);
    }

    private Outcome prove() throws Exception {
        Run run = Run.fresh(RunbookLoader.load("proving.yaml", BOOK.getBytes(StandardCharsets.UTF_8)), "r1");
        Map<String, String> values = Map.of(
                "program", directory.resolve("atlasdb").toString(),
                "config", directory.resolve("atlas.yml").toString(),
                "backup", backup.toString());
        for (Map.Entry<String, String> value : values.entrySet()) {
            run = run.evolve(recorded(new RunEvent.ParameterGiven(value.getKey(), value.getValue(), false, "test")));
        }
        World world = new World(
                new Surroundings(
                        "test",
                        "r1",
                        "mira@desk",
                        Map.of("PATH", "/usr/bin:/bin"),
                        directory,
                        directory.resolve("run"),
                        Clock.systemUTC(),
                        Optional.empty()),
                new Secrets(Map.of()));
        Step step = run.step(new StepId("prove"));
        Call<Action.Atlas> call = new Call<>(run, step, "", (Action.Atlas) step.action(), "", world.scope(run), world);
        return new AtlasRepertoire()
                .proveTimestamps((lifeboat.runbook.AtlasTask.ProveTimestamps)
                        call.action().task())
                .act(call, new Attempt(step.id(), "", false, 1), new Rows());
    }

    private void fails(String reason, String hint) throws Exception {
        assertThat(prove()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains(reason);
            assertThat(failed.hint()).contains(hint);
        });
    }

    @Test
    void aFreshTimestampAboveTheFastForwardTimestampIsTheProof() throws Exception {
        program("echo 3010027 > \"$7\"");
        assertThat(prove()).isInstanceOfSatisfying(Outcome.Succeeded.class, done -> assertThat(done.outputs())
                .containsEntry("timestamp", List.of("3010027")));
        assertThat(rows)
                .containsExactly("timestamps PASS a fresh timestamp is 3010027, the fast-forward timestamp 3010026");
    }

    @Test
    void oneThatIsNotAboveItIsAFailureThatTellsToStopTheService() throws Exception {
        for (String fresh : List.of("3010026", "3010016", "17")) {
            program("echo " + fresh + " > \"$7\"");
            fails(
                    "hands out timestamps that were used before: a fresh timestamp is " + fresh,
                    "Stop every service at once");
        }
    }

    @Test
    void aServiceThatDoesNotAnswerProvesNothing() throws Exception {
        program("echo 'Connection refused' >&2; exit 1");
        fails("atlasdb timestamp fetch failed", "");
        program("exit 0");
        fails("there is no timestamp file", "");
        program("printf '30100\\r\\n' > \"$7\"");
        fails("carriage return", "");
    }

    @Test
    void aConfigurationThatAsksNoServiceProvesNothing() throws Exception {
        configure("");
        program("echo 3010027 > \"$7\"");
        fails("no leader, timelock or timestamp block", "with which the service itself runs");
    }

    @Test
    void whatIsFetchedForTheProofIsNoPartOfTheBackup() throws Exception {
        program("echo 3010027 > \"$7\"");
        prove();
        assertThat(backup.resolve("backup.timestamp")).content().isEqualTo("3010015\n");
        assertThat(backup.resolve("fast-forward.timestamp")).content().isEqualTo("3010026\n");
        assertThat(directory.resolve("run/artifacts/prove-1.timestamp")).exists();
    }

    /** Remembers the rows that were checked. */
    private final class Rows implements Performer.Listener {
        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {}

        @Override
        public void started(long pid, String startTicks, List<String> argv) {}

        @Override
        public void checked(String name, Severity severity, String detail) {
            rows.add(name + " " + severity + " " + detail);
        }

        @Override
        public BooleanSupplier cancelled() {
            return () -> false;
        }
    }
}
