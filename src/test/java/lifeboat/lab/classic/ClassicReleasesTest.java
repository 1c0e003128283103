package lifeboat.lab.classic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the releases differ. */
class ClassicReleasesTest {
    @TempDir
    Path lab;

    @Test
    void on_1_9_a_standby_pipeline_never_pauses_and_crons_go_on() throws Exception {
        try (ClassicStage stage = new ClassicStage(lab, "1.9.12", "1.9.12")) {
            stage.pachctl("stop", "pipeline", "thumbnails");
            stage.pachctl("stop", "pipeline", "nightly");
            ClassicStage.await(
                    () -> stage.pipeline("nightly").path("state").asText().equals("PIPELINE_PAUSED"));
            assertThat(stage.pipeline("thumbnails").path("stopped").asBoolean()).isTrue();
            int ticks = ticks(stage);
            ClassicStage.await(() -> ticks(stage) > ticks);
            assertThat(stage.pipeline("thumbnails").path("state").asText()).isEqualTo("PIPELINE_STANDBY");
            assertThat(stage.pachctl("extract", "--no-auth").err()).contains("unknown flag: --no-auth");
            assertThat(stage.pachctl("restore", "--no-token").err()).contains("unknown flag: --no-token");
            assertThat(stage.pachctl("version", "--raw").out()).contains("\"minor\" : 9");
            assertThat(stage.pachctl("new", "", "junk".getBytes(java.nio.charset.StandardCharsets.UTF_8), "restore")
                            .err())
                    .startsWith("snappy: corrupt input\nWARNING: Your cluster");
        }
    }

    private static int ticks(ClassicStage stage) throws java.io.IOException {
        return ClassicStage.values(
                        stage.pachctl("list", "commit", "nightly_tick", "--raw").out())
                .size();
    }

    @Test
    void a_newer_dump_is_ignored_by_1_10_0_and_refused_by_1_10_5() throws Exception {
        byte[] dump;
        try (ClassicStage newer = new ClassicStage(directory("newer"), "1.13.4", "1.13.4")) {
            dump = newer.pachctl("extract").bytes();
        }
        try (ClassicStage old = new ClassicStage(directory("old"), "1.10.0", "1.10.0")) {
            assertThat(old.pachctl("new", "", dump, "restore").exit()).isZero();
            assertThat(old.pachctl("new", "", new byte[0], "list", "repo", "--raw")
                            .out())
                    .isEmpty();
        }
        try (ClassicStage old = new ClassicStage(directory("less-old"), "1.10.5", "1.10.5")) {
            assertThat(old.pachctl("new", "", dump, "restore").err())
                    .contains("unrecognized stream version: undefined");
        }
    }

    private Path directory(String name) throws java.io.IOException {
        return java.nio.file.Files.createDirectory(lab.resolve(name));
    }

    @Test
    void more_than_the_free_limits_needs_a_licence_on_1_13() throws Exception {
        try (ClassicStage stage = new ClassicStage(lab, "1.13.4", "1.13.4")) {
            Release release = new Release("1.13.4");
            Pachd pachd = new Pachd(
                    "fresh",
                    "fresh",
                    release,
                    stage.blobs(),
                    new Workers(stage.api, "pachyderm-new", release),
                    Clock.systemUTC(),
                    1,
                    7,
                    java.util.Set.of());
            Restore restore = new Restore(pachd, "");
            for (int i = 0; i < 16; i++) {
                restore.take(Op.of(13, Op.Kind.PIPELINE, pipeline("p" + i, 1)));
            }
            assertThat(pachd.content().pipelines()).hasSize(16);
            assertThatThrownBy(() -> restore.take(Op.of(13, Op.Kind.PIPELINE, pipeline("p16", 1))))
                    .hasMessageContaining("requires an activation key");
            pachd.license();
            restore.take(Op.of(13, Op.Kind.PIPELINE, pipeline("p16", 9)));
            assertThat(pachd.content().pipelines()).hasSize(17);
        }
    }

    private static JsonNode pipeline(String name, int workers) {
        return new Pipeline(name, List.of(), false, workers, false, false, Pipeline.State.RUNNING, "").json();
    }
}
