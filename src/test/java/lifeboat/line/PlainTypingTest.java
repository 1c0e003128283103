package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A terminal that can only show lines, and echoes what is typed. */
@Timeout(30)
final class PlainTypingTest {
    private final PipedOutputStream keys = new PipedOutputStream();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private Terminal terminal;
    private JLineDialogue dialogue;

    @BeforeEach
    void open() throws IOException {
        terminal = new ExternalTerminal("test", "ansi", new PipedInputStream(keys), shown, StandardCharsets.UTF_8);
        Attributes cooked = terminal.getAttributes();
        cooked.setLocalFlag(Attributes.LocalFlag.ECHO, true);
        terminal.setAttributes(cooked);
        dialogue = JLineDialogue.on(terminal, true, System::nanoTime, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        keys.close();
        dialogue.close();
    }

    private CompletableFuture<Answer> ask(String text, Prompt.Kind kind) {
        return CompletableFuture.supplyAsync(() -> dialogue.ask(new Prompt(text, List.of(), kind, Optional.empty())));
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private void await(String text) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!shown.toString(StandardCharsets.UTF_8).contains(text)) {
            assertThat(System.nanoTime())
                    .as(shown.toString(StandardCharsets.UTF_8))
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static Answer get(CompletableFuture<Answer> answer) throws Exception {
        return answer.get(10, TimeUnit.SECONDS);
    }

    @Test
    void keysThatComeWithTheQuestionAreDroppedAndSaidSo() throws Exception {
        CompletableFuture<Answer> answer = ask("Do it? >", Prompt.Kind.DECISION);
        await("Do it? >");
        type("yes\n");
        assertThat(get(answer)).isEqualTo(new Answer.Text("", false));
    }

    @Test
    void keysTypedBeforeTheQuestionConfirmNothing() throws Exception {
        type("yes\n");
        while (terminal.input().available() < "yes\n".length()) {
            Thread.onSpinWait();
        }
        CompletableFuture<Answer> answer = ask("Do it? >", Prompt.Kind.DECISION);
        await("Do it? >");
        keys.close();
        assertThat(get(answer)).isIn(new Answer.End(), new Answer.Text("", false));
    }

    @Test
    void aSecretIsNotEchoedAndOtherTextIs() throws Exception {
        CompletableFuture<Answer> secret = ask("The password? >", Prompt.Kind.SECRET);
        await("The password? >");
        type("hunter2\n");
        assertThat(get(secret)).isEqualTo(new Answer.Text("hunter2", true));
        CompletableFuture<Answer> note = ask("A note? >", Prompt.Kind.PLAIN);
        await("A note? >");
        type("all is well\n");
        assertThat(get(note)).isEqualTo(new Answer.Text("all is well", true));
        await("all is well");
        assertThat(shown.toString(StandardCharsets.UTF_8)).doesNotContain("hunter2");
    }

    @Test
    void controlCInterruptsAndTheEndEnds() throws Exception {
        CompletableFuture<Answer> answer = ask("A note? >", Prompt.Kind.PLAIN);
        await("A note? >");
        terminal.raise(Terminal.Signal.INT);
        assertThat(get(answer)).isEqualTo(new Answer.Interrupted());
        CompletableFuture<Answer> end = ask("Another? >", Prompt.Kind.PLAIN);
        keys.close();
        assertThat(get(end)).isEqualTo(new Answer.End());
    }
}
