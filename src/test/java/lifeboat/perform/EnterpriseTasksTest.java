package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import lifeboat.backup.BackupFolder;
import lifeboat.run.Attempt;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.EnterpriseAction;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with an enterprise server, towards a pachctl that keeps its context in a file and its answers in another. */
@SuppressWarnings("NullAway.Init")
class EnterpriseTasksTest {
    private static final Instant OPENED = Instant.parse("2026-03-01T12:00:00Z");
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: enterprise
            title: Enterprise
            parameters:
              program: {type: path}
              config: {type: path}
              wanted: {type: string, default: ""}
            targets:
              pachctl:
                pachctl: {program: "{{ program }}", config: "{{ config }}"}
            lock: enterprise
            steps:
              - id: set
                title: Set
                set_enterprise_context: {target: pachctl, context: "{{ wanted }}"}
                register: recorded
                undo: {set_enterprise_context: {target: pachctl, context: "{{ recorded.before }}"}}
              - id: keep
                title: Keep
                keep_clusters: {target: pachctl}
              - id: check
                title: Check
                check_clusters: {target: pachctl}
                timeout: 3s
            """;

    @TempDir
    Path directory;

    private final List<String> rows = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/usr/bin:/bin"));
    private Path program;

    @BeforeEach
    void make() throws Exception {
        Files.createDirectories(directory.resolve("run"));
        BackupFolder.create(directory, "backup");
        program = directory.resolve("pachctl");
        Files.writeString(
                program,
                """
                #!/bin/sh
                cd '%s'
                echo "$*" >> asked
                case "$*" in
                'config get active-enterprise-context') echo "${PACH_ENTERPRISE_CONTEXT:-$(cat context)}";;
                'config list context') printf 'ACTIVE NAME\\n* production\\n es\\n';;
                'config get context es') echo '{"pachd_address":"grpc://es:31650","enterprise_server":true}';;
                'config get context '*) echo '{"pachd_address":"grpc://pachd:30650"}';;
                'config set active-enterprise-context '*) echo "$4" > context;;
                'enterprise get-state --enterprise') printf 'Pachyderm Enterprise token state: ACTIVE\\nExpiration: x\\n';;
                'license list-clusters') if [ -e later ]; then mv later clusters; else cat clusters; fi;;
                *) echo "unknown command" >&2; exit 1;;
                esac
                """
                        .formatted(directory));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(directory.resolve("config.json"), "{\"v2\":{\"session_token\":\"secret\"}}");
        context("production");
        clusters("clusters", "localhost", OPENED.minusSeconds(60), "production", OPENED.minusSeconds(90));
    }

    private void context(String name) throws Exception {
        Files.writeString(directory.resolve("context"), name + "\n");
    }

    private void clusters(String file, Object... idsAndHeartbeats) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < idsAndHeartbeats.length; i += 2) {
            Instant heard = (Instant) idsAndHeartbeats[i + 1];
            text.append("id: " + idsAndHeartbeats[i] + "\naddress: grpc://" + idsAndHeartbeats[i]
                    + ":30653\nversion: 2.8.10\nauth_enabled: true\nlast_heartbeat: seconds:" + heard.getEpochSecond()
                    + "\n---\n");
        }
        Files.writeString(directory.resolve(file), text.toString());
    }

    private static Recorded recorded(RunEvent event) {
        return new Recorded(0, OPENED, event);
    }

    private Run run(String wanted) throws Exception {
        Run run = Run.fresh(RunbookLoader.load("enterprise.yaml", BOOK.getBytes(StandardCharsets.UTF_8)), "r1");
        run = run.evolve(recorded(
                new RunEvent.RunOpened("enterprise", "ab".repeat(32), "Enterprise", Mode.RUN, "1", Optional.empty())));
        Map<String, String> values = Map.of(
                "program", program.toString(),
                "config", directory.resolve("config.json").toString(),
                "wanted", wanted);
        for (Map.Entry<String, String> value : values.entrySet()) {
            run = run.evolve(recorded(new RunEvent.ParameterGiven(value.getKey(), value.getValue(), false, "test")));
        }
        return run.evolve(recorded(new RunEvent.IdentityObserved(
                "backup", Map.of("directory", directory.resolve("backup").toString()))));
    }

    private Call<EnterpriseAction> call(String id, String wanted) throws Exception {
        Run run = run(wanted);
        World world = new World(
                new Surroundings(
                        "test",
                        "r1",
                        "mira@desk",
                        environment,
                        directory,
                        directory.resolve("run"),
                        Clock.systemUTC(),
                        Optional.empty()),
                new Secrets(Map.of()));
        Step step = run.step(new StepId(id));
        return new Call<>(run, step, "", (EnterpriseAction) step.action(), "", world.scope(run), world);
    }

    private static Doing<EnterpriseAction> doing(Call<EnterpriseAction> call) {
        return call.action().task().accept(new EnterpriseRepertoire());
    }

    private Outcome act(String id, String wanted) throws Exception {
        Call<EnterpriseAction> call = call(id, wanted);
        return doing(call).act(call, new Attempt(new StepId(id), "", false, 1), new Rows());
    }

    private Preview preview(String wanted) throws Exception {
        Call<EnterpriseAction> call = call("set", wanted);
        return doing(call).preview(call);
    }

    private String asked() throws Exception {
        return Files.readString(directory.resolve("asked"));
    }

    @Test
    void theContextIsShownBeforeItIsSetAndTheConfigurationIsKeptAside() throws Exception {
        Preview preview = preview("es");
        assertThat(preview.changes())
                .containsExactly(new Preview.Change("pachctl", "active_enterprise_context", "production", "es"));
        assertThat(preview.commands())
                .containsExactly(List.of(program.toString(), "config", "set", "active-enterprise-context", "es"));
        assertThat(asked()).doesNotContain("config set");
        Call<EnterpriseAction> call = call("set", "es");
        assertThat(doing(call).record(call)).containsEntry("before", List.of("production"));

        assertThat(act("set", "es")).isInstanceOf(Outcome.Succeeded.class);
        assertThat(directory.resolve("context")).hasContent("es");
        Path kept = directory.resolve("run/kept/pachctl-config.before-set.json");
        assertThat(kept).hasContent("{\"v2\":{\"session_token\":\"secret\"}}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
    }

    @Test
    void aContextThatIsRightAlreadyIsLeftAloneAndThatIsSaid() throws Exception {
        context("es");
        Preview preview = preview("es");
        assertThat(preview.changes()).isEmpty();
        assertThat(preview.details())
                .containsExactly("nothing has to change: the enterprise context is es, at grpc://es:31650");
        assertThat(preview("").details()).isEqualTo(preview.details());
        assertThat(act("set", "es")).isInstanceOfSatisfying(Outcome.Succeeded.class, done -> assertThat(done.summary())
                .contains("nothing had to change"));
        assertThat(asked()).doesNotContain("config set");
    }

    @Test
    void noContextAtAllIsRefusedAndThoseThatThereAreAreNamed() throws Exception {
        context("NONE");
        assertThatThrownBy(() -> preview("")).isInstanceOfSatisfying(PerformException.class, refused -> {
            assertThat(refused.reason()).isEqualTo("pachctl has no enterprise context");
            assertThat(refused.hint()).contains("production, es");
        });
        assertThat(preview("es").changes())
                .containsExactly(new Preview.Change("pachctl", "active_enterprise_context", "(none)", "es"));
    }

    @Test
    void aContextThatDoesNotExistIsRefused() throws Exception {
        assertThatThrownBy(() -> act("set", "elsewhere"))
                .isInstanceOfSatisfying(PerformException.class, refused -> assertThat(refused.reason())
                        .isEqualTo("pachctl has no context elsewhere"));
        assertThat(asked()).doesNotContain("config set");
    }

    @Test
    void aContextOfAPachdIsWarnedOf() throws Exception {
        assertThat(preview("").warnings())
                .containsExactly("the context production is not marked as an enterprise server's: see that its address"
                        + " is one's");
    }

    @Test
    void anOverrideInTheEnvironmentIsToldAndOneThatWouldWinIsRefused() throws Exception {
        environment.put("PACH_ENTERPRISE_CONTEXT", "es");
        assertThat(preview("es").warnings())
                .contains("PACH_ENTERPRISE_CONTEXT is set and overrides pachctl's configuration");
        assertThatThrownBy(() -> preview("production"))
                .isInstanceOfSatisfying(PerformException.class, refused -> assertThat(refused.reason())
                        .startsWith("PACH_ENTERPRISE_CONTEXT is es and beats"));
    }

    @Test
    void afterACrashTheContextItselfTells() throws Exception {
        Call<EnterpriseAction> call = call("set", "es");
        Attempt attempt = new Attempt(new StepId("set"), "", false, 1);
        assertThat(doing(call).probe(call, attempt, Optional.empty()).verdict()).contains(Verdict.DID_NOT);
        context("es");
        assertThat(doing(call).probe(call, attempt, Optional.empty()).verdict()).contains(Verdict.TOOK_EFFECT);
    }

    @Test
    void theRegisteredClustersAreKeptAndTheServerItselfIsNotCountedAsOne() throws Exception {
        assertThat(act("keep", "")).isInstanceOfSatisfying(Outcome.Succeeded.class, done -> assertThat(done.outputs())
                .containsEntry("names", List.of("production"))
                .containsEntry("count", List.of("1"))
                .containsEntry("licence", List.of("ACTIVE")));
        BackupFolder folder = BackupFolder.open(directory.resolve("backup"));
        assertThat(EnterpriseRecord.section(folder))
                .containsEntry("clusters", List.of("localhost", "production"))
                .containsEntry("licence", "ACTIVE");
        assertThat(EnterpriseRecord.read(folder).orElseThrow().clusters().get(1).lastHeartbeat())
                .contains(OPENED.minusSeconds(90));
        assertThat(rows).anyMatch(row -> row.startsWith("production WARN") && row.contains("heartbeats come every"));
    }

    @Test
    void aClusterThatIsMissingIsNamedAtOnce() throws Exception {
        clusters("clusters", "localhost", OPENED, "production", OPENED, "staging", OPENED);
        act("keep", "");
        clusters("clusters", "localhost", OPENED.plusSeconds(9), "production", OPENED.plusSeconds(9));
        long begun = System.nanoTime();

        assertThat(act("check", "")).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo("not registered any more: staging");
            assertThat(failed.hint()).contains("enterprise register");
        });
        assertThat(System.nanoTime() - begun).as("not waited for").isLessThan(3_000_000_000L);
        assertThat(rows)
                .contains("staging FAIL not registered any more")
                .anyMatch(row -> row.startsWith("production PASS registered, heard 2026-03-01T12:00:09Z"));
    }

    @Test
    void aClusterThatIsRegisteredAndNotHeardIsWaitedForAndNamedInTheEnd() throws Exception {
        act("keep", "");
        clusters("clusters", "localhost", OPENED.plusSeconds(9), "production", OPENED.minusSeconds(90));

        assertThat(act("check", "")).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).startsWith("registered but not heard").endsWith(": production");
            assertThat(failed.hint()).contains("enterprise heartbeat");
        });
        assertThat(rows)
                .contains("said heartbeats come every hour; `pachctl enterprise heartbeat` on a cluster's own"
                        + " pachd forces one");
    }

    @Test
    void aHeartbeatThatComesLaterIsEnough() throws Exception {
        act("keep", "");
        clusters("later", "localhost", OPENED.plusSeconds(9), "production", OPENED.plusSeconds(10));
        // The first answer is that of nobody; the next one is what was put there for later.
        Files.writeString(
                program,
                Files.readString(program)
                        .replace(
                                "mv later clusters;",
                                "mv later clusters; echo 'error connecting to" + " pachd server' >&2; exit 1;"));

        assertThat(act("check", "")).isInstanceOfSatisfying(Outcome.Succeeded.class, done -> assertThat(done.outputs())
                .containsEntry("registered", List.of("production"))
                .containsEntry("missing", List.of()));
        assertThat(rows).contains("licence PASS ACTIVE");
    }

    @Test
    void withoutARecordNothingIsCompared() throws Exception {
        assertThat(act("check", "")).isInstanceOf(Outcome.Succeeded.class);
        assertThat(rows).anyMatch(row -> row.startsWith("clusters WARN the backup did not record"));
    }

    /** Remembers what was said and checked. */
    private final class Rows implements Performer.Listener {
        @Override
        public void line(String text) {
            rows.add("said " + text);
        }

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
