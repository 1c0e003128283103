package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.terminal.Tmux;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real program on a real terminal that is resized without end, or sends what nobody typed. */
@SuppressWarnings("NullAway.Init")
class StormTest {
    private static final int RESIZES = Integer.getInteger("lifeboat.resizes", 1000);
    private static final int PIECES = Integer.getInteger("lifeboat.garbage", 1000);
    private static final int PIECES_AT_ONCE = 50;

    /** What is typed sooner after a question or a paste counts for nothing, and only a clock tells how soon it is. */
    private static final long SOON = 400_000_000;

    private static final long SEED = Long.getLong("lifeboat.seed", 11);

    private Desk desk;
    private Seat seat;

    /** A run that asks for its first step, on the full screen. */
    @BeforeEach
    void sitDown() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed");
        desk = new Desk();
        Path book = desk.directory().resolve("storm.yaml");
        Files.copy(Path.of("src", "test", "resources", "story", "storm.yaml"), book);
        Program.Ended left = desk.run("run", book.toString(), "--line", "--parameter", "folder=" + desk.directory());
        assertThat(left.code()).as(left.all()).isEqualTo(3);
        seat = Seat.at(desk);
        seat.types("bin/lifeboat resume; echo ended $?");
        seat.sees("Picked up: run");
        seat.enters("the end of the popup", () -> !seat.screen().contains("Picked up: run"));
        seat.isAsked("make");
    }

    @AfterEach
    void getUp() throws Exception {
        if (seat != null) {
            seat.close();
        }
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    @Fault({"F05", "F07"})
    void noStormOfSizesLosesAnything(Tally tally) throws Exception {
        String before = inShort(seat.screen());
        ProcessHandle java = seat.java();
        int records = desk.journal().size();
        assertThat(desk.shell(storm(seat.tmux().device())).all()).isEmpty();
        seat.tmux().resize(1, 1);
        seat.tmux().resize(500, 200);
        seat.awaits("a picture of 500x200", () -> seat.screen().lines().anyMatch(line -> line.length() > 480));
        seat.tmux().resize(59, 14);
        seat.sees("needs at least 60x15, this is 59x14");
        seat.presses("Enter", "q", "x");
        seat.tmux().resize(80, 24);
        seat.presses("C-l");
        seat.awaits("what was shown before", () -> inShort(seat.screen()).equals(before));
        assertThat(java.isAlive()).isTrue();
        assertThat(desk.journal()).as("a key that nobody saw the effect of").hasSize(records);
        tally.survived(RESIZES + 3);
        leaves();
        onATerminalThatCanDoNothing();
        tally.survived(1);
    }

    /** The pictures change only in times. */
    private static String inShort(String screen) {
        return screen.replaceAll("[0-9]+", "0").replaceAll("(0[a-z]+ ?)+", "0").replaceAll(" +", " ");
    }

    /** Each change of the size is one SIGWINCH. */
    private static String storm(String device) {
        return """
                i=0
                while [ $i -lt %d ]; do
                    case $((i %% 5)) in
                    0) size='rows 1 cols 1' ;;
                    1) size='rows 200 cols 500' ;;
                    2) size='rows 24 cols 80' ;;
                    3) size="rows $((i %% 90 + 2)) cols $((i %% 170 + 3))" ;;
                    *) size='rows 23 cols 79' ;;
                    esac
                    stty -F %s $size || exit 1
                    i=$((i + 1))
                done
                stty -F %s rows 24 cols 80
                """
                .formatted(RESIZES, device, device);
    }

    private void leaves() throws Exception {
        seat.presses("q");
        seat.sees("The ticket:");
        seat.presses("q");
        seat.hasTheShellAgain(3);
    }

    private void onATerminalThatCanDoNothing() throws Exception {
        seat.types("clear; TERM=dumb bin/lifeboat resume; echo ended $?");
        seat.sees("line mode", "leave] >");
        assertThat(seat.tmux().flags()).isEqualTo("0 1 0");
        int before = desk.steps("step.confirmed").size();
        seat.presses("Enter");
        // What is typed the moment a question comes counts as typed before it could be read.
        seat.standsStill();
        seat.types("leave");
        seat.sees("Left unfinished");
        seat.hasTheShellAgain(3);
        assertThat(desk.steps("step.confirmed")).hasSize(before);
    }

    @Test
    @Fault("F06")
    void whatNobodyTypedConfirmsNothing(Tally tally) throws Exception {
        Random random = new Random(SEED);
        int records = desk.journal().size();
        for (String pasted : List.of("\n", "yes\n", "y\n\n", "\r\r\r", "\033[201~\n", "made\n")) {
            seat.tmux().paste(pasted);
            seat.asksForTheKeys();
            tally.survived(1);
        }
        for (int sent = 0; sent < PIECES; sent += PIECES_AT_ONCE) {
            StringBuilder garbage = new StringBuilder();
            for (int piece = 0; piece < PIECES_AT_ONCE; piece++) {
                garbage.append(garbage(random));
            }
            seat.tmux().bytes(garbage.toString());
            seat.asksForTheKeys();
            tally.survived(PIECES_AT_ONCE);
        }
        assertThat(desk.journal()).hasSize(records);
        seat.confirms("make");
        seat.sees("2/2  Remove the file", "[Enter] type the name");
        asksForTheName();
        for (String pasted : List.of("made", "made\n", "made\r")) {
            seat.tmux().paste(pasted);
            seat.sees("pasted text does not confirm");
            tally.survived(1);
        }
        seat.pressesUntil("Escape", "the end of the popup", () -> !seat.screen().contains("to go on:"));
        assertThat(desk.steps("step.confirmed")).containsExactly("make");
        asksForTheName();
        LockSupport.parkNanos(SOON);
        seat.tmux().bytes("made");
        seat.enters("the yes in the audit", () -> desk.tells("step.confirmed", "remove"));
        seat.awaits("the end", () -> desk.steps("run.closed").size() == 1);
        assertThat(desk.directory().resolve("made")).doesNotExist();
    }

    private void asksForTheName() throws Exception {
        seat.enters("the popup", () -> seat.screen().contains("Type made to go on:"));
    }

    /** Something that no key sends: the start of a control sequence with parameters, or text that is none. */
    private static String garbage(Random random) {
        String parameters = random.nextInt(9999) + ";" + random.nextInt(9999);
        switch (random.nextInt(6)) {
            case 0:
                return "\033[" + parameters + (char) ('f' + random.nextInt(10));
            case 1:
                return "\033[?" + parameters + (random.nextBoolean() ? "c" : "n");
            case 2:
                return "\033]" + random.nextInt(100) + ";rgb:ffff/" + parameters + "\033\\";
            case 3:
                return "\033P1$r" + parameters + "m\033\\";
            case 4:
                return "\033[>" + parameters + ";" + parameters + "c";
            default:
                return "\u0000\u0080\u009b\uFFFD";
        }
    }
}
