package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.lab.classic.ClassicStage;
import lifeboat.lab.classic.Trap;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Scope;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Pachyderm of 1.x does wrong is noticed: against the lab's clusters, which do it. */
@SuppressWarnings("NullAway.Init")
class ClassicTrapsTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: traps
            title: Traps
            parameters:
              program: {type: string}
              config: {type: path}
              kubeconfig: {type: path}
              context: {type: string}
            targets:
              pachctl:
                pachctl: {program: "{{ program }}", config: "{{ config }}", context: "{{ context }}"}
              cluster:
                cluster: {kubeconfig: "{{ kubeconfig }}", context: lab, namespace: pachyderm}
            lock: traps
            steps:
              - {id: old, title: Old, classic_preflight: {target: pachctl, in: cluster, for: extract}, register: old}
              - {id: record, title: Record, record_pipelines: {target: pachctl}, register: recorded}
              - id: stop
                title: Stop
                stop_pipeline: {target: pachctl, in: cluster, pipeline: metrics}
                timeout: 1m
              - id: all
                title: All
                foreach: "{{ recorded.running }}"
                stop_pipeline: {target: pachctl, in: cluster, pipeline: "{{ item }}"}
                timeout: 1m
              - {id: content, title: Content, record_cluster: {target: pachctl, as: before}, register: before}
              - {id: file, title: File, extract_cluster: {target: pachctl}, register: extracted}
              - id: url
                title: To a store that only pachd can read
                extract_cluster: {target: pachctl, url: "gs://b/key"}
              - {id: check, title: Check, check_extract: {as: file}}
              - {id: fit, title: Fit, classic_preflight: {target: pachctl, in: cluster, for: restore}}
              - {id: restore, title: Restore, restore_cluster: {target: pachctl}}
              - {id: compare, title: Compare, compare_cluster: {target: pachctl}}
              - {id: snapshot, title: Snapshot, snapshot_volume: {in: cluster, by: csi, volume: etcd-storage-etcd-0}}
              - {id: other, title: Another, snapshot_volume: {in: cluster, by: csi, volume: no-such-claim}}
            """;

    @TempDir
    Path directory;

    private final List<String> heard = new ArrayList<>();
    private ClassicStage stage;
    private Path backup;
    private Path kubeconfig;
    private int running;

    private void stage(String version, Trap... traps) throws Exception {
        stage(version, 0.02, traps);
    }

    private void stage(String version, double pace, Trap... traps) throws Exception {
        stage(version, version, pace, traps);
    }

    private void stage(String version, String newVersion, double pace, Trap... traps) throws Exception {
        Path lab = Files.createDirectory(directory.resolve("lab"));
        stage = new ClassicStage(lab, version, newVersion, pace, Set.of(traps));
        kubeconfig = stage.kubeconfig();
        Files.createDirectories(directory.resolve("run/artifacts"));
        backup = BackupFolder.create(directory, "backup").path();
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    private Run given(Run run, String name, String value) {
        return run.evolve(new Recorded(0, Instant.EPOCH, new RunEvent.ParameterGiven(name, value, false, "test")));
    }

    private Outcome act(String context, String id, Recorded... before) throws Exception {
        return act(context, id, "", before);
    }

    private Outcome act(String context, String id, String part, Recorded... before) throws Exception {
        Run run = Run.fresh(RunbookLoader.load("traps.yaml", BOOK.getBytes(StandardCharsets.UTF_8)), "r" + ++running);
        String program = context.equals("new") ? "lab/bin/pachctl-new" : "lab/bin/pachctl";
        run = given(run, "program", directory.resolve(program).toString());
        run = given(run, "config", directory.resolve("lab/pachctl/config.json").toString());
        run = given(run, "kubeconfig", kubeconfig.toString());
        run = given(run, "context", context);
        run = run.evolve(new Recorded(
                0, Instant.EPOCH, new RunEvent.IdentityObserved("backup", Map.of("directory", backup.toString()))));
        for (Recorded event : before) {
            run = run.evolve(event);
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
        Step step = run.step(new StepId(id));
        Scope item = name -> name.equals("item") ? Optional.of(List.of(part)) : Optional.empty();
        Call<ClassicAction> call =
                new Call<>(run, step, part, (ClassicAction) step.action(), "", item.or(world.scope(run)), world);
        return call.action()
                .task()
                .accept(new ClassicRepertoire())
                .act(call, new Attempt(new StepId(id), part, false, 1), new Hearing());
    }

    private class Hearing implements Performer.Listener {
        @Override
        public void line(String text) {
            heard.add(text);
        }

        @Override
        public void progress(String text) {
            heard.add(text);
        }

        @Override
        public void started(long pid, String startTicks, List<String> argv) {
            assertThat(pid).isPositive();
        }

        @Override
        public void checked(String name, Severity severity, String detail) {
            heard.add(severity + " " + name + ": " + detail);
        }

        @Override
        public BooleanSupplier cancelled() {
            return () -> false;
        }
    }

    private void manifest(Outcome extracted, int pipelines) throws Exception {
        Map<String, List<String>> outputs = ((Outcome.Succeeded) extracted).outputs();
        BackupFolder folder = BackupFolder.open(backup);
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("kind", "file");
        section.put("version", stage.release());
        section.put("objects", "true");
        section.put("running", List.of("edges"));
        section.put("pipelines", Integer.toString(pipelines));
        for (String name : List.of("file", "bytes", "sha256")) {
            section.put(name, String.join(",", outputs.getOrDefault(name, List.of())));
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", "backup");
        fields.put("status", "COMPLETE");
        fields.put("remarks", List.of());
        fields.put("databases", List.of());
        fields.put("classic", section);
        fields.put(
                "files",
                Manifest.files(folder, Map.of()).stream()
                        .map(Manifest.File::json)
                        .toList());
        Manifest.write(folder, fields);
    }

    private static void failed(Outcome outcome, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failure -> assertThat(
                        failure.reason() + " " + failure.hint())
                .contains(words));
    }

    @Test
    void a_stop_that_was_never_recorded_is_told_soon_and_a_second_one_takes_effect() throws Exception {
        stage("1.11.9", Trap.STOP_UNRECORDED);
        failed(act("lab", "stop"), "metrics was asked to stop and is still", "retry asks again");
        assertThat(act("lab", "stop")).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void whoever_waits_for_one_that_failed_to_stop_gives_up_and_can_be_stopped_after_it() throws Exception {
        stage("1.11.9");
        Recorded[] recorded = found("lab", "record").toArray(Recorded[]::new);
        failed(
                act("lab", "all", "thumbnails", recorded),
                "waits for resize to be stopped",
                "retry, which begins with it");
        assertThat(act("lab", "all", "resize", recorded)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(act("lab", "all", "thumbnails", recorded)).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void an_extract_that_was_cut_without_a_word_does_not_pass_the_comparison() throws Exception {
        stage("1.11.9", Trap.EXTRACT_CUT);
        assertThat(act("lab", "content")).isInstanceOf(Outcome.Succeeded.class);
        manifest(act("lab", "file"), 12);
        assertThat(act("new", "check")).as("nothing in the stream tells").isInstanceOf(Outcome.Succeeded.class);
        assertThat(act("new", "restore")).isInstanceOf(Outcome.Succeeded.class);
        failed(act("new", "compare"), "differ from what was recorded", "Keep the old cluster");
        assertThat(heard).anyMatch(line -> line.matches("FAIL differs: \\d+ commits of .* are missing, .*"));
    }

    @Test
    void a_context_that_remembers_another_deployment_is_refused_with_the_command_that_helps() throws Exception {
        stage("1.13.4", Trap.WRONG_CLUSTER);
        failed(act("new", "fit"), "wrong cluster");
        assertThat(heard).anyMatch(line -> line.contains("wrong cluster"));
        assertThat(act("new", "fit").toString()).contains("--remove-cluster-deployment-id");
    }

    @Test
    void who_may_not_extract_gets_no_extract() throws Exception {
        stage("1.12.5", Trap.NOT_ADMIN);
        failed(act("lab", "file"), "must be an admin to call Extract");
        assertThat(backup.resolve("classic/extract.pach")).doesNotExist();
        failed(act("lab", "url"), "must be an admin to call Extract");
    }

    @Test
    void more_pipelines_than_1_13_restores_without_a_licence_are_refused_before_anything_is_restored()
            throws Exception {
        stage("1.13.4", Trap.CROWDED);
        assertThat(act("lab", "content")).isInstanceOf(Outcome.Succeeded.class);
        manifest(act("lab", "file"), 18);
        failed(act("new", "fit"), "licence");
        failed(act("new", "restore"), "licence", "Activate enterprise");
        assertThat(stage.ask("/summaries")).contains("\"pachyderm-new\":{\"repos\":0");
    }

    /** What a step found, as a later step of the same run knows it. */
    private List<Recorded> found(String context, String id) throws Exception {
        Attempt attempt = new Attempt(new StepId(id), "", false, 1);
        return List.of(
                new Recorded(0, Instant.EPOCH, new RunEvent.ActionBegun(attempt, Map.of())),
                new Recorded(0, Instant.EPOCH, new RunEvent.ActionEnded(attempt, act(context, id))));
    }

    private Outcome moved() throws Exception {
        List<Recorded> before = new ArrayList<>(found("lab", "old"));
        before.addAll(found("lab", "record"));
        return act("new", "fit", before.toArray(Recorded[]::new));
    }

    @Test
    void a_migration_down_is_refused_while_the_old_cluster_still_runs() throws Exception {
        stage("1.13.4", "1.11.9", 0.02);
        failed(moved(), "can only go up", "or of a later 1.x");
        assertThat(act("new", "fit")).as("nothing is known of the old one").isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void a_migration_over_the_limits_of_1_13_is_refused_while_the_old_cluster_still_runs() throws Exception {
        stage("1.11.9", "1.13.4", 0.02, Trap.CROWDED);
        failed(moved(), "licence", "Activate enterprise");
    }

    @Test
    void what_only_pachd_can_read_is_called_unverified() throws Exception {
        stage("1.11.9");
        assertThat(act("lab", "url")).isInstanceOfSatisfying(Outcome.Succeeded.class, done -> assertThat(done.outputs())
                .containsEntry("verified", List.of("false"))
                .doesNotContainKey("sha256"));
        assertThat(heard).anyMatch(line -> line.startsWith("WARN object: UNVERIFIED"));
    }

    @Test
    void a_snapshot_is_waited_for_until_it_is_ready_and_one_that_fails_says_why() throws Exception {
        stage("1.11.9", 0.5);
        assertThat(act("lab", "snapshot")).isInstanceOf(Outcome.Succeeded.class);
        assertThat(heard)
                .anyMatch(line -> line.endsWith("is not ready yet"))
                .anyMatch(line -> line.startsWith("PASS volumesnapshot/lifeboat-r1: ready"));
        assertThatThrownBy(() -> act("lab", "other"))
                .hasMessageContaining("claim no-such-claim")
                .satisfies(failure ->
                        assertThat(((PerformException) failure).hint()).contains("Delete it"));
    }
}
