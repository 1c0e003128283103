package lifeboat.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledRunbooksTest {
    static List<Path> books() throws IOException {
        return ShippedBooks.files();
    }

    static List<Path> fragments() throws IOException {
        return ShippedBooks.fragments();
    }

    static Runbook book(String name) throws IOException, RunbookException {
        return ShippedBooks.load(ShippedBooks.FOLDER.resolve(name));
    }

    @ParameterizedTest
    @MethodSource("books")
    void everyBundledRunbookLoadsAndIsCalledLikeItsFile(Path file) throws Exception {
        Runbook book = ShippedBooks.load(file);

        assertThat(book.id() + ".yaml").isEqualTo(String.valueOf(file.getFileName()));
        assertThat(book.source()).startsWith("# yaml-language-server: $schema=runbook.schema.json\n");
        assertThat(book.steps()).allSatisfy(step -> assertThat(step.why()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("fragments")
    void everyBundledFragmentIsSoundAndCalledLikeItsFileAndIncluded(Path file) throws Exception {
        FragmentFile fragment = FragmentFile.check(file.toString(), Files.readAllBytes(file));

        assertThat(fragment.id() + ".yaml").isEqualTo(String.valueOf(file.getFileName()));
        assertThat(file).content().startsWith("# yaml-language-server: $schema=../runbook.schema.json\n");
        Set<String> included = new TreeSet<>();
        for (Path book : books()) {
            included.addAll(ShippedBooks.load(book).fragments().keySet());
        }
        assertThat(included).contains("fragments/" + file.getFileName());
    }

    @Test
    void theBackupStopsPachdBeforeTheWorkersAndResumesWhatItRecorded() throws Exception {
        Runbook book = book("pachyderm-backup.yaml");
        List<String> order =
                book.steps().stream().map(step -> step.id().value()).toList();

        assertThat(order)
                .containsSubsequence(
                        "preflight",
                        "keep-helm-values",
                        "announce-outage",
                        "pause-ingress",
                        "scale-down-pachd",
                        "scale-down-workers",
                        "scale-down-pachw",
                        "drain",
                        "dump-databases",
                        "clone-bucket",
                        "compare-bucket",
                        "write-manifest",
                        "resume-pachd",
                        "lift-ingress-pause",
                        "tell-users");
        Step resume = book.step(new StepId("resume-pachd")).orElseThrow();
        assertThat(resume.action())
                .isEqualTo(new Action.Scale(
                        Action.Scale.Kind.DEPLOYMENT,
                        new Template("pachd"),
                        new Template("{{ recorded.pachd.replicas }}"),
                        false));
        assertThat(resume.releases()).containsExactly("pachd-down", "workers-down");
    }

    @Test
    void theRestoreDestroysNothingBeforeEverythingWasLookedAtAndTypesWhatItTakesAway() throws Exception {
        Runbook book = book("pachyderm-restore.yaml");
        List<String> order =
                book.steps().stream().map(step -> step.id().value()).toList();

        assertThat(order)
                .containsSubsequence(
                        "read-backup",
                        "preflight",
                        "check-backup-bucket",
                        "scale-down-pachd",
                        "scale-down-workers",
                        "drain",
                        "uninstall",
                        "set-aside-pachyderm",
                        "restore-pachyderm",
                        "fill-bucket",
                        "compare-bucket",
                        "edit-values",
                        "remove-pachd-config",
                        "check-access",
                        "install",
                        "check-pachyderm");
        List<Step> before = book.steps().subList(0, order.indexOf("announce-outage"));
        assertThat(before)
                .filteredOn(step -> step.action().effect() != Effect.READ)
                .extracting(step -> step.id().value())
                .containsExactly("accept-incomplete", "accept-live-target");
        assertThat(book.steps())
                .filteredOn(step -> step.effect() == Effect.DESTROY)
                .allSatisfy(step -> assertThat(step.confirm()).isPresent());
        for (String kept : List.of("read-backup", "preflight", "restore-pachyderm", "restore-dex", "install")) {
            assertThat(book.step(new StepId(kept)).orElseThrow().required())
                    .as(kept)
                    .isTrue();
        }
    }
}
