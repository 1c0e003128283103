package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import lifeboat.fault.Fault;
import lifeboat.terminal.Tmux;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The terminal goes in mid-dump, then Java is killed, on terminals that can show less and less; hostile texts are about. */
@SuppressWarnings("NullAway.Init")
class ScreenBreaksOffTest {
    /** A title, a reset, another title with the C1 character, and a bell. */
    private static final String HOSTILE = "\u001b]0;owned\u0007\u001bc\u009d0;owned\u0007";

    private static final String HARMLESS = "␛]0;owned␇␛c<U+009D>0;owned␇";

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[([0-9;]*;)?([34][0-8]|9[0-7]|10[0-7])(;[0-9;]*)?m");

    private Desk desk;
    private Seat seat;

    @BeforeEach
    void openTheDesk() throws Exception {
        assumeTrue(Tmux.isThere(), "tmux is not installed");
        assumeTrue(Tmux.onPath("pg_dump"), "pg_dump is not installed");
        desk = new Desk();
        Path slow = desk.directory().resolve("tools").resolve("pg_dump");
        Files.createDirectories(slow.getParent());
        Files.writeString(slow, slowDump());
        assertThat(slow.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void closeTheDesk() throws Exception {
        if (seat != null) {
            seat.close();
        }
        if (desk != null) {
            desk.close();
        }
    }

    /** Says that it is newer than the real one, so that it is chosen; prints and waits before it works. */
    private String slowDump() {
        return """
                #!/bin/sh
                PATH=${PATH#*:}
                case "$*" in
                *--version*)
                    pg_dump --version | sed 's/\\([0-9]\\.[0-9]*\\)/\\1.1/'
                    exit 0
                    ;;
                esac
                printf 'warning: \\033]0;owned\\007\\033c\\302\\2350;owned\\007\\n' >&2
                while ! [ -e %s/go ]; do sleep 0.05; done
                exec pg_dump "$@"
                """
                .formatted(desk.directory());
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    @Fault({"F01", "F07"})
    void whatWasBegunEndsAndWhatIsLeftIsTakenUpAgain() throws Exception {
        hangsUpInMidDump();
        runsOutOfAColourfulTerminal();
        isKilled();
        seat.types("clear; bin/lifeboat resume");
        seat.sees("Picked up: run", "a kill, power or a lost machine");
        seat.close();
        Program.await("the end of the run", () -> List.of("run.left", "sealed").contains(lastAction()));

        Program.Ended noTerminal = desk.run("resume");
        assertThat(noTerminal.code()).as(noTerminal.all()).isEqualTo(3);
        assertThat(noTerminal.err()).isEqualTo("lifeboat: line mode. Standard input is not a terminal.\n");
        Program.Ended resumed = desk.run("resume", "--line", "--auto", "--keep-lab");
        assertThat(resumed.code()).as(resumed.all()).isZero();
        assertThat(resumed.err()).isEmpty();
        Map<String, Integer> changes = desk.lab().changes();
        assertThat(changes.remove("update Pod etcd-0")).as("our own").isEqualTo(1);
        assertThat(changes).isEqualTo(LabView.wholeBackup());
        assertThat(desk.lab().writes())
                .hasSize(50)
                .allSatisfy((key, times) -> assertThat(times).as(key).isEqualTo(1));
        JsonNode done = desk.summary();
        assertThat(done.path("result").asText()).isEqualTo("done");
        Program.Ended verified = desk.run("audit", "verify", done.path("run").asText());
        assertThat(verified.code()).as(verified.all()).isZero();
    }

    private String lastAction() {
        List<JsonNode> records = desk.journal();
        return records.get(records.size() - 1).at("/event/action").asText();
    }

    /** The dump that was under way is done well, no other begins, and the run is parked. */
    private void hangsUpInMidDump() throws Exception {
        seat = Seat.at(desk, "PATH=" + desk.directory() + "/tools:$PATH");
        Path heard = desk.directory().resolve("heard");
        seat.tmux().pipe(heard);
        seat.types("bin/lifeboat rehearse --objects 50 --backup-dir " + desk.backups());
        seat.sees("ready to begin");
        seat.presses("Enter");
        seat.isAsked("announce-outage");
        showsHostilePodsAsTheyAre();
        seat.confirms("announce-outage");
        seat.didByHand("pause-ingress", "none");
        seat.confirms("scale-down-pachd");
        seat.confirms("scale-down-workers");
        seat.confirms("scale-down-pachw");
        seat.sees("warning: " + HARMLESS);
        assertNothingHostile(heard);
        ProcessHandle java = seat.java();
        seat.close();
        assertThat(java.isAlive()).isTrue();
        Files.createFile(desk.directory().resolve("go"));
        Program.await("the end of the program", () -> !java.isAlive());

        assertThat(desk.steps("action.begun"))
                .filteredOn("dump-databases"::equals)
                .hasSize(1);
        assertThat(desk.steps("action.ended")).hasSameSizeAs(desk.steps("action.begun"));
        assertThat(desk.journal())
                .filteredOn(record -> record.at("/event/action").asText().equals("action.ended"))
                .allMatch(record -> record.at("/event/outcome").asText().equals("success"));
        assertThat(desk.steps("run.left")).hasSize(1);
        assertThat(desk.summary().path("state").asText()).isEqualTo("unfinished");
        assertThat(desk.lab().replicas("pachd")).isZero();
    }

    /** A pod's name is a DNS label, but its state and what is said about it can be anything. */
    private void showsHostilePodsAsTheyAre() throws Exception {
        String status = "/api/v1/namespaces/pachyderm/pods/etcd-0/status";
        ObjectNode pod = (ObjectNode) desk.lab().cluster("GET", "/api/v1/namespaces/pachyderm/pods/etcd-0", "");
        ArrayNode containers = (ArrayNode) pod.at("/status/containerStatuses");
        ObjectNode waiting = ((ObjectNode) containers.get(0)).putObject("state").putObject("waiting");
        waiting.put("reason", HOSTILE).put("message", "why: " + HOSTILE);
        desk.lab().cluster("PUT", status, pod.toString());
        seat.tmux().resize(140, 45);
        seat.presses("4", "z");
        seat.sees("etcd-0", "␛]0;owned␇␛c");
        seat.presses("/");
        seat.tmux().bytes("etcd");
        seat.presses("Enter", "Enter");
        seat.sees("why: " + HARMLESS);
        seat.presses("Escape");
        seat.awaits("the end of the details", () -> !seat.screen().contains("why: "));
        // Escape and another key at once would be the other key with Alt.
        seat.presses("Escape");
        seat.sees("pachd-");
        seat.presses("z", "Escape");
        seat.awaits("the step", () -> !seat.screen().contains("▸PODS"));
        seat.resizes(80, 24);
    }

    private static void assertNothingHostile(Path heard) throws Exception {
        String bytes = Files.readString(heard, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("owned").doesNotContain("\u001b]0;owned", "\u001bc", "\u00c2\u009d", "owned\u0007");
    }

    /** The launcher and the run on a console without colours and with ASCII alone. */
    private void runsOutOfAColourfulTerminal() throws Exception {
        seat = Seat.at(
                desk, "PATH=" + desk.directory() + "/tools:$PATH", "NO_COLOR=1", "TERM=linux", "LANG=C", "LC_ALL=C");
        Path heard = desk.directory().resolve("heard.ascii");
        seat.tmux().pipe(heard);
        seat.types("bin/lifeboat; echo ended $?");
        seat.sees("UNFINISHED", "RUNBOOKS", "> Back up Pachyderm", "pachd-down");
        seat.presses("Enter");
        seat.sees("Picked up: run", "Left     ");
        assertThat(seat.screen()).doesNotContain("the operator left", "the screen was closed");
        seat.enters("the end of the popup", () -> !seat.screen().contains("Picked up: run"));
        seat.isAsked("clone-bucket");
        seat.sees("scale-down-pachd done", "clone-bucket      now", "HOLDS 4", "PODS 4 of", "?]0;owned");
        String bytes = Files.readString(heard, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("clone-bucket").matches("\\p{ASCII}*");
        assertThat(COLOUR.matcher(bytes).find()).as("a colour").isFalse();
    }

    private void isKilled() throws Exception {
        ProcessHandle java = seat.java();
        assertThat(java.destroyForcibly()).isTrue();
        seat.hasTheShellAgain(137);
        seat.close();
        seat = Seat.at(desk);
    }
}
