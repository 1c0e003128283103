package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Function;
import lifeboat.lab.program.Invocation;
import lifeboat.lab.program.Switchboard;

/**
 * Plays {@code pachctl} of 1.9 to 1.13 towards a lab. {@code PACHD_ADDRESS} and {@code PACH_CONTEXT} count; an address that
 * is not one of the lab's is one that nobody answers on. {@code PACH_CONFIG} does not count, since it would lead out of the
 * lab.
 */
public final class ClassicPachctl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTEXT = "PACH_CONTEXT";
    private static final String ADDRESS = "PACHD_ADDRESS";

    private final Path home;
    private final HttpClient client = PachdLine.client();

    /** @param home where its configuration is, and who plays pachd */
    ClassicPachctl(Path home) {
        this.home = home;
    }

    /**
     * Writes {@code bin/pachctl} and, for the empty cluster beside it, {@code bin/pachctl-new} into a lab's directory. Both
     * share one configuration.
     *
     * @param lab the lab's directory, which exists
     * @param switchboard where the programs are played
     * @param classic the running lab
     * @return {@code bin/pachctl}
     */
    public static Path install(Path lab, Switchboard switchboard, LabClassic.Setting setting, LabClassic classic)
            throws IOException {
        Path home = directory(lab.toAbsolutePath().resolve("pachctl"));
        Files.writeString(
                home.resolve("world.json"),
                JSON.createObjectNode()
                        .put("lab", classic.url().toString())
                        .put("tokenFile", setting.tokenFile().toString())
                        .toPrettyString());
        boolean auth = new Release(setting.version()).extractsAuth();
        Config.create(
                home.resolve("config.json"),
                setting.namespace(),
                setting.newNamespace(),
                auth ? LabClassic.SESSION : "",
                setting.traps().contains(Trap.WRONG_CLUSTER) ? Desk.deployment(setting.bucket()) : "");
        Path bin = directory(lab.toAbsolutePath().resolve("bin"));
        ClassicPachctl pachctl = new ClassicPachctl(home);
        pachctl.install(switchboard, bin.resolve("pachctl-new"), setting.newVersion());
        return pachctl.install(switchboard, bin.resolve("pachctl"), setting.version());
    }

    private static Path directory(Path path) throws IOException {
        return Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private Path install(Switchboard switchboard, Path program, String version) throws IOException {
        Release release = new Release(version);
        return switchboard.install(
                program,
                "Pachyderm's pachctl of 1.x",
                List.of(CONTEXT, ADDRESS),
                List.of("extract", "restore"),
                call -> run(release, call) == 0);
    }

    /** Runs one command; its exit code. */
    int run(Release release, Invocation invocation) {
        Config config = new Config(home.resolve("config.json"), invocation.variable(CONTEXT));
        PrintStream out =
                new PrintStream(new BufferedOutputStream(invocation.out(), 1 << 16), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(invocation.err(), true, StandardCharsets.UTF_8);
        Function<Config, PachdLine> lines = line(release, invocation.variable(ADDRESS));
        Streams streams = new Streams(release, config, lines, invocation.in(), out, err);
        int code = new Commands(release, config, lines, streams, invocation.directory(), out, err)
                .run(invocation.arguments());
        out.flush();
        return code;
    }

    /** The line to whoever the active context, or the address that overrides it, leads to. */
    private Function<Config, PachdLine> line(Release release, String address) {
        return config -> {
            try {
                JsonNode world = JSON.readTree(home.resolve("world.json").toFile());
                JsonNode context =
                        config.context(config.active()).orElseThrow(() -> new IOException("context does not exist"));
                return new PachdLine(
                        client,
                        URI.create(world.path("lab").asText()),
                        Files.readString(Path.of(world.path("tokenFile").asText()))
                                .strip(),
                        address.isEmpty() ? context.path("pachd_address").asText() : address,
                        context.path("session_token").asText(),
                        release.checksDeployment()
                                ? context.path("cluster_deployment_id").asText()
                                : "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
