package lifeboat.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The installer and the launcher, as the shell reads them. */
class ShellScriptsTest {
    @ParameterizedTest
    @ValueSource(strings = {"install.sh", "src/main/sh/lifeboat"})
    void shellcheck_finds_nothing(String script) throws IOException, InterruptedException {
        assumeTrue(onPath("shellcheck"), "shellcheck is not installed");
        Said said = run("shellcheck", "--severity=style", script);
        assertThat(said.text()).isEmpty();
        assertThat(said.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"install.sh", "src/main/sh/lifeboat"})
    void the_shell_can_parse_it_and_it_can_be_run(String script) throws IOException, InterruptedException {
        Path file = Path.of(script);
        assertThat(file).isExecutable();
        String first = Files.readAllLines(file).get(0);
        assertThat(first).matches("#!(/usr)?/bin/(env )?(ba)?sh");
        Said said = run(first.endsWith("bash") ? "bash" : "sh", "-n", script);
        assertThat(said.text()).isEmpty();
        assertThat(said.exit()).isZero();
    }

    private record Said(int exit, String text) {}

    private static Said run(String... argv) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(List.of(argv)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
