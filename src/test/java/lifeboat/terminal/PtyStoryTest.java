package lifeboat.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import lifeboat.fault.Fault;
import org.jline.nativ.CLibrary;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.jni.JniTerminalProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real terminal, a real shell and the launcher; {@link TerminalTrial} is what it launches. */
class PtyStoryTest {
    private static final long A_SECOND = 1_000;

    @TempDir
    private Path folder;

    private Tmux tmux;
    private Path heard;

    @BeforeEach
    void install_the_launcher() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed");
        Path launcher = folder.resolve("bin").resolve("lifeboat");
        Files.createDirectories(launcher.getParent());
        Files.copy(Path.of("src", "main", "sh", "lifeboat"), launcher);
        Files.createDirectories(folder.resolve("lib/lifeboat"));
        jar(folder.resolve("lib/lifeboat/lifeboat.jar"));
        heard = folder.resolve("heard");
        tmux = Tmux.start(folder);
        tmux.line("stty -g > before");
        tmux.await("the modes", () -> read(folder.resolve("before")).endsWith("\n"));
    }

    @AfterEach
    void end_the_shell() {
        if (tmux != null) {
            tmux.close();
        }
    }

    @Test
    void an_hour_at_the_terminal() throws Exception {
        launch();
        assertThat(tmux.flags()).isEqualTo("1 0 0");
        tmux.keys("a", "Up", "C-c", "C-\\", "C-s", "M-x", "S-F3", "BTab", "é");
        awaitHeard("key a", "key UP", "key C-c", "key C-\\", "key C-s", "key A-x", "key S-F3", "key S-TAB", "key é");
        tmux.bytes("\033");
        Thread.sleep(40);
        tmux.bytes("[A");
        awaitHeard("key UP");
        tmux.bytes("\033");
        awaitHeard("key ESCAPE");
        tmux.paste("y\nDROP\n");
        awaitHeard("paste y|DROP|");
        tmux.resize(100, 30);
        awaitHeard("size 100x30");
        tmux.awaitScreen("columns=100");

        tmux.keys("C-z");
        tmux.await("the shell", () -> tmux.flags().equals("0 1 0"));
        assertModesAreAsBefore();
        tmux.line("fg; echo ended $?");
        awaitHeard("key C-z", "resumed");
        tmux.await(
                "the picture",
                () -> tmux.flags().equals("1 0 0") && tmux.screen().contains("TRIAL"));

        long java = java();
        long before = ticks(java);
        Thread.sleep(A_SECOND);
        assertThat(ticks(java) - before)
                .as("hundredths of a second of work in an idle one")
                .isLessThanOrEqualTo(5);
        tmux.keys("q");
        tmux.awaitScreen("ended 7");
        assertGivenBack();
    }

    @Test
    @Fault("F07")
    void it_goes_on_after_somebody_else_stopped_it_and_used_the_terminal() throws Exception {
        // A shell without line editing takes the modes in which we leave a terminal that we cannot give back for its
        // end.
        assumeTrue(Tmux.onPath("bash"), "bash is not installed");
        tmux.line("exec bash --norc -i");
        launch();
        signal("STOP", java());
        signal("STOP", parent(java()));
        tmux.awaitScreen("ended 147");
        tmux.line("stty sane; fg");
        awaitHeard("resumed");
        tmux.awaitScreen("TRIAL");
        tmux.keys("C-c", "Enter");
        awaitHeard("key C-c", "key ENTER");
        tmux.keys("q");
        tmux.await("its end", () -> tmux.flags().equals("0 1 0"));
    }

    @ParameterizedTest
    @Fault("F07")
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void a_signal_to_the_launcher_reaches_java_and_the_terminal_is_given_back(String signal, int code)
            throws Exception {
        launch();
        signal(signal, parent(java()));
        tmux.awaitScreen("ended " + code);
        assertGivenBack();
    }

    @Test
    @Fault("F07")
    void the_terminal_is_given_back_even_if_java_is_killed() throws Exception {
        launch();
        signal("KILL", java());
        tmux.awaitScreen("ended 137");
        assertGivenBack();
    }

    @Test
    @Fault("F07")
    void an_exception_is_seen_on_a_terminal_that_was_given_back() throws Exception {
        launch();
        tmux.keys("x");
        tmux.awaitScreen("ended 1");
        assertThat(tmux.screen()).contains("IllegalStateException: as asked");
        assertGivenBack();
    }

    @Test
    @Fault({"F01", "F02"})
    void after_a_hang_up_the_run_lives_on_and_nobody_spins() throws Exception {
        launch("stay");
        long java = java();
        long launcher = parent(java);
        tmux.close();
        await("the hang-up", () -> heard().contains("gone "));
        long before = ticks(java);
        Thread.sleep(A_SECOND);
        assertThat(ticks(java) - before)
                .as("hundredths of a second of work in a second without a terminal")
                .isLessThanOrEqualTo(15);
        Files.createFile(folder.resolve("enough"));
        await("its end", () -> heard().contains("stayed"));
        assertThat(heard().lines().filter(line -> line.startsWith("gone"))).hasSize(1);
        await("the end of both", () -> !isAlive(java) && !isAlive(launcher));
    }

    private void launch(String... more) throws Exception {
        tmux.line("bin/lifeboat heard " + String.join(" ", more) + "; echo ended $?");
        tmux.awaitScreen("TRIAL");
    }

    private void assertGivenBack() throws InterruptedException {
        assertThat(tmux.flags()).isEqualTo("0 1 0");
        assertModesAreAsBefore();
    }

    private void assertModesAreAsBefore() throws InterruptedException {
        tmux.line("stty -g > now");
        tmux.await("the modes", () -> read(folder.resolve("now")).endsWith("\n"));
        assertThat(read(folder.resolve("now"))).isEqualTo(read(folder.resolve("before")));
    }

    /** Waits until these lines were heard, and forgets everything heard so far. */
    private void awaitHeard(String... lines) throws InterruptedException {
        tmux.await(String.join(", ", lines), () -> {
            List<String> left = heard().lines().collect(Collectors.toList());
            for (String line : lines) {
                int at = left.indexOf(line);
                if (at < 0) {
                    return false;
                }
                left = left.subList(at + 1, left.size());
            }
            return true;
        });
        remembered = (int) read(heard).lines().count();
    }

    private int remembered;

    private String heard() {
        return read(heard).lines().skip(remembered).collect(Collectors.joining("\n"));
    }

    private long java() {
        return read(heard)
                .lines()
                .filter(line -> line.startsWith("pid "))
                .map(line -> Long.parseLong(line.substring(4)))
                .findFirst()
                .orElseThrow();
    }

    private static long parent(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .pid();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The work of a process in hundredths of a second. */
    private static long ticks(long pid) {
        String stat = read(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for %s", what).isLessThan(end);
            Thread.sleep(20);
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A jar in the place of ours that starts the trial. */
    private static void jar(Path file) throws IOException, URISyntaxException {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(
                OperatorTerminal.class,
                TerminalTrial.class,
                TerminalScreen.class,
                TerminalBuilder.class,
                JniTerminalProvider.class,
                CLibrary.class)) {
            URL place = type.getProtectionDomain().getCodeSource().getLocation();
            places.add(place.toURI().toString());
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TerminalTrial.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", places));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.finish();
        }
    }
}
