package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through JLine's own line discipline: what is typed goes in as bytes, what is shown comes out as bytes. */
@Timeout(30)
final class JLineDialogueTest {
    private static final long HALF_A_SECOND = Duration.ofMillis(500).toNanos();

    @TempDir
    Path directory;

    private final PipedOutputStream keys = new PipedOutputStream();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private Terminal terminal;
    private JLineDialogue dialogue;
    private Path history;

    @BeforeEach
    void open() throws IOException {
        terminal = new ExternalTerminal("test", "xterm", new PipedInputStream(keys), shown, StandardCharsets.UTF_8);
        history = directory.resolve("history");
        dialogue = JLineDialogue.on(terminal, false, this::look, Optional.of(history));
    }

    @AfterEach
    void close() throws IOException {
        keys.close();
        dialogue.close();
    }

    private long look() {
        looks.incrementAndGet();
        return clock.get();
    }

    /** Lets time pass once the reader knows when its question was drawn. */
    private void readTheQuestion() {
        while (looks.get() == 0) {
            Thread.onSpinWait();
        }
        clock.addAndGet(HALF_A_SECOND);
    }

    private static Prompt prompt(String text, Prompt.Kind kind) {
        return new Prompt(text, List.of("yes", "took effect", "leave"), kind, Optional.empty());
    }

    private CompletableFuture<Answer> ask(String text, Prompt.Kind kind) {
        return CompletableFuture.supplyAsync(() -> dialogue.ask(prompt(text, kind)));
    }

    private void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    private void awaitShown(String text) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!shown.toString(StandardCharsets.UTF_8).contains(text)) {
            assertThat(System.nanoTime())
                    .as("nobody showed " + text + " in " + shown)
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static Answer get(CompletableFuture<Answer> answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        return answer.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatIsTypedAfterTheQuestionWasReadIsDeliberate() throws Exception {
        CompletableFuture<Answer> answer = ask("Do it 100%? >", Prompt.Kind.DECISION);
        awaitShown("Do it 100%? >");
        readTheQuestion();
        type("yes\r");
        assertThat(get(answer)).isEqualTo(new Answer.Text("yes", true));
    }

    @Test
    void keysWithinThreeHundredMillisecondsAreNotDeliberate() throws Exception {
        CompletableFuture<Answer> answer = ask("Do it? >", Prompt.Kind.DECISION);
        awaitShown("Do it? >");
        type("ye");
        awaitShown("ye");
        readTheQuestion();
        type("s\r");
        assertThat(get(answer)).isEqualTo(new Answer.Text("yes", false));
    }

    @Test
    void keysTypedBeforeTheQuestionConfirmNothing() throws Exception {
        type("yes\r");
        while (terminal.input().available() < "yes\r".length()) {
            Thread.onSpinWait();
        }
        CompletableFuture<Answer> answer = ask("Do it? >", Prompt.Kind.DECISION);
        awaitShown("Do it? >");
        readTheQuestion();
        type("leave\r");
        Answer given = get(answer);
        // Either they were dropped, or they were read too early; they never are a deliberate yes.
        assertThat(given).isNotEqualTo(new Answer.Text("yes", true));
    }

    @Test
    void whatIsPastedIsNotDeliberate() throws Exception {
        CompletableFuture<Answer> answer = ask("Do it? >", Prompt.Kind.DECISION);
        awaitShown("Do it? >");
        readTheQuestion();
        type("\u001b[200~yes\u001b[201~");
        awaitShown("yes");
        type("\r");
        assertThat(get(answer)).isEqualTo(new Answer.Text("yes", false));
    }

    @Test
    void aSecretIsMaskedAndKeptNowhere() throws Exception {
        CompletableFuture<Answer> answer = ask("The password? >", Prompt.Kind.SECRET);
        awaitShown("The password? >");
        type("hunter2!");
        awaitShown("********");
        type("\r");
        assertThat(get(answer)).isEqualTo(new Answer.Text("hunter2!", false));
        CompletableFuture<Answer> note = ask("A note? >", Prompt.Kind.PLAIN);
        awaitShown("A note? >");
        type("all is well!\r");
        assertThat(get(note)).isInstanceOf(Answer.Text.class);
        assertThat(shown.toString(StandardCharsets.UTF_8)).doesNotContain("hunter2");
        assertThat(Files.readString(history)).contains("all is well!").doesNotContain("hunter2");
    }

    @Test
    void aDecisionIsKeptInNoHistory() throws Exception {
        CompletableFuture<Answer> answer = ask("Do it? >", Prompt.Kind.DECISION);
        awaitShown("Do it? >");
        type("yes\r");
        get(answer);
        CompletableFuture<Answer> again = ask("Again? >", Prompt.Kind.DECISION);
        awaitShown("Again? >");
        type("\u0010\r");
        assertThat(get(again)).isEqualTo(new Answer.Text("", false));
        assertThat(history).doesNotExist();
    }

    @Test
    void controlCInterruptsAndControlDEnds() throws Exception {
        CompletableFuture<Answer> answer = ask("Do it? >", Prompt.Kind.DECISION);
        awaitShown("Do it? >");
        type("ye\u0003");
        assertThat(get(answer)).isEqualTo(new Answer.Interrupted());
        CompletableFuture<Answer> end = ask("Again? >", Prompt.Kind.DECISION);
        awaitShown("Again? >");
        type("\u0004");
        assertThat(get(end)).isEqualTo(new Answer.End());
    }

    @Test
    void aTerminalThatIsGoneEndsTheDialogue() throws Exception {
        CompletableFuture<Answer> answer = ask("Do it? >", Prompt.Kind.DECISION);
        awaitShown("Do it? >");
        keys.close();
        assertThat(get(answer)).isEqualTo(new Answer.End());
    }

    @Test
    void aTabCompletesAWordOfTheMenuEvenWithASpaceInIt() throws Exception {
        CompletableFuture<Answer> answer = ask("What? >", Prompt.Kind.DECISION);
        awaitShown("What? >");
        clock.addAndGet(HALF_A_SECOND);
        type("too\t");
        awaitShown("took effect");
        type("\r");
        assertThat(((Answer.Text) get(answer)).text().strip()).isEqualTo("took effect");
    }

    @Test
    void controlCElsewhereIsRemembered() throws Exception {
        terminal.raise(Terminal.Signal.INT);
        assertThat(dialogue.takeInterrupt()).isTrue();
        assertThat(dialogue.takeInterrupt()).isFalse();
    }
}
