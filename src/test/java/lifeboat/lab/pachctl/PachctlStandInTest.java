package lifeboat.lab.pachctl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import lifeboat.lab.LabCertificates;
import lifeboat.lab.kube.ApiServer;
import lifeboat.lab.kube.MutationCounter;
import lifeboat.lab.kube.PachydermFixture;
import lifeboat.lab.program.Switchboard;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in against a lab's API server: what it answers in this process, and that the program answers the same. */
class PachctlStandInTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NAMESPACE = "pachyderm";
    private static final String NAME = "it's a $lab";

    @TempDir
    static Path lab;

    private static ApiServer server;
    private static Switchboard switchboard;
    private static Path program;

    private final Map<String, String> environment = new HashMap<>();
    private String initialConfig = "";

    /** What a call left. */
    private record Said(int exit, String out, String err) {}

    @BeforeAll
    static void begin() throws IOException {
        LabCertificates certificates = LabCertificates.create(Clock.systemUTC());
        server = ApiServer.start(ApiServer.Config.of(certificates, "token-of-the-lab", 7, Clock.systemUTC())
                .withPace(0.05));
        PachydermFixture.install(
                server,
                new PachydermFixture.Setting(
                        NAMESPACE,
                        "pach-data",
                        "http://127.0.0.1:9000",
                        "key",
                        "secret",
                        "127.0.0.1",
                        5433,
                        "password"));
        Path odd = Files.createDirectory(lab.resolve(NAME));
        Path authority = Files.writeString(odd.resolve("ca.crt"), certificates.authorityPem());
        Path token = Files.writeString(odd.resolve("token"), "token-of-the-lab\n");
        switchboard =
                Switchboard.open(odd.resolve("programs"), Path.of(System.getProperty("java.home"), "bin", "java"));
        program = PachctlStandIn.install(
                odd,
                switchboard,
                PachctlWorld.of(server.url(), authority, token, NAMESPACE, java.net.URI.create("")),
                "2.8.4",
                Clock.systemUTC());
    }

    @AfterAll
    static void end() throws IOException {
        switchboard.close();
        server.close();
    }

    @BeforeEach
    void remember() throws IOException {
        initialConfig = Files.readString(home().resolve("config.json"));
    }

    @AfterEach
    void restore() throws Exception {
        play("2.8.4");
        environment.clear();
        Files.writeString(home().resolve("config.json"), initialConfig);
        cluster().mode("full", Clock.systemUTC().instant());
        scale(3);
        awaitStatus("unpaused");
    }

    @Test
    void a_new_context_is_what_stands_on_standard_input() throws Exception {
        String context = "{\"pachd_address\":\"grpc://127.0.0.1:1\"}";
        assertThat(told(context, "config", "set", "context", "another").exit()).isZero();
        assertThat(pachctl("config", "get", "context", "another").out()).contains("grpc://127.0.0.1:1");
    }

    private static Path home() {
        return lab.resolve(NAME).resolve("pachctl");
    }

    private static void play(String version) throws IOException {
        Files.writeString(home().resolve("version"), version + "\n");
    }

    private static PachctlCluster cluster() throws IOException {
        PachctlWorld world = PachctlWorld.read(home().resolve("world.json"));
        return new PachctlCluster(world, new Route(world.places().get(0), NAMESPACE, "pachd"));
    }

    private Said pachctl(String... arguments) throws IOException {
        PachctlConfig config = new PachctlConfig(
                home().resolve("config.json"),
                environment.getOrDefault("PACH_CONTEXT", ""),
                environment.getOrDefault("PACH_ENTERPRISE_CONTEXT", ""));
        Reply reply = new Commands(
                        PachctlWorld.read(home().resolve("world.json")),
                        config,
                        new Release(Files.readString(home().resolve("version")).strip()),
                        Clock.systemUTC().instant())
                .run(List.of(arguments), InputStream.nullInputStream());
        return new Said(reply.succeeded() ? 0 : 1, reply.out(), reply.err());
    }

    /** The same, as the program. */
    private Said program(String... arguments) throws Exception {
        return told("", arguments);
    }

    /** The same with something on its standard input. */
    private Said told(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(lab, "out", "");
        Path err = Files.createTempFile(lab, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PACH"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command);
        }
        return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("did not come true in time").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void awaitStatus(String status) throws Exception {
        await(() -> {
            Pachds pachds = cluster().pachds();
            return pachds.pods().size() == 3
                    && pachds.pods().stream().allMatch(Pachds.Pod::ready)
                    && pachds.pauseStatus().equals(status);
        });
    }

    private static void scale(int replicas) throws Exception {
        Path file = lab.resolve("kubeconfig");
        server.writeKubeconfig(file, "lab", NAMESPACE);
        Config config = Config.fromKubeconfig(Files.readString(file));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            client.apps().deployments().inNamespace(NAMESPACE).withName("pachd").scale(replicas);
        }
        await(() -> cluster().pachds().pods().size() == replicas);
    }

    private static List<String> mutations() {
        return server.mutations().all().stream()
                .map(each -> each.verb() + " " + each.kind() + " " + each.name())
                .toList();
    }

    @Test
    void a_version_is_a_table_with_the_program_and_the_pachd_that_it_reaches() throws Exception {
        Said said = program("version", "--timeout", "5s");

        assertThat(said.out().lines().map(String::strip).map(line -> line.replaceAll(" +", " ")))
                .containsExactly("COMPONENT VERSION", "pachctl 2.8.4", "pachd 2.8.10");
        assertThat(said.exit()).isZero();
        assertThat(pachctl("--timeout=5s", "version").exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.4.6", "2.8.4", "2.11.6", "2.12.0-rc.3"})
    void the_client_tells_its_version_and_nothing_else(String version) throws Exception {
        play(version);

        assertThat(pachctl("version", "--client-only")).isEqualTo(new Said(0, version + "\n", ""));
    }

    @Test
    void without_pachd_the_client_still_tells_its_version_and_fails() throws Exception {
        scale(0);

        Said said = program("version", "--timeout", "1s");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("pachctl             2.8.4").doesNotContain("pachd ");
        assertThat(said.err()).contains("error connecting to pachd").contains("grpc://127.0.0.1:30650");
        assertThat(pachctl("enterprise", "pause").exit()).isEqualTo(1);
        assertThat(pachctl("inspect", "cluster").exit()).isEqualTo(1);
    }

    @Test
    void pausing_restarts_pachd_in_the_other_mode_once() throws Exception {
        assertThat(pachctl("enterprise", "pause-status").out()).isEqualTo("unpaused\n");
        int before = mutations().size();

        Said paused = program("enterprise", "pause");
        assertThat(pachctl("enterprise", "pause").exit()).isZero();

        assertThat(paused).isEqualTo(new Said(0, "", "Using enterprise context: lab\n"));
        assertThat(mutations().subList(before, mutations().size()))
                .containsExactly("patch ConfigMap pachd-config", "patch Deployment pachd");
        awaitStatus("paused");
        assertThat(pachctl("enterprise", "pause-status").out()).isEqualTo("paused\n");
        Said version = pachctl("version");
        assertThat(version.exit()).isEqualTo(1);
        assertThat(version.out()).doesNotContain("pachd ");
        assertThat(version.err()).contains("currently paused").contains("unknown service");
        assertThat(pachctl("inspect", "cluster").exit()).isZero();

        assertThat(pachctl("enterprise", "unpause").exit()).isZero();
        awaitStatus("unpaused");
        assertThat(pachctl("version").exit()).isZero();
    }

    @Test
    void pausing_says_when_in_the_annotations_of_both_objects() throws Exception {
        pachctl("enterprise", "pause");

        assertThat(server.mutations().all().stream()
                        .skip(mutations().size() - 2L)
                        .map(MutationCounter.Mutation::body))
                .satisfiesExactly(
                        config -> assertThat(config)
                                .contains("\"pachyderm.com/updatedAt\":\"20")
                                .contains("\"MODE\":\"paused\""),
                        deployment -> assertThat(deployment).contains("\"kubectl.kubernetes.io/restartedAt\":\"20"));
    }

    @Test
    void an_old_release_names_the_context_on_standard_output_and_needs_auth_for_the_status() throws Exception {
        play("2.4.6");

        Said status = pachctl("enterprise", "pause-status");

        assertThat(status)
                .isEqualTo(new Said(1, "Using enterprise context: lab\n", "the auth service is not activated\n"));
        assertThat(pachctl("enterprise", "unpause")).isEqualTo(new Said(0, "Using enterprise context: lab\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pause", "unpause", "pause-status"})
    void the_newest_release_has_dropped_pausing(String command) throws Exception {
        play("2.12.0-rc.3");
        int before = mutations().size();

        assertThat(pachctl("enterprise", command)).isEqualTo(new Said(1, "", "Deprecated. Please don't use.\n"));
        assertThat(mutations()).hasSize(before);
    }

    @Test
    void contexts_are_told_and_chosen() throws Exception {
        assertThat(pachctl("config", "get", "active-context").out()).isEqualTo("lab\n");
        assertThat(pachctl("config", "get", "active-enterprise-context").out()).isEqualTo("lab\n");
        assertThat(pachctl("config", "set", "active-context", "other")).isEqualTo(new Said(0, "", ""));
        assertThat(pachctl("config", "get", "active-context").out()).isEqualTo("other\n");
        assertThat(pachctl("config", "list", "context").out().lines())
                .containsExactly("ACTIVE  NAME", "        lab", "*       other");
        Said one = pachctl("config", "get", "context", "lab");
        assertThat(new ObjectMapper().readTree(one.out()).path("namespace").asText())
                .isEqualTo(NAMESPACE);
        assertThat(pachctl("config", "set", "active-context", "nobody"))
                .isEqualTo(new Said(1, "", "context does not exist: nobody\n"));
        assertThat(pachctl("config", "get", "context", "nobody").exit()).isEqualTo(1);
    }

    @Test
    void an_enterprise_context_that_leads_elsewhere_pauses_nothing() throws Exception {
        pachctl("config", "set", "active-enterprise-context", "other");
        int before = mutations().size();

        Said said = pachctl("enterprise", "pause");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("Using enterprise context: other").contains("error connecting");
        assertThat(mutations()).hasSize(before);
        environment.put("PACH_ENTERPRISE_CONTEXT", "lab");
        assertThat(program("enterprise", "pause-status").out()).isEqualTo("unpaused\n");
    }

    @Test
    void a_real_configuration_in_the_environment_is_left_alone() throws Exception {
        Path real = Files.writeString(lab.resolve("real.json"), "{\"v2\":{\"contexts\":{\"other\":{}}}}");
        environment.put("PACH_CONFIG", real.toString());
        environment.put("PACHD_ADDRESS", "grpc://pachd.example.org:30650");

        assertThat(program("config", "set", "active-context", "other").exit()).isZero();
        environment.put("PACH_CONTEXT", "lab");
        assertThat(program("version").exit()).isZero();
        assertThat(real).hasContent("{\"v2\":{\"contexts\":{\"other\":{}}}}");
    }

    @ParameterizedTest
    @CsvSource({
        "pause, unknown command \"pause\" for \"pachctl\"",
        "enterprise nap, unknown command \"nap\" for \"pachctl enterprise\"",
        "version --rude, unknown flag: --rude",
        "version --timeout soon, invalid argument \"soon\" for \"--timeout\" flag",
    })
    void what_it_does_not_know_it_refuses(String command, String complaint) throws IOException {
        Said said = pachctl(command.split(" "));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).contains(complaint);
    }

    @Test
    void the_token_can_be_read_by_the_owner_only() throws Exception {
        for (String name : List.of("world.json", "config.json")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(program)).doesNotContain("token-of-the-lab");
    }
}
