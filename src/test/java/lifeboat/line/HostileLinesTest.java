package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lifeboat.fault.Fault;
import lifeboat.fault.Tally;
import lifeboat.run.BookRow;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.run.RunRow;
import lifeboat.runbook.StepId;
import lifeboat.terminal.AllowedBytes;
import lifeboat.terminal.HostileTexts;
import org.junit.jupiter.api.Test;

/** Line mode prints lines, whatever is in them. */
@Fault("F56")
class HostileLinesTest {
    private static final int TEXTS = 10_000;

    @Test
    void whatIsSaidAskedAndAnsweredSteersNothing(Tally tally) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintWriter out = new PrintWriter(bytes, true, StandardCharsets.UTF_8);
        for (long seed = 0; seed < TEXTS; seed++) {
            tally.injected();
            bytes.reset();
            String text = HostileTexts.of(seed);
            Dialogue dialogue = new PipedDialogue(new StringReader(text + "\n" + text), out);
            Talk talk = new Talk(dialogue);
            talk.page().line(text);
            talk.page().lines("  ", text);
            talk.page().prose("    ", text);
            dialogue.print(text);
            talk.text(text, text);
            new AutoDialogue(dialogue).ask(new Prompt(text, List.of(text), Prompt.Kind.PLAIN, Optional.of(text)));
            AllowedBytes.assertLines(bytes.toByteArray());
            // What looks like a line of ours is indented, and so is never taken for a question of ours.
            assertThat(bytes.size()).isPositive();
            tally.survived();
        }
    }

    @Test
    void aListOfRunsSteersNothing(Tally tally) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintWriter out = new PrintWriter(bytes, true, StandardCharsets.UTF_8);
        Instant at = Instant.parse("2026-11-21T02:00:00Z");
        for (long seed = 0; seed < TEXTS / 10; seed++) {
            tally.injected();
            bytes.reset();
            String text = HostileTexts.of(seed);
            RunRow run = new RunRow(
                    "20261121-020000-k7qx2m",
                    text,
                    text,
                    Mode.RUN,
                    text,
                    Optional.of(text),
                    seed % 2 == 0,
                    at,
                    at,
                    List.of(new Run.OpenHold(text, new StepId("down"), at)),
                    text,
                    text);
            BookRow book = new BookRow(text, text, text, List.of(), Optional.of(at), text);
            new RunList(new PipedDialogue(new StringReader(""), out), at).print(List.of(run), List.of(book));
            AllowedBytes.assertLines(bytes.toByteArray());
            tally.survived();
        }
    }
}
