package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.pachyderm.PachctlException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnterpriseServerTest {
    private static final Instant HEARD = Instant.parse("2024-06-01T10:15:30.25Z");

    @TempDir
    private Path folder;

    private FakePachctl fake(String cases) throws Exception {
        return new FakePachctl(folder, cases);
    }

    /** What each line prints for the same two clusters: the note moves in 2.6, the time changes its form in 2.7. */
    @ParameterizedTest
    @CsvSource({
        "2.0.8, 1, 2024-06-01 10:15:30.25 +0000 UTC, <nil>",
        "2.4.6, 1, 2024-06-01 10:15:30.25 +0000 UTC, 0001-01-01 00:00:00 +0000 UTC",
        "2.5.9, 1, 2024-06-01 12:15:30.25 +0200 CEST, <nil>",
        "2.6.11, 2, 2024-06-01 10:15:30.25 +0000 UTC, <nil>",
        "2.8.10, 2, seconds:1717236930 nanos:250000000, <nil>",
        "2.9.7, 2, seconds:1717236930  nanos:250000000, <nil>",
        "2.11.6, 2, seconds:1717236930 nanos:250000000, seconds:-62135596800"
    })
    void clustersAreReadAsEveryLinePrintsThem(String version, int stream, String heard, String never) throws Exception {
        FakePachctl fake = fake("'license list-clusters') echo 'Using enterprise context: es' >&" + stream + "\n"
                + "printf '%s\\n' 'id: production' 'address: grpc://pachd.production:30653' 'version: " + version
                + "' 'auth_enabled: true' 'last_heartbeat: " + heard + "' '---'\n"
                + "printf '%s\\n' 'id: localhost' 'address: grpc://localhost:1653' 'version: ' 'auth_enabled: false'"
                + " 'last_heartbeat: " + never + "' '---';;");

        List<RegisteredCluster> clusters = fake.plain().enterpriseServer().clusters();

        assertThat(clusters)
                .containsExactly(
                        new RegisteredCluster(
                                "production", "grpc://pachd.production:30653", version, true, Optional.of(HEARD)),
                        new RegisteredCluster("localhost", "grpc://localhost:1653", "", false, Optional.empty()));
        assertThat(clusters.get(0).isTheServerItself()).isFalse();
        assertThat(clusters.get(1).isTheServerItself()).isTrue();
    }

    @Test
    void noClusterIsAnAnswer() throws Exception {
        FakePachctl fake = fake("'license list-clusters') echo 'Using enterprise context: es';;");

        assertThat(fake.plain().enterpriseServer().clusters()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'id: a\\nlast_heartbeat: soon\\n---'",
        "'id: a\\nlast_heartbeat: <nil>'",
        "'address: x\\nlast_heartbeat: <nil>\\n---'",
        "'id: a\\nversion: 2\\n---'",
        "'nothing of the kind'"
    })
    void whatIsNotUnderstoodIsNotGuessed(String said) throws Exception {
        FakePachctl fake = fake("'license list-clusters') printf '" + said + "\\n';;");

        assertThat(catchThrowableOfType(
                                PachctlException.class,
                                () -> fake.plain().enterpriseServer().clusters())
                        .kind())
                .isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void theStubOf212IsNotSupported() throws Exception {
        FakePachctl fake = fake("license*) echo \"Deprecated. Please don't use.\" >&2; exit 1;;");

        assertThat(catchThrowableOfType(
                                PachctlException.class,
                                () -> fake.plain().enterpriseServer().clusters())
                        .kind())
                .isEqualTo(Kind.NOT_SUPPORTED);
    }

    @Test
    void theLicenceHasAStateAndAnEnd() throws Exception {
        FakePachctl fake = fake("'enterprise get-state --enterprise') echo 'Using enterprise context: es'\n"
                + "printf 'Pachyderm Enterprise token state: HEARTBEAT_FAILED\\nExpiration: 2027-01-01\\n';;");
        assertThat(fake.plain().enterpriseServer().licence())
                .isEqualTo(new EnterpriseServer.LicenceState("HEARTBEAT_FAILED", "2027-01-01"));

        FakePachctl none = fake("enterprise*) echo 'No Pachyderm Enterprise token was found';;");
        assertThat(none.plain().enterpriseServer().licence().state()).isEqualTo("NONE");
        assertThat(none.plain().enterpriseServer().licence().isActive()).isFalse();
    }

    @Test
    void theContextIsSetWithoutAnyFlag() throws Exception {
        FakePachctl fake = fake("'config set active-enterprise-context es') ;;");
        EnterpriseServer server = fake.plain().enterpriseServer();

        server.setContext("es");

        assertThat(fake.asked()).containsExactly("config set active-enterprise-context es||||");
        assertThat(server.setContextCommand("es"))
                .endsWith("config", "set", "active-enterprise-context", "es")
                .doesNotContain("--overwrite");
        assertThat(catchThrowableOfType(PachctlException.class, () -> server.setContext("--help"))
                        .kind())
                .isEqualTo(Kind.WRONG_TARGET);
    }

    @Test
    void theVersionIsAskedOfTheEnterpriseServer() throws Exception {
        FakePachctl fake = fake("'version --timeout 7s --enterprise') printf 'COMPONENT VERSION\\npachctl 2.8.10\\n"
                + "pachd 2.8.9\\n';;");

        assertThat(fake.plain().versions(Duration.ofSeconds(7), true).server()).contains(PachydermVersion.of(2, 8, 9));
    }

    @Test
    void anEnterpriseServerIsConnectedThroughTheEnterpriseContext() throws Exception {
        FakePachctl fake = fake("'config set context es') cat > '" + folder.resolve("given")
                + "';;\n'config set active-enterprise-context es') ;;");

        fake.plain().connect("es", "grpc://es:31650", false, false, true);

        assertThat(folder.resolve("given"))
                .hasContent("{\"pachd_address\":\"grpc://es:31650\",\"enterprise_server\":true}");
        assertThat(fake.asked().get(1)).startsWith("config set active-enterprise-context es|");
    }

    @Test
    void theOverrideOfTheEnvironmentIsTold() throws Exception {
        FakePachctl fake = fake("'config get active-enterprise-context') echo elsewhere;;");
        Pachctl pachctl = fake.with(
                Map.of(EnterpriseServer.OVERRIDE, "elsewhere"),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(20));

        assertThat(pachctl.overrides()).containsExactly(EnterpriseServer.OVERRIDE);
        assertThat(pachctl.enterpriseContext()).contains("elsewhere");
    }
}
