package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that is sent to a pachctl of 2.x, by version: the argument lists that it gets, or the refusal and its reason. */
class VersionGatesTest {
    private static final String NO_PAUSE_YET = "NOT_SUPPORTED: has no `pachctl enterprise pause`; it came with 2.2";
    private static final String STUB = "NOT_SUPPORTED: is a stub that only says \"Deprecated. Please don't use.\"";
    private static final String GONE = "NOT_SUPPORTED: there is no enterprise server any more";
    private static final String NO_PROJECTS = "WRONG_TARGET: there are no projects before 2.5";
    private static final List<String> VERSIONS =
            List.of("2.0.8", "2.1.9", "2.2.8", "2.4.6", "2.5.9", "2.6.11", "2.8.10", "2.10.7", "2.11.6", "2.12.0-rc.3");

    /** What is asked of pachctl. */
    @FunctionalInterface
    private interface Asking {
        void of(Pachctl pachctl) throws Exception;
    }

    private static final Map<String, Asking> COMMANDS = Map.ofEntries(
            Map.entry("version", pachctl -> pachctl.versions(Duration.ofSeconds(7))),
            Map.entry("version of the enterprise server", pachctl -> pachctl.versions(Duration.ofSeconds(7), true)),
            Map.entry("pause", Pachctl::pause),
            Map.entry("unpause", Pachctl::unpause),
            Map.entry("pause-status", Pachctl::pauseStatus),
            Map.entry("active context", Pachctl::activeContext),
            Map.entry("enterprise context", Pachctl::enterpriseContext),
            Map.entry("set enterprise context", pachctl -> pachctl.enterpriseServer()
                    .setContext("es")),
            Map.entry("contexts", Pachctl::contexts),
            Map.entry("context", pachctl -> pachctl.context("prod")),
            Map.entry("connect a new context", pachctl -> pachctl.connect("new", "grpc://h:1", false, false, false)),
            Map.entry("connect a known context", pachctl -> pachctl.connect("old", "grpc://h:1", true, true, false)),
            Map.entry(
                    "connect an enterprise server", pachctl -> pachctl.connect("es", "grpc://h:1", true, false, true)),
            Map.entry("repos and pipelines", Pachctl::inventory),
            Map.entry("file", pachctl -> pachctl.download("images@c1:/a b", Path.of("/t/f"))),
            Map.entry(
                    "file of the default project",
                    pachctl -> pachctl.download("default/images@c1:/a", Path.of("/t/f"))),
            Map.entry("file of a project", pachctl -> pachctl.download("imaging/images@c1:/a", Path.of("/t/f"))),
            Map.entry(
                    "registered clusters", pachctl -> pachctl.enterpriseServer().clusters()),
            Map.entry("licence", pachctl -> pachctl.enterpriseServer().licence()));

    @TempDir
    private Path folder;

    /** What a command is from a version on, until the next row about the same command. */
    private record Row(String command, String from, String... wanted) {}

    private static final List<Row> TABLE = List.of(
            new Row("version", "2.0.8", "version --timeout 7s"),
            new Row("version of the enterprise server", "2.0.8", "version --timeout 7s --enterprise"),
            new Row("pause", "2.0.8", NO_PAUSE_YET),
            new Row("pause", "2.2.8", "enterprise pause"),
            new Row("pause", "2.12.0-rc.3", STUB),
            new Row("unpause", "2.0.8", NO_PAUSE_YET),
            new Row("unpause", "2.2.8", "enterprise unpause"),
            new Row("unpause", "2.12.0-rc.3", STUB),
            new Row("pause-status", "2.0.8", NO_PAUSE_YET),
            new Row("pause-status", "2.2.8", "enterprise pause-status"),
            new Row("pause-status", "2.12.0-rc.3", STUB),
            new Row("active context", "2.0.8", "config get active-context"),
            new Row("enterprise context", "2.0.8", "config get active-enterprise-context"),
            new Row("set enterprise context", "2.0.8", "config set active-enterprise-context es"),
            new Row("contexts", "2.0.8", "config list context"),
            new Row("context", "2.0.8", "config get context prod"),
            new Row("connect a new context", "2.0.8", "config set context new", "config set active-context new"),
            new Row(
                    "connect a known context",
                    "2.0.8",
                    "config update context old --pachd-address=grpc://h:1 --remove-cluster-deployment-id",
                    "config set active-context old"),
            new Row(
                    "connect an enterprise server",
                    "2.0.8",
                    "config update context es --pachd-address=grpc://h:1",
                    "config set active-enterprise-context es"),
            new Row("repos and pipelines", "2.0.8", "list repo --raw", "list pipeline --raw"),
            new Row(
                    "repos and pipelines",
                    "2.5.9",
                    "list repo --raw --all-projects",
                    "list pipeline --raw --all-projects"),
            new Row("file", "2.0.8", "get file images@c1:/a b --output /t/f"),
            new Row("file of the default project", "2.0.8", "get file images@c1:/a --output /t/f"),
            new Row("file of the default project", "2.5.9", "get file images@c1:/a --project default --output /t/f"),
            new Row("file of a project", "2.0.8", NO_PROJECTS),
            new Row("file of a project", "2.5.9", "get file images@c1:/a --project imaging --output /t/f"),
            new Row("registered clusters", "2.0.8", "license list-clusters"),
            new Row("registered clusters", "2.12.0-rc.3", GONE),
            new Row("licence", "2.0.8", "enterprise get-state --enterprise"),
            new Row("licence", "2.12.0-rc.3", GONE));

    static Stream<Arguments> cells() {
        return VERSIONS.stream().flatMap(version -> COMMANDS.keySet().stream()
                .sorted()
                .map(command -> Arguments.of(version, command, List.of(wanted(version, command)))));
    }

    private static String[] wanted(String version, String command) {
        return TABLE.stream()
                .filter(row -> row.command.equals(command))
                .filter(row -> VERSIONS.indexOf(row.from) <= VERSIONS.indexOf(version))
                .reduce((before, after) -> after)
                .orElseThrow()
                .wanted;
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("cells")
    void everyVersionGetsWhatItKnowsAndNothingElse(String version, String command, List<String> wanted)
            throws Exception {
        FakePachctl fake = new FakePachctl(
                folder,
                """
                'version --client-only') echo %s;;
                version*) printf 'COMPONENT VERSION\\npachctl %s\\npachd %s\\n';;
                'enterprise pause-status') echo unpaused;;
                'config get context'*) echo '{}';;
                enterprise\\ get-state*) echo 'No Pachyderm Enterprise token was found';;
                *) ;;"""
                        .formatted(version, version, version));
        String refused = "";
        try {
            Objects.requireNonNull(COMMANDS.get(command)).of(fake.plain());
        } catch (PachctlException e) {
            refused = e.kind() + ": " + e.getMessage();
        }
        if (wanted.get(0).matches("[A-Z_]+: .*")) {
            String[] reason = wanted.get(0).split(": ", 2);
            assertThat(refused).startsWith(reason[0]).contains(reason[1]);
            assertThat(fake.asked()).isEmpty();
        } else {
            assertThat(refused).isEmpty();
            assertThat(fake.asked().stream().map(line -> line.substring(0, line.indexOf('|'))))
                    .containsExactlyElementsOf(wanted);
        }
    }
}
