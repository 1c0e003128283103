package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the versions of 1.x differ, and what an extract looks like from outside. */
class ClassicRulesTest {
    @TempDir
    Path folder;

    private static ClassicRules rules(String version) {
        return new ClassicRules(PachydermVersion.parse(version).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0.0", "2.8.10", "2.12.0-rc.3", "1.8.6"})
    void other_lines_are_refused_with_the_reason(String version) {
        assertThat(rules(version).refusal()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "1.9.12, false, true, true",
        "1.10.2, false, true, true",
        "1.10.3, false, true, false",
        "1.10.4, false, false, false",
        "1.11.8, false, false, false",
        "1.11.9, true, false, false",
        "1.12.0, true, false, false",
        "1.13.4, true, false, false"
    })
    void the_versions_differ_where_they_do(String version, boolean auth, boolean standby, boolean open) {
        ClassicRules rules = rules(version);
        assertThat(rules.refusal()).isEmpty();
        assertThat(rules.extractsAuth()).isEqualTo(auth);
        assertThat(rules.standbyNeedNotPause()).isEqualTo(standby);
        assertThat(rules.openCommitsBreakRestore()).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({"1.11.9, 1.11.9, true", "1.13.4, 1.9.12, true", "1.9.12, 1.10.0, false", "1.11.9, 2.0.0, false"})
    void a_dump_goes_up_and_never_down(String target, String dump, boolean can) {
        assertThat(rules(target)
                        .cannotRestore(PachydermVersion.parse(dump).orElseThrow())
                        .isEmpty())
                .isEqualTo(can);
    }

    @ParameterizedTest
    @CsvSource({
        "1.11.9, PIPELINE_PAUSED, true, true",
        "1.11.9, PIPELINE_FAILURE, true, true",
        "1.11.9, PIPELINE_FAILURE, false, false",
        "1.11.9, PIPELINE_STANDBY, true, false",
        "1.10.3, PIPELINE_STANDBY, true, true",
        "1.9.12, PIPELINE_RUNNING, true, false",
        "1.11.9, PIPELINE_PAUSED, false, false"
    })
    void stopped_is_what_the_version_calls_so(String version, String state, boolean stopped, boolean quiet) {
        assertThat(rules(version).isQuiet(new ClassicPipeline("p", state, stopped, List.of(), List.of(), 1)))
                .isEqualTo(quiet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket", "s3://bucket/", "bucket/object", "http://bucket/object", ""})
    void a_url_without_an_object_is_none(String url) {
        assertThat(ExtractUrl.parse(url)).isEmpty();
    }

    @Test
    void a_url_has_a_bucket_and_an_object() {
        assertThat(ExtractUrl.parse("gcs://b/some/key"))
                .contains(new ExtractUrl("gcs", "b", "some/key"))
                .hasValueSatisfying(url -> assertThat(url).hasToString("gcs://b/some/key"));
    }

    @Test
    void a_stream_is_whole_only_if_every_frame_is() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(new byte[] {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'});
        stream.writeBytes(new byte[] {1, 9, 0, 0, 1, 2, 3, 4, 'h', 'e', 'l', 'l', 'o'});
        stream.writeBytes(new byte[] {0, 6, 0, 0, 1, 2, 3, 4, 'x', 'y'});
        byte[] whole = stream.toByteArray();
        Path file = folder.resolve("extract");
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            boolean cutBetween = length == 10 || length == 23 || length == whole.length;
            assertThat(ExtractStream.fault(file).isEmpty())
                    .as("%d bytes", length)
                    .isEqualTo(cutBetween);
        }
        Files.writeString(file, "{\"not\": \"an extract, but long enough\"}");
        assertThat(ExtractStream.fault(file)).isPresent();
    }
}
