package lifeboat.lab.classic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lifeboat.lab.classic.ClassicStage.Said;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in of 1.11.9 against a running and an empty cluster; in order, since the clusters live. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClassicPachctlTest {
    @TempDir
    static Path lab;

    private static ClassicStage stage;
    private static byte[] extract = new byte[0];

    @BeforeAll
    static void begin() throws IOException {
        stage = new ClassicStage(lab, "1.11.9", "1.11.9");
    }

    @AfterAll
    static void end() throws IOException {
        stage.close();
    }

    @Test
    @Order(1)
    void lists_are_values_without_anything_between_them() throws Exception {
        Said said = stage.pachctl("list", "pipeline", "--raw");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("}{").doesNotStartWith("[");
        List<JsonNode> pipelines = ClassicStage.values(said.out());
        assertThat(pipelines).hasSize(12);
        assertThat(stage.pipeline("archive").path("stopped").asBoolean()).isTrue();
        assertThat(stage.pipeline("edges").has("stopped")).isFalse();
        assertThat(stage.pipeline("broken").path("state").asText()).isEqualTo("PIPELINE_FAILURE");
        assertThat(stage.pachctl("list", "repo", "--raw").out())
                .contains("sizeBytes")
                .doesNotContain("size_bytes");
    }

    @Test
    @Order(2)
    void the_loaders_write_through_their_ports() throws Exception {
        ClassicStage.await(() -> stage.loaders().at("/30650/written").asInt() > 0
                && stage.loaders().at("/30600/written").asInt() > 0
                && stage.loaders().at("/650/written").asInt() > 0);
    }

    @Test
    @Order(3)
    void a_version_that_nobody_answers_prints_the_client_and_fails() {
        Said said = stage.pachctl("other", "", new byte[0], "version");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("pachctl             1.11.9");
        assertThat(said.err()).contains("(version unknown)");
        assertThat(stage.pachctl("", "127.0.0.1:30999", new byte[0], "version").exit())
                .isEqualTo(1);
        assertThat(stage.pachctl("version").out()).contains("pachd               1.11.9");
    }

    @Test
    @Order(4)
    void no_session_is_no_access_and_a_wrong_count_of_arguments_is_no_error() throws IOException {
        Said said = stage.pachctl("stop", "pipeline");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).startsWith("Usage:");
        new Config(stage.home.resolve("config.json"), "").change("lab", java.util.Map.of("session_token", ""));
        assertThat(stage.pachctl("list", "repo", "--raw").err()).contains("no authentication token");
        new Config(stage.home.resolve("config.json"), "")
                .change("lab", java.util.Map.of("session_token", LabClassic.SESSION));
    }

    @Test
    @Order(5)
    void a_moved_port_refuses_who_comes_by_the_old_one() throws Exception {
        stage.move(30650, 30649);
        ClassicStage.await(() -> stage.loaders().at("/30650/refused").asInt() > 0);
        int written = stage.loaders().at("/30650/written").asInt();
        int others = stage.loaders().at("/650/written").asInt();
        assertThat(stage.pachctl("version").exit()).isEqualTo(1);
        assertThat(stage.pachctl("config", "update", "context", "lab", "--pachd-address=127.0.0.1:30649")
                        .exit())
                .isZero();
        assertThat(stage.pachctl("version").exit()).isZero();
        ClassicStage.await(() -> stage.loaders().at("/650/written").asInt() > others);
        assertThat(stage.loaders().at("/30650/written").asInt()).isEqualTo(written);
    }

    @Test
    @Order(6)
    void stopping_is_done_later_and_takes_the_workers_away() throws Exception {
        for (String name : List.of("edges", "montage", "resize", "thumbnails", "classify", "report", "nightly")) {
            assertThat(stage.pachctl("stop", "pipeline", name)).satisfies(said -> {
                assertThat(said.exit()).isZero();
                assertThat(said.out()).isEmpty();
            });
        }
        for (String name : List.of("edges", "nightly", "thumbnails")) {
            ClassicStage.await(() -> stage.pipeline(name).path("state").asText().equals("PIPELINE_PAUSED"));
            assertThat(stage.pipeline(name).path("stopped").asBoolean()).isTrue();
        }
        ClassicStage.await(() -> !stage.api
                .text("/api/v1/namespaces/pachyderm/pods?labelSelector=pipelineName%3Dedges")
                .contains("\"phase\":\"Running\""));
        assertThat(stage.pachctl("stop", "pipeline", "nobody").err()).contains("error from StopPipeline");
    }

    @Test
    @Order(7)
    void what_was_extracted_is_restored_and_the_root_token_is_told_once() throws Exception {
        stage.move(30600, 30611);
        Said said = stage.pachctl("extract");
        assertThat(said.exit()).isZero();
        assertThat(said.bytes()).startsWith(0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y');
        extract = said.bytes();
        Said restored = stage.pachctl("new", "", extract, "restore");
        assertThat(restored.exit()).isZero();
        assertThat(restored.out()).isEmpty();
        assertThat(restored.err()).containsPattern("Generated a new root auth token[^\\n]*\\nToken: [0-9a-f]{32}");
        assertThat(stage.pachctl("list", "pipeline", "--raw").out())
                .isEqualTo(stage.pachctl("new", "", new byte[0], "list", "pipeline", "--raw")
                        .out());
        JsonNode commit = ClassicStage.values(
                        stage.pachctl("list", "commit", "edges", "--raw").out())
                .get(0);
        String file = "edges@" + commit.at("/commit/id").asText() + ":/data";
        assertThat(stage.pachctl("new", "", new byte[0], "get", "file", file).bytes())
                .isEqualTo(stage.pachctl("get", "file", file).bytes())
                .isNotEmpty();
    }

    @Test
    @Order(8)
    void a_restore_over_itself_says_nothing_and_loses_the_specs() {
        assertThat(stage.pachctl("new", "", extract, "restore", "--no-token").exit())
                .isZero();
        assertThat(stage.pachctl("new", "", new byte[0], "list", "pipeline", "--raw")
                        .err())
                .contains("could not read existing PipelineInfo");
    }

    @Test
    @Order(9)
    void a_stream_that_was_cut_between_operations_or_is_empty_is_restored_without_a_word() throws Exception {
        assertThat(stage.pachctl("new", "", new byte[0], "restore", "--no-token")
                        .exit())
                .isZero();
        assertThat(stage.pachctl(
                                "new",
                                "",
                                "no snappy".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                "restore",
                                "--no-token")
                        .err())
                .contains("snappy: corrupt input");
        String gone = stage.objects.keySet().stream()
                .filter(key -> key.startsWith("old/"))
                .sorted()
                .skip(20)
                .findFirst()
                .orElseThrow();
        byte[] kept = stage.objects.remove(gone);
        Said said = stage.pachctl("extract");
        stage.objects.put(gone, kept);
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("not found");
        assertThat(said.bytes().length).isLessThan(extract.length);
        assertThat(stage.pachctl("new", "", said.bytes(), "restore", "--no-token")
                        .exit())
                .isZero();
    }

    @Test
    @Order(10)
    void a_url_needs_an_object_and_takes_the_objects_along_whatever_was_said() throws Exception {
        assertThat(stage.pachctl("extract", "--no-objects", "--url", "s3://other")
                        .err())
                .contains("no object in s3://other");
        assertThat(stage.pachctl("extract", "--no-objects", "--url", "s3://other/dump")
                        .exit())
                .isZero();
        byte[] without = stage.pachctl("extract", "--no-objects").bytes();
        assertThat(stage.objects.getOrDefault("other/dump", new byte[0]).length).isGreaterThan(2 * without.length);
    }

    @Test
    @Order(11)
    void the_program_answers_as_it_does_in_here() throws Exception {
        Path out = lab.resolve("out");
        Process process = new ProcessBuilder(lab.resolve("bin/pachctl").toString(), "extract", "--no-objects")
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(Arrays.copyOf(Files.readAllBytes(out), 10)).isEqualTo(Arrays.copyOf(extract, 10));
        Process failing = new ProcessBuilder(lab.resolve("bin/pachctl").toString(), "extract", "--no-such-flag")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(failing.waitFor()).isEqualTo(1);
        assertThat(out).content().contains("unknown flag: --no-such-flag");
    }
}
