package lifeboat.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import lifeboat.process.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of versions, walked: what each line does, and the commands that follow from it. */
class VersionLineTest {
    private static final Path CONFIG = Path.of("/etc/atlas.yml");
    private static final Path FILE = Path.of("/b/backup.timestamp");

    private static AtlasCli cli(String version) {
        return new AtlasCli(
                "atlasdb", CONFIG, "/atlasdb", AtlasCli.lineOf(version).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "0.1.0, BEFORE_OFFLINE",
        "0.11.4, BEFORE_OFFLINE",
        "0.12.0, WITHOUT_LOCK",
        "0.31.9, WITHOUT_LOCK",
        "0.32.0, LOCK_BY_ENTRY",
        "0.34.0, LOCK_BY_ENTRY",
        "0.35.0, LOCK_BY_ID",
        "0.37.0, LOCK_BY_ID",
        "0.38.0, SOUND",
        "0.102.3, SOUND",
        "0.103.0, NEEDS_START",
        "0.117.0, NEEDS_START",
        "0.118.0, NEEDS_FLAG",
        "0.421.0, NEEDS_FLAG",
        "0.422.0, LOCK_REMOVED",
        "0.1175.0, LOCK_REMOVED",
    })
    void a_version_belongs_to_the_line_that_begins_at_or_below_it(String version, VersionLine line) {
        assertThat(AtlasCli.lineOf(version)).contains(line);
    }

    @Test
    void the_lines_stand_in_the_order_of_their_first_versions() {
        List<Version> firsts =
                Arrays.stream(VersionLine.values()).map(VersionLine::from).toList();
        assertThat(firsts).isSorted().doesNotHaveDuplicates();
        assertThat(VersionLine.values())
                .allSatisfy(line -> assertThat(VersionLine.of(line.from())).isEqualTo(line));
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE_OFFLINE, NONE_YET, false",
        "WITHOUT_LOCK, NONE_YET, false",
        "LOCK_BY_ENTRY, ENTRY, true",
        "LOCK_BY_ID, ID, true",
        "SOUND, ID, true",
        "NEEDS_START, ID, true",
        "NEEDS_FLAG, ID, true",
        "LOCK_REMOVED, REMOVED, false",
    })
    void the_lock_endpoint_is_there_from_0_32_to_0_421(VersionLine line, VersionLine.Lock lock, boolean there) {
        assertThat(line.lock()).isEqualTo(lock);
        assertThat(line.lock().isThere()).isEqualTo(there);
    }

    @ParameterizedTest
    @CsvSource({"0.11.0, before 0.12.0", "0.103.0, fails without a start timestamp", "0.117.9, fails without"})
    void a_version_that_is_known_to_clean_wrongly_gets_no_command(String version, String reason) {
        assertThatThrownBy(() -> cli(version).clean(FILE))
                .isInstanceOfSatisfying(
                        AtlasException.class, e -> assertThat(e.kind()).isEqualTo(AtlasException.Kind.VERSION))
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"0.12.0, true", "0.35.1, true", "0.37.0, true", "0.38.0, false", "0.118.0, false"})
    void before_0_38_cleaning_is_warned_about(String version, boolean warned) {
        assertThat(cli(version).line().cleaningWarning().isPresent()).isEqualTo(warned);
    }

    @Test
    void the_file_stands_before_the_sub_command_and_what_changes_the_store_runs_offline() throws Exception {
        assertThat(cli("0.39.0").fetch(FILE))
                .containsExactly(
                        "atlasdb",
                        "--config",
                        "/etc/atlas.yml",
                        "--config-root",
                        "/atlasdb",
                        "timestamp",
                        "--file",
                        "/b/backup.timestamp",
                        "fetch");
        assertThat(cli("0.39.0").clean(FILE))
                .containsExactly(
                        "atlasdb",
                        "--offline",
                        "--config",
                        "/etc/atlas.yml",
                        "--config-root",
                        "/atlasdb",
                        "timestamp",
                        "--file",
                        "/b/backup.timestamp",
                        "clean-transactions");
        assertThat(cli("0.39.0").fastForward(FILE))
                .containsSubsequence("--offline", "timestamp", "--file", "/b/backup.timestamp", "fast-forward");
        assertThat(cli("0.39.0").acquire()).endsWith("backup-lock", "--acquire").doesNotContain("--offline");
    }

    @Test
    void from_0_118_on_the_start_timestamp_check_is_skipped_in_so_many_words() throws Exception {
        assertThat(cli("0.118.0").clean(FILE))
                .containsSubsequence("timestamp", "--file", "--skip-start-timestamp-check", "clean-transactions");
        assertThat(cli("0.1175.0").clean(FILE)).contains("--skip-start-timestamp-check");
        assertThat(cli("0.102.0").clean(FILE)).doesNotContain("--skip-start-timestamp-check");
    }

    @ParameterizedTest
    @CsvSource({"latest", "0", "v0.39.0", "0.39.0-rc1", "0.39.0.1"})
    void what_is_no_version_has_no_line(String text) {
        assertThat(AtlasCli.lineOf(text)).isEmpty();
    }
}
