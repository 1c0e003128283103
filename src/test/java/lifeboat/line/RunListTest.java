package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.RunRow;
import lifeboat.runbook.StepId;
import org.junit.jupiter.api.Test;

final class RunListTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    private final StringWriter out = new StringWriter();
    private final RunList list = new RunList(new PipedDialogue(new StringReader(""), new PrintWriter(out)), NOW);

    private static RunRow row(String id, Mode mode, boolean finished, String at, List<String> holds, String result) {
        Instant last = Instant.parse(at);
        return new RunRow(
                id,
                "small",
                "Back up a small cluster",
                mode,
                "left",
                Optional.empty(),
                finished,
                last.minusSeconds(90),
                last,
                holds.stream()
                        .map(hold -> new Run.OpenHold(hold, new StepId("down"), last))
                        .toList(),
                result,
                "/state/runs/" + id + "/journal.jsonl");
    }

    @Test
    void whatIsUnfinishedComesFirstWithItsHolds() throws Exception {
        list.print(
                List.of(
                        row("01A", Mode.RUN, true, "2026-11-14T02:00:00Z", List.of(), "done"),
                        row(
                                "01C",
                                Mode.RUN,
                                false,
                                "2026-11-21T02:31:10Z",
                                List.of("ingress-paused", "pachd-down"),
                                ""),
                        row("01B", Mode.REHEARSAL, false, "2026-11-20T02:00:00Z", List.of(), ""),
                        row("01D", Mode.REHEARSAL, true, "2026-11-21T02:59:30Z", List.of(), "failed")),
                List.of(
                        new BookRow(
                                "small",
                                "Back up a small cluster",
                                "Stops it, dumps its databases, copies its bucket, proves both, and starts it again.",
                                List.of(),
                                Optional.of(Instant.parse("2026-11-14T02:00:00Z")),
                                "done"),
                        new BookRow("other", "Something else", "", List.of(), Optional.empty(), "")));
        Golden.assertSame("run-list", out.toString());
    }

    @Test
    void nothingAtAllIsSaidToo() {
        list.print(List.of(), List.of());
        assertThat(out.toString().lines()).containsExactly("Runbooks", "  None was found.");
    }

    @Test
    void aTitleCannotSteerTheTerminal() {
        list.print(List.of(), List.of(new BookRow("x", "\u001b]0;mine\u0007", "", List.of(), Optional.empty(), "")));
        assertThat(out.toString()).doesNotContain("\u001b").contains("\u241b]0;mine\u2407");
    }
}
