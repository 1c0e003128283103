package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PachydermVersionTest {
    private static PachydermVersion version(String text) {
        return PachydermVersion.parse(text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        // version, can pause, warned, status without auth, pachw, enterprise in etcd
        "1.13.4,     false, false, false, false, false",
        "2.0.8,      false, false, false, false, true",
        "2.1.9,      false, false, false, false, false",
        "2.2.8,      true,  true,  false, false, false",
        "2.4.6,      true,  true,  false, false, false",
        "2.5.9,      true,  false, false, true,  false",
        "2.7.1,      true,  true,  false, true,  false",
        "2.7.8,      true,  false, false, true,  false",
        "2.8.10,     true,  false, true,  true,  false",
        "2.11.6,     true,  false, true,  true,  false",
        "2.12.0-rc.3,false, false, true,  true,  false",
        "3.0.0,      false, false, true,  true,  false"
    })
    void everyLineCanWhatItsSourceSays(
            String text, boolean pauses, boolean warned, boolean statusWithoutAuth, boolean pachw, boolean etcd) {
        PachydermVersion version = version(text);

        assertThat(version.cannotPause().isEmpty()).isEqualTo(pauses);
        assertThat(version.pauseWarning().isPresent()).isEqualTo(warned);
        assertThat(version.pauseStatusWorksWithoutAuth()).isEqualTo(statusWithoutAuth);
        assertThat(version.hasPachw()).isEqualTo(pachw);
        assertThat(version.keepsEnterpriseInEtcd()).isEqualTo(etcd);
    }

    @Test
    void versionsAreOrderedWithPreReleasesBeforeTheirRelease() {
        List<String> ordered =
                List.of("1.13.4", "2.2.0", "2.10.0", "2.12.0-alpha.2", "2.12.0-rc.2", "2.12.0-rc.10", "2.12.0");

        assertThat(Stream.of("2.12.0", "2.12.0-rc.10", "2.10.0", "2.2.0", "2.12.0-rc.2", "1.13.4", "2.12.0-alpha.2")
                        .map(PachydermVersionTest::version)
                        .sorted()
                        .map(PachydermVersion::toString))
                .isEqualTo(ordered);
    }

    @Test
    void onlyAWholeVersionIsOne() {
        assertThat(PachydermVersion.parse(" v2.8.10\n")).contains(PachydermVersion.of(2, 8, 10));
        assertThat(PachydermVersion.parse("2.8")).isEmpty();
        assertThat(PachydermVersion.parse("pachctl 2.8.1")).isEmpty();
        assertThat(PachydermVersion.parse("2.8.1 and more")).isEmpty();
        assertThat(PachydermVersion.parse("99999999999.1.1")).isEmpty();
    }
}
