package lifeboat.lab.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelmChartTest {
    private static HelmArguments install(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("install", "pachyderm"));
        words.addAll(List.of(more));
        return HelmArguments.parse(words);
    }

    @Test
    void aReleasedChartIsThereAndTheNewestIsTakenWhereNoneIsNamed() throws IOException {
        assertThat(HelmChart.version(install("pachyderm/pachyderm", "--version", "2.4.6")))
                .isEqualTo("2.4.6");
        assertThat(HelmChart.version(install("pachyderm/pachyderm", "--version=2.12.0-rc.3")))
                .isEqualTo("2.12.0-rc.3");
        assertThat(HelmChart.version(install("pachyderm/pachyderm"))).isEqualTo("2.11.6");
    }

    @ParameterizedTest
    @CsvSource({
        "pachyderm/pachyderm, 2.8.11, no chart version found for pachyderm-2.8.11",
        "pachyderm/pachyderm, 2.99.0, no chart version found for pachyderm-2.99.0",
        "pachyderm/pachyderm, 1.13.4, no chart version found for pachyderm-1.13.4",
        "pachyderm/other, 2.8.10, 'chart \"other\" matching 2.8.10 not found'",
        "stable/pachyderm, 2.8.10, repo stable not found",
        "pachyderm, 2.8.10, non-absolute URLs should be in form of repo_name/path_to_chart",
        "./pachyderm, 2.8.10, 'path \"./pachyderm\" not found'",
    })
    void whatIsNotThereIsSaidAsHelmSaysIt(String chart, String version, String words) {
        assertThatThrownBy(() -> HelmChart.version(install(chart, "--version", version)))
                .hasMessageContaining(words);
    }
}
