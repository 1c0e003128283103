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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import lifeboat.backup.BackupFolder;
import lifeboat.backup.Manifest;
import lifeboat.pachyderm.ClassicContent;
import lifeboat.pachyderm.ClassicPipeline;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.Severity;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Extract, restore and comparison against a pachctl that is a script of the test. */
@SuppressWarnings("NullAway.Init")
class ClassicTasksTest {
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: classic
            title: Classic
            parameters:
              program: {type: string}
              config: {type: path}
            targets:
              pachctl:
                pachctl: {program: "{{ program }}", config: "{{ config }}"}
            lock: classic
            steps:
              - {id: record, title: Record, record_pipelines: {target: pachctl, only: ""}, register: recorded}
              - {id: content, title: Content, record_cluster: {target: pachctl, as: before}, register: before}
              - {id: file, title: File, extract_cluster: {target: pachctl}, register: extracted}
              - id: both
                title: Both
                extract_cluster: {target: pachctl, objects: "false", url: "s3://b/key"}
              - {id: bucket, title: Bucket, extract_cluster: {target: pachctl, url: "s3://b"}}
              - {id: check, title: Check, check_extract: {as: file}}
              - {id: restore, title: Restore, restore_cluster: {target: pachctl}}
              - {id: compare, title: Compare, compare_cluster: {target: pachctl}}
              - {id: watch, title: Watch, watch_writes: {target: pachctl, seconds: 1}}
            """;
    private static final String HEAD = "\\377\\006\\000\\000sNaPpY";
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();
    private Path backup;
    private Path config;

    @BeforeEach
    void make() throws Exception {
        Files.createDirectories(directory.resolve("run/artifacts"));
        backup = BackupFolder.create(directory, "backup").path();
        config = Files.writeString(directory.resolve("config.json"), "{\"session_token\": \"before\"}");
        pachctl("1.11.9", "");
    }

    private void pachctl(String version, String cases) throws Exception {
        Path program = directory.resolve("pachctl");
        Files.writeString(
                program,
                "#!/bin/sh\necho \"$*\" >> '" + directory.resolve("asked") + "'\ncase \"$*\" in\n" + cases
                        + "\n'version --client-only') echo " + version + ";;\n'version '*) echo 'COMPONENT VERSION';"
                        + " echo 'pachctl " + version + "'; echo 'pachd " + version + "';;\n"
                        + "'auth whoami') echo 'the auth service is not activated' >&2; exit 1;;\n"
                        + "'enterprise get-state') echo 'No Pachyderm Enterprise token was found';;\n"
                        + "'list '*) :;;\n*) echo \"unknown command $*\" >&2; exit 1;;\nesac\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }

    private static Recorded recorded(RunEvent event) {
        return new Recorded(0, Instant.EPOCH, event);
    }

    private Call<ClassicAction> call(String id) throws Exception {
        Run run = Run.fresh(RunbookLoader.load("classic.yaml", BOOK.getBytes(StandardCharsets.UTF_8)), "r1");
        run = run.evolve(recorded(new RunEvent.ParameterGiven(
                "program", directory.resolve("pachctl").toString(), false, "test")));
        run = run.evolve(recorded(new RunEvent.ParameterGiven("config", config.toString(), false, "test")));
        run = run.evolve(recorded(new RunEvent.IdentityObserved("backup", Map.of("directory", backup.toString()))));
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
        return new Call<>(run, step, "", (ClassicAction) step.action(), "", world.scope(run), world);
    }

    private Outcome act(String id) throws Exception {
        Call<ClassicAction> call = call(id);
        return call.action()
                .task()
                .accept(new ClassicRepertoire())
                .act(call, new Attempt(new StepId(id), "", false, 1), new Hearing());
    }

    private class Hearing implements Performer.Listener {
        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void progress(String text) {
            // Where it stands is for looking at only.
            assertThat(text).isNotEmpty();
        }

        @Override
        public void started(long pid, String startTicks, List<String> argv) {
            assertThat(pid).isPositive();
        }

        @Override
        public void checked(String name, Severity severity, String detail) {
            lines.add(severity + " " + name + ": " + detail);
        }

        @Override
        public BooleanSupplier cancelled() {
            return () -> false;
        }
    }

    private Path extract() {
        return backup.resolve("classic/extract.pach");
    }

    private void manifest(long bytes, String sha256) throws Exception {
        BackupFolder folder = BackupFolder.open(backup);
        Files.deleteIfExists(folder.manifest());
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("kind", "file");
        section.put("version", "1.11.9");
        section.put("file", "classic/extract.pach");
        section.put("bytes", Long.toString(bytes));
        section.put("sha256", sha256);
        section.put("objects", "true");
        section.put("running", List.of("edges"));
        section.put("pipelines", "2");
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

    private void extracted() throws Exception {
        pachctl("1.11.9", "'extract') printf '" + HEAD + "\\001\\006\\000\\000abcdef';;");
        Outcome.Succeeded done = (Outcome.Succeeded) act("file");
        manifest(
                Long.parseLong(
                        done.outputs().getOrDefault("bytes", List.of("0")).get(0)),
                done.outputs().getOrDefault("sha256", List.of("")).get(0));
    }

    @Test
    void an_extract_gets_its_name_with_size_and_digest() throws Exception {
        extracted();
        assertThat(Files.readAllBytes(extract())).hasSize(20).startsWith(0xff, 6);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(extract())))
                .isEqualTo("rw-------");
        assertThat(act("check")).isInstanceOf(Outcome.Succeeded.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf '" + HEAD + "\\001\\006\\000\\000abcdef'; echo 'rpc error' >&2; exit 1",
                "printf '" + HEAD + "\\001\\006\\000\\000abcdef'; kill -9 $$",
                "printf '" + HEAD + "\\001\\006\\000\\000abc'",
                "printf '" + HEAD + "'; kill -15 $$",
                "printf ''",
                "echo 'Usage:'"
            })
    void one_that_failed_or_was_killed_or_is_cut_never_gets_its_name(String does) throws Exception {
        pachctl("1.11.9", "'extract') " + does + ";;");
        assertThat(act("file")).isInstanceOf(Outcome.Failed.class);
        assertThat(extract()).doesNotExist();
        extracted();
        assertThat(extract()).exists();
        assertThat(Files.list(extract().getParent()))
                .as("what was left is kept aside")
                .anyMatch(file -> file.getFileName().toString().contains(".aside-"));
    }

    @RepeatedTest(4)
    void one_that_is_stopped_somewhere_never_gets_its_name() throws Exception {
        pachctl(
                "1.11.9",
                "'extract') printf '" + HEAD + "'; i=0; while [ $i -lt 200 ]; do printf '\\001\\006\\000\\000abcdef';"
                        + " i=$((i+1)); sleep 0.02; done;;");
        long stop = System.nanoTime() + ThreadLocalRandom.current().nextLong(50_000_000, 1_500_000_000);
        Call<ClassicAction> call = call("file");
        Outcome outcome = call.action()
                .task()
                .accept(new ClassicRepertoire())
                .act(call, new Attempt(new StepId("file"), "", false, 1), new Hearing() {
                    @Override
                    public BooleanSupplier cancelled() {
                        return () -> System.nanoTime() > stop;
                    }
                });
        assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
        assertThat(extract()).doesNotExist();
    }

    @Test
    void a_url_needs_an_object_and_takes_the_objects_along() {
        assertThatThrownBy(() -> act("both")).hasMessageContaining("ignores --no-objects");
        assertThatThrownBy(() -> act("bucket")).hasMessageContaining("is not scheme://bucket/OBJECT");
    }

    @Test
    void a_cluster_of_2_x_is_refused_with_the_reason() throws Exception {
        pachctl("2.8.10", "");
        assertThatThrownBy(() -> act("file")).hasMessageContaining("removed in 2.0.0");
    }

    @Test
    void a_changed_or_shortened_file_is_refused_before_pachctl_sees_it() throws Exception {
        extracted();
        byte[] whole = Files.readAllBytes(extract());
        Files.write(extract(), java.util.Arrays.copyOf(whole, 10));
        assertThat(act("check")).isInstanceOf(Outcome.Failed.class);
        Files.delete(directory.resolve("asked"));
        assertThatThrownBy(() -> act("restore")).hasMessageContaining("is not what was written");
        assertThat(directory.resolve("asked")).content().doesNotContain("restore");
    }

    @Test
    void the_root_token_is_shown_once_and_is_in_no_file() throws Exception {
        extracted();
        pachctl(
                "1.11.9",
                "'restore') cat > '" + directory.resolve("given") + "'; echo '{}' > '" + config
                        + "'; echo 'Generated a new root auth token, please save it' >&2; echo 'Token: " + TOKEN
                        + "' >&2;;");
        Outcome outcome = act("restore");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Succeeded.class, done -> {
            assertThat(done.outputs()).containsEntry("root_token", List.of("shown"));
            assertThat(done.toString()).doesNotContain(TOKEN);
        });
        assertThat(lines).filteredOn(line -> line.contains(TOKEN)).hasSize(1);
        assertThat(directory.resolve("given")).hasSameBinaryContentAs(extract());
        try (var files = Files.walk(directory.resolve("run"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file).content(StandardCharsets.ISO_8859_1).doesNotContain(TOKEN);
            }
        }
        assertThat(directory.resolve("run/kept/restore-1-pachctl-config.json"))
                .hasContent("{\"session_token\": \"before\"}");
    }

    @Test
    void a_cluster_that_is_not_empty_is_never_restored_into() throws Exception {
        extracted();
        pachctl("1.11.9", "'list repo --raw') printf '{\"repo\":{\"name\":\"images\"}}';;");
        Outcome outcome = act("restore");
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains("not empty"));
        assertThat(directory.resolve("asked")).content().doesNotContain("restore");
    }

    @Test
    void a_restore_that_ended_well_and_was_not_heard_of_is_not_done_twice() throws Exception {
        Path filled = Files.createFile(directory.resolve("filled"));
        String lists =
                "'list repo --raw') if [ -e '" + filled + "' ]; then printf '{\"repo\":{\"name\":\"images\"}}'; fi;;\n";
        pachctl("1.11.9", lists);
        assertThat(act("content")).isInstanceOf(Outcome.Succeeded.class);
        Files.delete(filled);
        extracted();
        pachctl("1.11.9", lists + "'restore') cat > /dev/null; : > '" + filled + "';;");
        assertThat(act("restore")).isInstanceOf(Outcome.Succeeded.class);
        Files.delete(directory.resolve("asked"));

        assertThat(act("restore")).isInstanceOfSatisfying(Outcome.Succeeded.class, done -> assertThat(done.summary())
                .contains("an earlier attempt of this run restored all of it"));
        assertThat(directory.resolve("asked")).content().doesNotContain("restore");
    }

    @Test
    void one_that_failed_after_it_had_filled_the_cluster_does_not_count_as_done() throws Exception {
        Path filled = Files.createFile(directory.resolve("filled"));
        String lists =
                "'list repo --raw') if [ -e '" + filled + "' ]; then printf '{\"repo\":{\"name\":\"images\"}}'; fi;;\n";
        pachctl("1.11.9", lists);
        assertThat(act("content")).isInstanceOf(Outcome.Succeeded.class);
        Files.delete(filled);
        extracted();
        pachctl("1.11.9", lists + "'restore') cat > /dev/null; : > '" + filled + "'; echo 'no licence' >&2; exit 1;;");
        assertThat(act("restore")).isInstanceOf(Outcome.Failed.class);

        assertThat(act("restore")).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains("not empty"));
    }

    @Test
    void who_still_writes_is_named_and_who_was_stopped_is_not() throws Exception {
        pachctl(
                "1.11.9",
                "'list repo --raw') printf '{\"repo\":{\"name\":\"images\"}}{\"repo\":{\"name\":\"telemetry\"}}';;\n"
                        + "'list commit images --raw') printf '{\"commit\":{\"id\":\"a\"},\"finished\":\"x\"}';;\n"
                        + "'list commit telemetry --raw') echo x >> '" + directory.resolve("looks")
                        + "'; printf '{\"commit\":{\"id\":\"%s\"},\"finished\":\"x\"}' $(wc -l < '"
                        + directory.resolve("looks") + "');;\n");
        assertThat(act("watch")).isInstanceOfSatisfying(Outcome.Succeeded.class, done -> {
            assertThat(done.summary()).isEqualTo("still written: telemetry");
            assertThat(done.outputs()).containsEntry("written", List.of("telemetry"));
        });
        assertThat(lines)
                .anyMatch(line -> line.startsWith("WARN telemetry: still written: 1 new commit"))
                .contains("PASS images: no new commit");
    }

    @Test
    void a_login_that_is_active_is_not_overwritten() throws Exception {
        extracted();
        pachctl("1.11.9", "'auth whoami') echo 'You are robot:x';;\n'restore --no-token') cat > /dev/null;;");
        assertThat(act("restore")).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void an_older_pachd_is_refused_because_it_would_say_nothing_and_do_nothing() throws Exception {
        extracted();
        pachctl("1.10.0", "");
        assertThat(act("restore")).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains("can only go up"));
    }

    @Test
    void limits_of_1_13_need_a_licence() {
        lifeboat.pachyderm.ClassicRules rules =
                new lifeboat.pachyderm.ClassicRules(lifeboat.pachyderm.PachydermVersion.of(1, 13, 4));
        assertThat(ClassicLimits.against(rules, saved(17, 1), false)).isPresent();
        assertThat(ClassicLimits.against(rules, saved(2, 9), false)).isPresent();
        assertThat(ClassicLimits.against(rules, saved(17, 9), true)).isEmpty();
        assertThat(ClassicLimits.against(rules, saved(16, 8), false)).isEmpty();
    }

    private static ClassicBackup saved(int pipelines, int workers) {
        return new ClassicBackup("file", "1.13.4", "f", "", 0, "", true, "", List.of(), pipelines, workers);
    }

    @Test
    void pipelines_come_after_those_that_they_read_from() {
        List<ClassicPipeline> ordered = RecordPipelinesDoing.ordered(List.of(
                pipeline("c", "b"),
                pipeline("b", "a", "in"),
                pipeline("a", "in"),
                pipeline("x", "y"),
                pipeline("y", "x")));
        assertThat(ordered).extracting(ClassicPipeline::name).containsExactly("a", "b", "c", "x", "y");
    }

    private static ClassicPipeline pipeline(String name, String... reads) {
        return new ClassicPipeline(name, "PIPELINE_RUNNING", false, List.of(reads), List.of(), 1);
    }

    @Test
    void what_is_missing_or_new_is_a_difference_and_what_came_meanwhile_is_none() {
        ClassicContent before = content("c1");
        ClassicContent after = content("c1", "c2");
        assertThat(ClassicRecord.differences(content("c1"), before, after)).isEmpty();
        assertThat(ClassicRecord.differences(content("c1", "c2"), before, after))
                .isEmpty();
        assertThat(ClassicRecord.differences(content(), before, after))
                .anyMatch(text -> text.contains("1 commits of images are missing"));
        assertThat(ClassicRecord.differences(content("c1", "c9"), before, after))
                .anyMatch(text -> text.contains("were not recorded"));
        assertThat(ClassicRecord.differences(ClassicContent.empty(), before, after))
                .contains("repo images is missing", "pipeline edges is missing");
    }

    private static ClassicContent content(String... commits) {
        ClassicContent content = ClassicContent.empty();
        content.repos().put("images", new TreeSet<>(List.of(commits)));
        content.branches().put("images/master", commits.length == 0 ? "" : commits[commits.length - 1]);
        content.pipelines().put("edges", "images");
        return content;
    }

    @Test
    void the_providers_are_asked_with_arguments_of_their_own() throws Exception {
        assertThat(DiskProvider.of("aws", "", "eu-west-1").create("vol-1", "name"))
                .containsExactly(
                        "aws",
                        "ec2",
                        "create-snapshot",
                        "--volume-id",
                        "vol-1",
                        "--description",
                        "name",
                        "--output",
                        "json",
                        "--region",
                        "eu-west-1");
        assertThat(DiskProvider.of("aws", "", "").id("name", "{ \"SnapshotId\": \"snap-0abc\" }"))
                .isEqualTo("snap-0abc");
        assertThat(DiskProvider.of("gcloud", "", "europe-west1-b").look("name")).contains("value(status)");
        assertThat(DiskProvider.of("az", "", "group").done("Succeeded\n")).contains(true);
        assertThat(DiskProvider.of("az", "", "group").done("Creating")).isEmpty();
        assertThatThrownBy(() -> DiskProvider.of("gcloud", "", "")).hasMessageContaining("the zone");
        assertThatThrownBy(() -> DiskProvider.of("az", "", "g").create("--query", "n"))
                .hasMessageContaining("is no name");
        assertThatThrownBy(() -> DiskProvider.of("aws", "", "").done("error")).hasMessageContaining("error");
    }
}
