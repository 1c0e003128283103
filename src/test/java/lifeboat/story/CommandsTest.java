package lifeboat.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@SuppressWarnings("NullAway.Init")
class CommandsTest {
    private static final String BOOK = "runbooks/pachyderm-backup.yaml";

    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        desk = new Desk();
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    @Test
    void everyCommandSaysHowItIsUsedAndWhichVersionItIs() throws Exception {
        for (String command : List.of(
                "",
                "run",
                "rehearse",
                "resume",
                "watch",
                "runs",
                "audit",
                "audit verify",
                "audit show",
                "audit export",
                "audit signer",
                "check",
                "show",
                "lab",
                "completion")) {
            Program.Ended help = desk.run((command + " --help").strip().split(" ", -1));
            assertThat(help.code()).as(command + help.all()).isZero();
            assertThat(help.out()).as(command).contains("Usage: lifeboat" + (command.isEmpty() ? "" : " " + command));
            assertThat(help.err()).as(command).isEmpty();
            Program.Ended version = desk.run((command + " --version").strip().split(" ", -1));
            assertThat(version.code()).as(command + version.all()).isZero();
            assertThat(version.out()).as(command).matches("lifeboat \\S+\n");
        }
        assertThat(desk.runFolder()).isEmpty();
    }

    @Test
    void nobodyAnswersByItselfOutsideOfARehearsal() throws Exception {
        Program.Ended refused = desk.run("run", "pachyderm-backup", "--auto");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("--auto is refused for anything but a rehearsal")
                .contains("HINT: ");
        assertThat(desk.runFolder()).isEmpty();
    }

    @Test
    void anUnknownRunbookIsSaidToBeUnknownAndTheKnownOnesAreNamed() throws Exception {
        for (String command : List.of("run", "rehearse", "show")) {
            Program.Ended refused = desk.run(command, "no-such-book");
            assertThat(refused.code()).as(refused.all()).isEqualTo(2);
            assertThat(refused.err()).contains("no-such-book").contains("pachyderm-backup");
        }
        assertThat(desk.processes()).isEmpty();
    }

    @Test
    void aBadRunbookIsRefusedAtItsLineAndColumn() throws Exception {
        Path bad = desk.directory().resolve("bad.yaml");
        Files.writeString(bad, Files.readString(Path.of(BOOK)).replace("required: true", "requiered: true"));
        Desk.copyFragments(desk.directory());
        for (String command : List.of("check", "rehearse", "run")) {
            Program.Ended refused = desk.run(command, bad.toString());
            assertThat(refused.code()).as(refused.all()).isEqualTo(2);
            assertThat(refused.all().lines().filter(line -> line.contains("bad.yaml:")))
                    .isNotEmpty()
                    .allMatch(line -> line.replace("lifeboat: ", "").matches(bad + ":\\d+:\\d+: .*"));
            assertThat(refused.all()).contains("requiered");
        }
        assertThat(desk.runFolder()).isEmpty();
    }

    @Test
    void aGoodRunbookIsFoundGoodAndCanBeRead() throws Exception {
        Program.Ended checked = desk.run("check", BOOK);
        assertThat(checked.code()).isZero();
        assertThat(checked.out()).contains("ok, pachyderm-backup, 29 steps, 15 fragments");
        Program.Ended shown = desk.run("show", "pachyderm-backup");
        assertThat(shown.code()).isZero();
        assertThat(shown.out())
                .contains("Scale pachd to zero")
                .contains("kubectl -n")
                .contains("Tell the users");
    }

    @Test
    void withoutRunsThereIsNothingToListOrToResume() throws Exception {
        Program.Ended resumed = desk.run("resume");
        assertThat(resumed.code()).isEqualTo(5);
        assertThat(resumed.err()).contains("there is no unfinished run");
        Program.Ended listed = desk.run("runs", "--json");
        assertThat(listed.code()).isZero();
        assertThat(new ObjectMapper().readTree(listed.out()).isArray()).isTrue();
        Program.Ended bare = desk.run();
        assertThat(bare.code()).isZero();
        assertThat(bare.out()).contains("pachyderm-backup").contains("lifeboat rehearse BOOK");
    }

    @Test
    void theCompletionIsAScriptThatBashTakes() throws Exception {
        Program.Ended completion = desk.run("completion");
        assertThat(completion.code()).isZero();
        Path script = desk.directory().resolve("completion.bash");
        Files.writeString(script, completion.out());
        Program.Ended parsed = desk.tool("bash", "-n", script.toString());
        assertThat(parsed.code()).as(parsed.err()).isZero();
        Program.Ended completed = desk.shell(". " + script
                + " && COMP_WORDS=(lifeboat reh) COMP_CWORD=1 && _complete_lifeboat && echo \"${COMPREPLY[@]}\"");
        assertThat(completed.out()).as(completed.err()).isEqualTo("rehearse\n");
    }

    @Test
    void aBucketThatIsNotThereIsFoundBeforeAnythingIsChanged() throws Exception {
        Program.Ended refused = rehearse("bucket=nope");
        assertThat(refused.code()).as(refused.all()).isEqualTo(4);
        assertThat(refused.all()).contains("nope");
        assertThat(desk.lab().changes()).isEmpty();
        assertThat(desk.lab().writes()).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "lifeboat.soak", matches = "true")
    void aBackupIntoItsOwnSourceIsRefusedBeforeAnythingIsChanged() throws Exception {
        Program.Ended refused = rehearse("backup_bucket=pach-data");
        assertThat(refused.code()).as(refused.all()).isEqualTo(4);
        assertThat(refused.out()).contains("pach-data").contains("Refused before anything was changed.");
        assertThat(desk.lab().changes()).isEmpty();
        assertThat(desk.lab().writes()).isEmpty();
        assertThat(desk.summary().path("result").asText()).isEqualTo("refused");
        assertThat(desk.summary().path("open_holds")).isEmpty();
    }

    private Program.Ended rehearse(String parameter) throws Exception {
        return desk.run(
                "rehearse",
                "--line",
                "--auto",
                "--keep-lab",
                "--objects",
                "20",
                "--backup-dir",
                desk.backups().toString(),
                "-p",
                parameter);
    }
}
