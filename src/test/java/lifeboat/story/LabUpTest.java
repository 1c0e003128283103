package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabUpTest {
    @Test
    void aLabSaysHowItIsReachedAndLeavesNothingWhenItEnds() throws Exception {
        try (Desk desk = new Desk()) {
            Program lab = desk.lifeboat("lab", "--objects", "40");
            Program.await("the lab", () -> said(lab).contains("Ctrl-C ends it.\n") || !lab.isAlive());
            assertThat(lab.isAlive()).as(said(lab)).isTrue();

            if (desk.has("kubectl", "version", "--client")) {
                assertThat(printed(desk, lab, "kubectl -n ")).contains("pachd-").contains("Running");
            }
            if (desk.has("psql", "--version")) {
                // The printed command opens a session; what is asked in it comes from its standard input.
                assertThat(printed(desk, lab, "psql ", " -Atc 'select count(*) > 0 from pfs.commits'"))
                        .isEqualTo("t\n");
            }
            if (desk.has("aws", "--version")) {
                assertThat(printed(desk, lab, "aws ", " --query 'length(Contents)'"))
                        .isEqualTo("40\n");
            }
            assertThat(printed(desk, lab, desk.state().toString())).contains("pachd ");

            List<Long> before =
                    desk.processes().stream().map(ProcessHandle::pid).toList();
            assertThat(before).hasSizeGreaterThan(1);
            lab.terminate();
            lab.ended();
            Program.await("the end of its processes", () -> desk.processes().isEmpty());
            try (Stream<java.nio.file.Path> left = Files.list(desk.state().resolve("labs"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    @Test
    void aLabWithAnAtlasDbSaysHowThatIsReachedAndItIs() throws Exception {
        try (Desk desk = new Desk()) {
            Program lab = desk.lifeboat("lab", "--objects", "10", "--atlas-version", "0.309.0");
            Program.await("the lab", () -> said(lab).contains("Ctrl-C ends it.\n") || !lab.isAlive());
            assertThat(lab.isAlive()).as(said(lab)).isTrue();
            List<String> commands = lab.out()
                    .lines()
                    .dropWhile(line -> !line.startsWith("AtlasDB 0.309.0, with its service at http://127.0.0.1:"))
                    .skip(1)
                    .filter(line -> line.contains("/bin/") || line.contains("psql"))
                    .map(line -> line.replaceFirst("  #.*$", ""))
                    .toList();
            assertThat(commands).hasSize(6);
            for (String command : commands) {
                String asked =
                        command.contains("psql") ? command + " -Atc 'select count(*) > 9 from _transactions'" : command;
                Program.Ended ended = desk.shell(asked);
                assertThat(ended.code()).as(asked + "\n" + ended.all()).isZero();
                // The first stops the service, and is followed by the one that starts it again.
                if (command.endsWith("/stop-service")) {
                    Program.Ended started = desk.shell(command.replace("/stop-service", "/start-service"));
                    assertThat(started.code()).as(started.all()).isZero();
                } else {
                    assertThat(ended.out()).containsAnyOf("The Fresh timestamp is: ", "Lab Cluster", "t\n");
                }
            }
            lab.terminate();
            lab.ended();
        }
    }

    /** Runs the printed line that begins so, after the printed exports, and hands out what it says. */
    private static String printed(Desk desk, Program lab, String begin, String... more) throws Exception {
        List<String> lines = lab.out().lines().toList();
        String exports =
                lines.stream().filter(line -> line.startsWith("export ")).collect(Collectors.joining("\n"));
        String command = lines.stream()
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line begins with " + begin));
        Program.Ended ended = desk.shell(exports + "\n" + command + String.join("", more));
        assertThat(ended.code()).as(command + "\n" + ended.all()).isZero();
        return ended.out();
    }

    private static String said(Program program) {
        try {
            return program.out();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
