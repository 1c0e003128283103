package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
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
import lifeboat.fault.Fault;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may get wrong with an AtlasDB is refused before its program is started; the program here only notes that. */
@SuppressWarnings("NullAway.Init")
@Fault("F40")
class AtlasGuardTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: guarded
            title: Guarded
            parameters:
              version: {type: string}
              program: {type: string}
              config: {type: path}
              service: {type: url}
              backup: {type: path}
            targets:
              atlas:
                atlas:
                  program: "{{ program }}"
                  config: "{{ config }}"
                  version: "{{ version }}"
                  store: other
                  service: "{{ service }}"
            lock: guarded
            holds:
              service-down: {means: It is down.}
            steps:
              - id: check
                title: Check
                check_atlas_backup: {target: atlas, backup: "{{ backup }}"}
              - id: stop
                title: Stop
                manual: {instruction: Stop it., evidence: "How?"}
                holds: service-down
              - id: clean
                title: Clean
                clean_transactions: {target: atlas, backup: "{{ backup }}", while: service-down}
                confirm: it
              - id: forward
                title: Forward
                fast_forward: {target: atlas, backup: "{{ backup }}", while: service-down}
              - id: fetch
                title: Fetch
                fetch_timestamp: {target: atlas, as: backup}
              - id: start
                title: Start
                manual: {instruction: Start it., evidence: "How?"}
                releases: service-down
            """;

    @TempDir
    Path directory;

    private final List<String> rows = new ArrayList<>();
    private Path called;
    private Path backup;
    private String version = "0.39.0";
    private String service = "";

    @BeforeEach
    void make() throws Exception {
        called = directory.resolve("called");
        Files.createDirectories(directory.resolve("run").resolve("artifacts"));
        Path program = directory.resolve("atlasdb");
        Files.writeString(program, "#!/bin/sh\necho \"$*\" >> '" + called + "'\necho Delete completed.\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(
                directory.resolve("atlas.yml"), "atlasdb: {keyValueService: {type: memory}}\n", StandardCharsets.UTF_8);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service = "http://127.0.0.1:" + free.getLocalPort();
        }
        backup = BackupFolder.create(directory, "backup").path();
        write("3010015\n", "3010026\n");
        manifest("COMPLETE", "3010015", "3010026");
    }

    private void write(String first, String second) throws Exception {
        Files.writeString(backup.resolve("backup.timestamp"), first);
        Files.writeString(backup.resolve("fast-forward.timestamp"), second);
    }

    /** A manifest whose digests fit the files as they are. */
    private void manifest(String status, String first, String second) throws Exception {
        BackupFolder folder = BackupFolder.open(backup);
        Files.deleteIfExists(folder.manifest());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", "backup");
        fields.put("status", status);
        fields.put("remarks", List.of());
        fields.put("databases", List.of());
        fields.put("atlas", Map.of("store", "other", "backup_timestamp", first, "fast_forward_timestamp", second));
        fields.put(
                "files",
                Manifest.files(folder, Map.of()).stream()
                        .map(Manifest.File::json)
                        .toList());
        Manifest.write(folder, fields);
    }

    private Run run(boolean held) throws Exception {
        Run run = Run.fresh(RunbookLoader.load("guarded.yaml", BOOK.getBytes(StandardCharsets.UTF_8)), "r1");
        Map<String, String> values = Map.of(
                "version", version,
                "program", directory.resolve("atlasdb").toString(),
                "config", directory.resolve("atlas.yml").toString(),
                "service", service,
                "backup", backup.toString());
        for (Map.Entry<String, String> value : values.entrySet()) {
            run = run.evolve(recorded(new RunEvent.ParameterGiven(value.getKey(), value.getValue(), false, "test")));
        }
        run = run.evolve(recorded(new RunEvent.IdentityObserved("backup", Map.of("directory", backup.toString()))));
        return held ? run.evolve(recorded(new RunEvent.HoldOpened("service-down", new StepId("stop")))) : run;
    }

    private static Recorded recorded(RunEvent event) {
        return new Recorded(0, Instant.EPOCH, event);
    }

    private Call<Action.Atlas> call(String id, boolean held) throws Exception {
        Run run = run(held);
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
        Step step = run.step(new StepId(id));
        return new Call<>(run, step, "", (Action.Atlas) step.action(), "", world.scope(run), world);
    }

    private Outcome act(String id, boolean held) throws Exception {
        Call<Action.Atlas> call = call(id, held);
        return call.action()
                .task()
                .accept(new AtlasRepertoire())
                .act(call, new Attempt(new StepId(id), "", false, 1), new Rows());
    }

    private void refusedByCheck(String reason) throws Exception {
        Outcome outcome = act("check", false);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.guard()).isTrue();
            assertThat(failed.reason()).contains(reason);
        });
        assertThat(called).doesNotExist();
    }

    private void refused(String step, boolean held, String reason) {
        assertThatThrownBy(() -> act(step, held))
                .isInstanceOfSatisfying(
                        PerformException.class, e -> assertThat(e.reason()).contains(reason));
        assertThat(called).doesNotExist();
    }

    @Test
    void aBackupThatBelongsTogetherIsFound() throws Exception {
        assertThat(act("check", false)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(rows).anyMatch(row -> row.contains("backup timestamp 3010015 < fast-forward timestamp 3010026"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is empty",
                "3010015\\r\\n|carriage return",
                "3010015\\n3010026\\n|more than one line",
                "\\uFEFF3010015\\n|byte order mark",
                "three\\n|is not one line",
                "-5\\n|is not one line",
                "0\\n|begins with a zero",
                "9223372036854775807\\n|no timestamp service reaches",
            })
    void aFileThatIsNoTimestampIsRefusedByTheCheckAndByTheCleaning(String content, String reason) throws Exception {
        String text = content.replace("\\r", "\r").replace("\\n", "\n").replace("\\uFEFF", "\uFEFF");
        write(text, "3010026\n");
        manifest("COMPLETE", "3010015", "3010026");
        refusedByCheck(reason);
        refused("clean", true, reason);
    }

    @Test
    void swappedFilesAreRefusedAlsoWithAManifestThatFits() throws Exception {
        write("3010026\n", "3010015\n");
        refusedByCheck("is not below the fast-forward timestamp");
        manifest("COMPLETE", "3010026", "3010015");
        refusedByCheck("is not below the fast-forward timestamp");
        refused("clean", true, "is not below the fast-forward timestamp");
        refused("forward", true, "is not below the fast-forward timestamp");
    }

    @Test
    void aNumberThatTheManifestDoesNotKnowIsRefused() throws Exception {
        write("301001\n", "3010026\n");
        manifest("COMPLETE", "3010015", "3010026");
        refusedByCheck("says 301001, the manifest 3010015");
        refused("clean", true, "says 301001, the manifest 3010015");
    }

    @Test
    void aFileThatWasChangedAfterwardsIsRefusedByItsDigest() throws Exception {
        write("3010014\n", "3010026\n");
        refusedByCheck("backup.timestamp has the right size and another content");
    }

    @Test
    void aMissingFileAndAnUnfinishedBackupAreRefused() throws Exception {
        Files.delete(backup.resolve("fast-forward.timestamp"));
        refusedByCheck("there is no timestamp file");
        Files.delete(backup.resolve("manifest.json"));
        refusedByCheck("there is no manifest");
    }

    @Test
    void aBackupOfWhichSomethingWasLeftOutIsRefused() throws Exception {
        manifest("PARTIAL", "3010015", "3010026");
        refusedByCheck("the backup is PARTIAL");
    }

    @Test
    void nothingIsCleanedOrForwardedOnceTheServiceMayHaveStarted() {
        refused("clean", false, "not held stopped by this run any more");
        refused("forward", false, "not held stopped by this run any more");
    }

    @Test
    void nothingIsCleanedWhileSomethingListensAtTheService() throws Exception {
        try (ServerSocket live = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            service = "http://127.0.0.1:" + live.getLocalPort();
            refused("clean", true, "something listens at 127.0.0.1:" + live.getLocalPort());
            refused("forward", true, "something listens at");
        }
    }

    @ParameterizedTest
    @CsvSource({"0.11.0, before 0.12.0", "0.103.0, fails without a start timestamp"})
    void aVersionThatIsKnownToCleanWronglyIsNotStarted(String played, String reason) {
        version = played;
        refused("clean", true, reason);
    }

    @Test
    void aVersionThatContradictsTheJarsIsRefused() throws Exception {
        Files.writeString(directory.resolve("atlasdb-cli-0.309.0.jar"), "");
        refused("clean", true, "are of 0.309.0");
    }

    @Test
    void aTimestampIsNotFetchedWithAConfigurationThatAsksNoService() throws Exception {
        Files.delete(backup.resolve("backup.timestamp"));
        assertThat(act("fetch", false))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("no leader, timelock or timestamp block"));
        assertThat(called).doesNotExist();
    }

    @Test
    void whenAllIsWellTheProgramIsStartedOnceWithTheRightArguments() throws Exception {
        assertThat(act("clean", true)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(called)
                .content()
                .isEqualTo("--offline --config " + directory.resolve("atlas.yml")
                        + " --config-root /atlasdb timestamp --file " + backup.resolve("backup.timestamp")
                        + " clean-transactions\n");
    }

    @Test
    void aProgramThatSaysNothingOfADeletionIsNotBelieved() throws Exception {
        Files.writeString(directory.resolve("atlasdb"), "#!/bin/sh\nexit 0\n");
        assertThat(act("clean", true))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("did not say that it had done anything"));
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
