package lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.terminal.AllowedBytes;
import lifeboat.terminal.HostileTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers and complaints of every command, with whatever is in them. */
@Fault("F56")
@SuppressWarnings("NullAway.Init")
class HostileComplaintsTest {
    private static final int TEXTS = 10_000;
    private static final List<List<String>> COMMANDS = List.of(
            List.of("run"),
            List.of("show"),
            List.of("check"),
            List.of("resume"),
            List.of("audit", "show"),
            List.of("audit", "verify"),
            List.of("audit", "verify", "none", "--head"),
            List.of("audit", "export", "none", "--format"),
            List.of("run", "pachyderm-backup", "--set"));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private Machine machine() {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Machine(
                Map.of(
                        "LIFEBOAT_STATE", directory.resolve("state").toString(),
                        "LIFEBOAT_CONFIG", directory.resolve("config").toString()),
                directory,
                "mira",
                "bastion1",
                InstantSource.system(),
                out,
                out,
                false,
                false);
    }

    @Test
    void whatIsSaidSteersNothing(Tally tally) {
        Machine machine = machine();
        for (long seed = 0; seed < TEXTS; seed++) {
            tally.injected();
            printed.reset();
            machine.say(HostileTexts.of(seed));
            machine.complain(HostileTexts.of(seed));
            AllowedBytes.assertLines(printed.toByteArray());
            tally.survived();
        }
    }

    @Test
    void anArgumentThatIsRepeatedInAComplaintSteersNothing(Tally tally) {
        Cli cli = new Cli(new Wiring(machine()));
        for (int seed = 0; seed < TEXTS / 100; seed++) {
            tally.injected();
            printed.reset();
            // No argument of a program holds a zero byte.
            String text = HostileTexts.of(seed).replace("\0", "");
            List<String> command = new java.util.ArrayList<>(COMMANDS.get(seed % COMMANDS.size()));
            command.add("x" + text);

            int code = cli.execute(command.toArray(String[]::new));

            assertThat(code).as("%s: %s", command, printed).isNotZero();
            assertThat(printed.size()).isPositive();
            AllowedBytes.assertLines(printed.toByteArray());
            tally.survived();
        }
    }

    @Test
    void aRunbookIsCheckedWithoutSteeringAnything(Tally tally) throws Exception {
        Cli cli = new Cli(new Wiring(machine()));
        Path file = directory.resolve("book.yaml");
        for (long seed = 0; seed < TEXTS / 100; seed++) {
            tally.injected();
            printed.reset();
            Files.writeString(
                    file,
                    "id: x\ntitle: '"
                            + HostileTexts.of(seed).replace('\ud800', '?').replaceAll("[\\ud800-\\udfff]", "?")
                            + "'\n");

            assertThat(cli.execute(new String[] {"check", file.toString()})).isEqualTo(ExitCodes.USAGE);
            AllowedBytes.assertLines(printed.toByteArray());
            tally.survived();
        }
    }
}
