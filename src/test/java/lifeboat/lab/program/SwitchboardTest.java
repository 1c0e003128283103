package lifeboat.lab.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that are played in this process, called as programs. */
@SuppressWarnings("NullAway.Init")
class SwitchboardTest {
    @TempDir
    Path folder;

    private Switchboard switchboard;
    private Path home;

    @BeforeEach
    void open() throws IOException {
        home = folder.resolve("it's a $home");
        switchboard = Switchboard.open(home, Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    @AfterEach
    void close() throws IOException {
        switchboard.close();
    }

    private record Said(int code, byte[] out, String err) {
        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    private Path install(Played played) throws IOException {
        return switchboard.install(folder.resolve("played"), "nothing", List.of("ODD", "UNSET"), played);
    }

    private Path streaming(Played played) throws IOException {
        return switchboard.install(
                folder.resolve("streaming"), "nothing", List.of("ODD", "UNSET"), List.of("*"), played);
    }

    private ProcessBuilder builder(Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("ODD", "a \"b\" $c");
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dno=good");
        return builder;
    }

    private Said call(byte[] input, Path program, String... arguments) throws Exception {
        Path in = Files.write(folder.resolve("in"), input);
        Process process = builder(program, arguments).redirectInput(in.toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Said(
                process.exitValue(),
                Files.readAllBytes(folder.resolve("out")),
                Files.readString(folder.resolve("err")));
    }

    private void noShell() throws IOException {
        switchboard.close();
        switchboard = Switchboard.open(
                home, Path.of(System.getProperty("java.home"), "bin", "java"), folder.resolve("no-such-shell"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void arguments_variables_and_directory_arrive_as_they_were_and_the_exit_code_comes_back(boolean shell)
            throws Exception {
        if (!shell) {
            noShell();
        }
        Path program = install(invocation -> {
            invocation.print(String.join("|", invocation.arguments()) + "\n" + invocation.variable("ODD") + "\n"
                    + invocation.variable("UNSET") + "\n" + invocation.directory());
            invocation.complain("and on the other side");
            return invocation.arguments().size() == 4;
        });
        Said said = call(new byte[0], program, "", "two words", "--x='y'", "\u00e9\u4e2d");
        assertThat(said.code()).isZero();
        assertThat(said.text())
                .isEqualTo("|two words|--x='y'|\u00e9\u4e2d\na \"b\" $c\n\n"
                        + Path.of("").toAbsolutePath());
        assertThat(said.err()).isEqualTo("and on the other side");
        assertThat(call(new byte[0], program).code()).isEqualTo(1);
    }

    @Test
    void input_and_output_of_any_size_pass_unchanged() throws Exception {
        byte[] input = new byte[300_001];
        new SplittableRandom(7).nextBytes(input);
        Path program = streaming(invocation -> {
            invocation.in().transferTo(invocation.out());
            return true;
        });
        assertThat(call(input, program).out()).isEqualTo(input);
        assertThat(call(new byte[0], program).out()).isEmpty();

        Path saying = install(invocation -> {
            assertThat(invocation.in().read()).isEqualTo(-1);
            invocation.out().write(input);
            return true;
        });
        assertThat(call(new byte[0], saying).out()).isEqualTo(input);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_program_that_fails_says_why(boolean shell) throws Exception {
        if (!shell) {
            noShell();
        }
        Path program = install(invocation -> {
            throw new IOException("no such thing");
        });
        Said said = call(new byte[0], program);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).isEqualTo("no such thing\n");
        Said broken = call(new byte[0], install(invocation -> {
            throw new IllegalStateException("a fault of ours");
        }));
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.err()).contains("a fault of ours");
    }

    @Test
    void what_is_killed_does_not_go_on() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Path program = install(invocation -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                over.countDown();
            }
            return true;
        });
        Process process = builder(program).start();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        process.destroyForcibly();
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();

        CountDownLatch talks = new CountDownLatch(1);
        CountDownLatch brokeOff = new CountDownLatch(1);
        Path talking = streaming(invocation -> {
            try {
                while (true) {
                    invocation.print("still here\n");
                    talks.countDown();
                }
            } catch (UncheckedIOException gone) {
                brokeOff.countDown();
                throw gone;
            }
        });
        Process second = builder(talking).start();
        assertThat(talks.await(30, TimeUnit.SECONDS)).isTrue();
        second.destroyForcibly();
        assertThat(brokeOff.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void some_words_are_played_with_the_streams_of_the_caller_and_others_are_not() throws Exception {
        Path program =
                switchboard.install(folder.resolve("both"), "nothing", List.of(), List.of("put it"), invocation -> {
                    invocation.print(new String(invocation.in().readAllBytes(), StandardCharsets.UTF_8));
                    return true;
                });
        assertThat(call(bytes("news"), program, "put", "it", "there").text()).isEqualTo("news");
        assertThat(call(bytes("news"), program, "put", "its", "name").out()).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nobody_is_played_to_who_does_not_know_the_token_and_after_the_end() throws Exception {
        Path program = install(invocation -> true);
        assertThat(call(new byte[0], program).code()).isZero();
        String line = Files.readString(home.resolve("line"));
        Files.writeString(home.resolve("line"), line.replaceFirst(" .*", " wrong"));
        assertThat(call(new byte[0], program).code()).isEqualTo(1);
        Files.writeString(home.resolve("line"), line);
        switchboard.close();
        assertThat(call(new byte[0], program).err()).contains("has ended");
        Files.delete(home.resolve("line"));
        assertThat(call(new byte[0], program).err()).contains("has ended");
    }
}
