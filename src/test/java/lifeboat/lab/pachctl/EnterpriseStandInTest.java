package lifeboat.lab.pachctl;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.EnterpriseFixture;
import lifeboat.lab.kube.Flavour;
import lifeboat.lab.kube.PachydermFixture;
import lifeboat.lab.program.Switchboard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in towards an enterprise server in a lab's API server; nothing is behind its database. */
class EnterpriseStandInTest {
    private static final String NAMESPACE = "enterprise";
    private static final int CLOSED = 1;

    @TempDir
    static Path lab;

    private static ApiServer server;
    private static Switchboard switchboard;

    @BeforeAll
    static void begin() throws IOException {
        LabCertificates certificates = LabCertificates.create(Clock.systemUTC());
        server = ApiServer.start(ApiServer.Config.of(certificates, "token-of-the-lab", 7, Clock.systemUTC())
                .withPace(0.05));
        EnterpriseFixture.install(
                server,
                new PachydermFixture.Setting(NAMESPACE, "", "", "", "", "127.0.0.1", CLOSED, "password"),
                new Flavour("2.8.10"));
        Path authority = Files.writeString(lab.resolve("ca.crt"), certificates.authorityPem());
        Path token = Files.writeString(lab.resolve("token"), "token-of-the-lab\n");
        switchboard = Switchboard.open(lab.resolve("programs"), Path.of("java"));
        PachctlStandIn.install(
                lab,
                switchboard,
                PachctlWorld.of(server.url(), authority, token, NAMESPACE, URI.create("")),
                "2.8.10",
                Clock.systemUTC());
    }

    @AfterAll
    static void end() throws IOException {
        switchboard.close();
        server.close();
    }

    @BeforeEach
    void contexts() throws IOException {
        EnterpriseContexts.write(lab, "grpc://127.0.0.1:" + EnterpriseFixture.NODE_PORT);
    }

    private static Reply played(String version, String... arguments) throws IOException {
        Path home = lab.resolve("pachctl");
        return new Commands(
                        PachctlWorld.read(home.resolve("world.json")),
                        new PachctlConfig(home.resolve("config.json"), "", ""),
                        new Release(version),
                        Clock.systemUTC().instant())
                .run(List.of(arguments), InputStream.nullInputStream());
    }

    private static Reply pachctl(String... arguments) throws IOException {
        return played("2.8.10", arguments);
    }

    private static void scale(int replicas) throws Exception {
        Path file = lab.resolve("kubeconfig");
        server.writeKubeconfig(file, "lab", NAMESPACE);
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(Files.readString(file)))
                .build()) {
            client.apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .withName(EnterpriseFixture.APP)
                    .scale(replicas);
            client.apps()
                    .deployments()
                    .inNamespace(NAMESPACE)
                    .withName(EnterpriseFixture.APP)
                    .waitUntilCondition(
                            now -> now != null
                                    && replicas
                                            == (now.getStatus().getReadyReplicas() == null
                                                    ? 0
                                                    : now.getStatus().getReadyReplicas()),
                            30,
                            TimeUnit.SECONDS);
        }
    }

    @Test
    void theEnterpriseContextFallsBackToTheActiveOneUntilItIsSet() throws Exception {
        assertThat(pachctl("config", "get", "active-enterprise-context").out()).isEqualTo("production\n");
        Reply lost = pachctl("license", "list-clusters");
        assertThat(lost.succeeded()).isFalse();
        assertThat(lost.err()).contains("pachd.production.example.org");

        Reply flagged = pachctl("config", "set", "active-enterprise-context", "enterprise", "--overwrite");
        assertThat(flagged.succeeded()).as("no release has this flag here").isFalse();
        assertThat(flagged.err()).contains("unknown flag: --overwrite");
        assertThat(pachctl("config", "set", "active-enterprise-context", "enterprise"))
                .isEqualTo(Reply.ok(""));
        assertThat(pachctl("config", "get", "active-enterprise-context").out()).isEqualTo("enterprise\n");
        assertThat(pachctl("config", "get", "active-context").out()).isEqualTo("production\n");
        assertThat(pachctl("version", "--enterprise").out()).contains("pachd               2.8.10");
    }

    @ParameterizedTest
    @CsvSource({"2.4.6, true", "2.5.9, true", "2.6.11, false", "2.8.10, false", "2.11.6, false"})
    void itCannotBePausedInAnyReleaseAndTheNoteIsWhereTheReleasePutsIt(String version, boolean onStandardOutput)
            throws Exception {
        pachctl("config", "set", "active-enterprise-context", "enterprise");
        Reply refused = played(version, "enterprise", "pause");
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.err()).contains("this pachd instance is not in a pausable mode");
        String note = "Using enterprise context: enterprise\n";
        assertThat(onStandardOutput ? refused.out() : refused.err()).startsWith(note);
    }

    @Test
    void theLastReleaseHasOnlyStubs() throws Exception {
        for (String command : List.of("license list-clusters", "enterprise get-state")) {
            assertThat(played("2.12.0-rc.3", command.split(" ", -1)).err()).contains("Deprecated. Please don't use.");
        }
    }

    @Test
    void whatIsRegisteredIsInTheDatabaseAndNowhereElse() throws Exception {
        pachctl("config", "set", "active-enterprise-context", "enterprise");
        Reply lost = pachctl("license", "list-clusters");
        assertThat(lost.succeeded()).isFalse();
        assertThat(lost.err()).contains("failed to reach the database pachyderm");
    }

    @Test
    void nothingAnswersWhileNoPodIsReady() throws Exception {
        pachctl("config", "set", "active-enterprise-context", "enterprise");
        scale(0);
        try {
            assertThat(pachctl("license", "list-clusters").err()).contains("error connecting to pachd server");
            assertThat(pachctl("version", "--enterprise").succeeded()).isFalse();
        } finally {
            scale(1);
        }
        assertThat(pachctl("version", "--enterprise").succeeded()).isTrue();
    }

    @Test
    void itHasNeitherReposNorPipelines() throws Exception {
        pachctl("config", "set", "active-context", "enterprise");
        assertThat(pachctl("list", "repo", "--raw").err()).contains("unknown service pfs_v2.API");
    }
}
