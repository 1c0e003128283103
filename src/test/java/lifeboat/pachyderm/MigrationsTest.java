package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationsTest {
    private static OptionalLong last(String version) {
        return Migrations.last(PachydermVersion.parse(version).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "2.0.0, 21",
        "2.0.8, 21",
        "2.1.0, 24",
        "2.2.8, 24",
        "2.3.0, 25",
        "2.4.6, 25",
        "2.5.0, 28",
        "2.5.3, 28",
        "2.5.4, 29",
        "2.5.9, 29",
        "2.6.0, 35",
        "2.7.8, 39",
        "2.8.0, 47",
        "2.8.10, 47",
        "2.9.7, 47",
        "2.10.0, 53",
        "2.10.7, 53",
        "2.11.6, 59",
        "2.12.0-rc.1, 65",
        "2.12.0-rc.3, 65"
    })
    void everyReleaseHasTheLastMigrationOfItsSource(String version, long id) {
        assertThat(last(version)).hasValue(id);
    }

    @ParameterizedTest
    @CsvSource({"1.13.4", "2.12.0", "2.12.1", "2.13.0", "3.0.0", "2.8.0-alpha.2", "2.11.0-rc.1", "2.12.0-alpha.6"})
    void whatWasNotCountedIsNotGuessed(String version) {
        assertThat(last(version)).isEmpty();
    }

    @Test
    void theFirstReleaseThatTakesADatabaseIsNamed() {
        assertThat(Migrations.firstWith(47)).hasValue(PachydermVersion.of(2, 8, 0));
        assertThat(Migrations.firstWith(48)).hasValue(PachydermVersion.of(2, 10, 0));
        assertThat(Migrations.firstWith(65))
                .hasValueSatisfying(version -> assertThat(version.toString()).isEqualTo("2.12.0-rc.1"));
        assertThat(Migrations.firstWith(66)).isEmpty();
    }
}
