package lifeboat.pachyderm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.Nodetool;
import lifeboat.cluster.helm.HelmCommands;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.runbook.PayloadsTest;
import org.junit.jupiter.api.Test;

/** Argument lists that are made of texts from outside: such a text is refused, or never stands where an option could. */
@Fault("F57")
class PayloadCommandsTest {
    private static final Path FILE = Path.of("/b/file");

    /** Makes an argument list of a text. */
    private interface Maker {
        List<String> of(String text) throws PachctlException, AtlasException;
    }

    private static void neverAnOption(Tally tally, Maker maker) {
        for (String payload : PayloadsTest.payloads()) {
            tally.injected();
            try {
                List<String> argv = maker.of(payload);
                for (int at = 1; at < argv.size(); at++) {
                    boolean value = argv.get(at - 1).startsWith("-");
                    boolean theirs =
                            argv.get(at).contains(payload) && argv.get(at).startsWith(payload.substring(0, 1));
                    assertThat(theirs && argv.get(at).startsWith("-") && !value)
                            .as("%s in %s", payload, argv)
                            .isFalse();
                }
            } catch (PachctlException | AtlasException | IllegalArgumentException refused) {
                assertThat(refused).hasMessageNotContaining("index out of");
            }
            tally.survived();
        }
    }

    @Test
    void ofPachctl(Tally tally) {
        CommandLines lines = new CommandLines(Optional.empty());
        neverAnOption(tally, text -> lines.file(text, FILE));
        neverAnOption(tally, text -> lines.file(text + "@c:/f", FILE));
        neverAnOption(tally, text -> lines.file("project/" + text + "@c:/f", FILE));
    }

    @Test
    void ofNodetool(Tally tally) throws Exception {
        Nodetool nodetool = new Nodetool("ssh", "atlas");
        neverAnOption(tally, nodetool::describe);
        neverAnOption(tally, text -> nodetool.snapshot("node1", text));
        neverAnOption(tally, text -> nodetool.refresh("node1", text));
        neverAnOption(tally, text -> new Nodetool("ssh", text).snapshot("node1", "one"));
        neverAnOption(tally, text -> new Nodetool("ssh", text).tables("node1"));
    }

    @Test
    void ofHelm(Tally tally) {
        HelmCommands helm = new HelmCommands("helm", Optional.of(Path.of("/k")), "lab", "pachyderm");
        Duration soon = Duration.ofMinutes(5);
        neverAnOption(tally, text -> helm.uninstall(text, "run R1", soon));
        neverAnOption(
                tally,
                text -> helm.install(
                        "pachyderm", new HelmCommands.Chart(text, "2.8.10", Optional.empty()), FILE, "run R1", soon));
        neverAnOption(
                tally,
                text -> helm.install(
                        "pachyderm", new HelmCommands.Chart("p/p", text, Optional.empty()), FILE, "run R1", soon));
    }
}
