package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lifeboat.fault.Fault;
import lifeboat.terminal.Tmux;
import org.junit.jupiter.api.Test;

/** A second pair of eyes, and a second pair of hands when the terminal of the first goes in mid-dump. */
@Fault({"F01", "F02"})
class WatchedRunTest {
    private static final int TIMES = 3;

    @Test
    void aRunIsWatchedFollowedAfterAHangUpAndTakenOverWhenItParks() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed");
        assumeTrue(Tmux.onPath("pg_dump"), "pg_dump is not installed");
        try (Desk desk = new Desk();
                Seat other = Seat.at(desk)) {
            Path tool = desk.directory().resolve("tools").resolve("pg_dump");
            Files.createDirectories(tool.getParent());
            Files.writeString(tool, waitingDump(desk));
            assertThat(tool.toFile().setExecutable(true)).isTrue();
            Owner owner;
            try (Seat first = Seat.at(desk, "PATH=" + desk.directory() + "/tools:$PATH")) {
                first.types("bin/lifeboat rehearse --auto --keep-lab --objects 20 --backup-dir " + desk.backups());
                Program.await("the dump", () -> desk.tells("action.started", "dump-databases"));
                watches(desk, other);
                owner = Owner.hangUp(desk, first);
            }
            for (long took : reattaches(other)) {
                assertThat(took).as("milliseconds until the run is seen again").isLessThan(20_000);
            }
            doesNotSpin(owner);

            other.types("bin/lifeboat resume; echo ended $?");
            other.sees("FOLLOWING", "worked on by");
            Files.createFile(desk.directory().resolve("go"));
            other.sees("Picked up: run", "hang-up");
            owner.parks();
            other.enters("the end of the popup", () -> !other.screen().contains("Picked up: run"));
            other.isAsked("clone-bucket");
            other.confirms("clone-bucket");
            other.isAsked("resume-pachd");
            other.close();
            Program.await("the second to park", () -> desk.steps("run.left").size() == 2);
            Program.await("its end", () -> desk.processes().stream()
                    .noneMatch(
                            process -> process.info().commandLine().orElse("").contains("lifeboat.jar resume")));
            Program.Ended finished = desk.run("resume", "--auto", "--keep-lab");
            assertThat(finished.code()).as(finished.all()).isZero();
            Map<String, Integer> changes = desk.lab().changes();
            assertThat(changes).isEqualTo(LabView.wholeBackup());
        }
    }

    /** Says that it is newer than the real one, so that it is chosen, and waits before it works. */
    private static String waitingDump(Desk desk) {
        return """
                #!/bin/sh
                PATH=${PATH#*:}
                case "$*" in
                *--version*)
                    pg_dump --version | sed 's/\\([0-9]\\.[0-9]*\\)/\\1.1/'
                    exit 0
                    ;;
                esac
                while ! [ -e %s/go ]; do sleep 0.05; done
                exec pg_dump "$@"
                """
                .formatted(desk.directory());
    }

    /** It sees the same and can do nothing. */
    private static void watches(Desk desk, Seat seat) throws Exception {
        int before = desk.journal().size();
        seat.types("bin/lifeboat watch; echo ended $?");
        seat.sees("FOLLOWING", "scale-down-pachd", "done", "dump-databases", "now");
        for (String key : List.of("Enter", "r", "s", "u", "x", "n", "b")) {
            seat.presses(key);
            seat.sees("another process works on this run");
        }
        seat.presses("C-l");
        assertThat(desk.journal()).hasSize(before);
        seat.presses("q");
        seat.hasTheShellAgain(0);
        Program lines = desk.lifeboat("watch", "--line");
        Program.await("the line", () -> tells(lines, "action.started dump-databases"));
        lines.terminate();
        lines.ended();
    }

    private static boolean tells(Program program, String text) {
        try {
            return program.out().contains(text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Long> reattaches(Seat seat) throws Exception {
        List<Long> took = new ArrayList<>();
        for (int time = 0; time < TIMES; time++) {
            seat.types("clear; bin/lifeboat resume; echo ended $?");
            long began = System.nanoTime();
            seat.sees("FOLLOWING");
            took.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
            seat.presses("q");
            seat.sees("ended ");
        }
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "reattached.txt"), took + " ms\n");
        return took;
    }

    private static void doesNotSpin(Owner owner) throws InterruptedException {
        long before = owner.ticks();
        TimeUnit.SECONDS.sleep(1);
        assertThat(owner.ticks() - before)
                .as("hundredths of a second of work in a second in which it only waits")
                .isLessThanOrEqualTo(15);
    }
}
