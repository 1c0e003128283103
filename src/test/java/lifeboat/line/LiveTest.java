package lifeboat.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lifeboat.perform.Conductor;
import lifeboat.perform.PodFeed;
import lifeboat.perform.Wish;
import lifeboat.run.EffectSeen;
import lifeboat.run.Mode;
import lifeboat.run.Outcome;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens while something is under way: pods, progress, Ctrl-C, a terminal that goes away. */
@Timeout(30)
final class LiveTest {
    private final Stage stage = new Stage("small.yaml", Mode.RUN);
    private final ScriptedDialogue terminal = new ScriptedDialogue();
    private final CountDownLatch go = new CountDownLatch(1);
    private volatile PodFeed.Pods pods = PodFeed.Pods.NONE;
    private final AtomicLong clock = new AtomicLong();
    private Conductor conductor;
    private LineMode line;
    private CompletableFuture<Integer> code = new CompletableFuture<>();

    @BeforeEach
    void open() {
        Run start = Run.replay(stage.book, "01JD7Q", stage.record.all());
        conductor = stage.conductor(start);
        line = new LineMode(
                conductor,
                start,
                terminal,
                () -> pods,
                new Ending("journal.jsonl", "lifeboat resume 01JD7Q"),
                clock::get,
                Duration.ofSeconds(5));
    }

    private void begin() {
        conductor.begin();
        code = CompletableFuture.supplyAsync(() -> {
            try {
                return line.run();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        });
    }

    @AfterEach
    void end() throws InterruptedException {
        go.countDown();
        line.hangUp("the test is over");
        conductor.await(10, TimeUnit.SECONDS);
        conductor.close();
    }

    private Outcome waiting() {
        try {
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return FakePerformer.WELL;
    }

    private static PodFeed.Pod pod(String name, String state) {
        return new PodFeed.Pod(
                name, name, state, 1, 1, 0, Instant.EPOCH, "Deployment/pachd", "node-1", PodFeed.Life.STEADY);
    }

    private static PodFeed.Pods pods(PodFeed.Pod... pods) {
        return new PodFeed.Pods(List.of(pods), List.of(), List.of());
    }

    @Test
    void podsAreToldWhenTheyChangeAndOnlyThose() throws Exception {
        stage.world.plan("look", (attempt, listener) -> waiting());
        pods = pods(pod("etcd-0", "Running"), pod("pachd-7d9f", "Running"));
        begin();
        terminal.await("pod pachd-7d9f Running 1/1");
        pods = pods(pod("etcd-0", "Running"), pod("pachd-7d9f", "Terminating"));
        terminal.await("pod pachd-7d9f Running 1/1 -> Terminating 1/1");
        pods = new PodFeed.Pods(
                List.of(pod("etcd-0", "Running")),
                List.of(new PodFeed.Selection(
                        "app=pachd", 1, PodFeed.Sight.STALE, Optional.of(Instant.EPOCH), "the API server is away")),
                List.of());
        terminal.await("pod pachd-7d9f gone");
        terminal.await("pods: not seen since 1970-01-01T00:00:00Z: the API server is away");
        pods = pods(pod("etcd-0", "Running"), pod("pachd-8888", "Pending"));
        terminal.await("pod pachd-8888 new, Pending 1/1");
        assertThat(terminal.lines).filteredOn(said -> said.contains("etcd-0")).hasSize(1);
    }

    @Test
    void progressIsToldNoMoreOftenThanItShouldBe() {
        stage.world.plan("look", (attempt, listener) -> {
            for (int percent = 0; percent <= 100; percent++) {
                // The line mode's clock moves only when it has told what was said before.
                String said = "progress " + percent;
                listener.progress(said);
                listener.line("line " + percent);
                terminal.await("line " + percent);
                clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
            }
            return FakePerformer.WELL;
        });
        begin();
        terminal.await("Done?");
        assertThat(terminal.lines)
                .filteredOn(said -> said.contains("progress"))
                .extracting(String::strip)
                .startsWith("progress 10", "progress 20")
                .hasSize(10);
    }

    @Test
    void controlCWhileSomethingIsUnderWayOffersToStopIt() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        stage.world.plan("look", (attempt, listener) -> {
            while (!listener.cancelled().getAsBoolean()) {
                Thread.onSpinWait();
            }
            cancelled.countDown();
            return new Outcome.Cancelled("the operator stopped it", EffectSeen.NONE);
        });
        begin();
        terminal.await("WARN  disk");
        terminal.interrupt.set(true);
        terminal.await("Under way: look #1. [wait / stop it / note / leave] >");
        terminal.type("wait");
        terminal.interrupt.set(true);
        terminal.awaitAsked(2);
        terminal.type("stop it");
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
        terminal.await("STOPPED: the operator stopped it. Nothing was changed.");
        terminal.type("leave");
        assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void controlCTwiceAtAQuestionIsAnOfferToLeave() throws Exception {
        begin();
        terminal.await("Done?");
        terminal.answers.add(new Answer.Interrupted());
        terminal.type("note after one Ctrl-C");
        terminal.await("Noted.");
        terminal.answers.add(new Answer.Interrupted());
        terminal.answers.add(new Answer.Interrupted());
        terminal.await("Leave the run?");
        terminal.type("no");
        terminal.answers.add(new Answer.Interrupted());
        terminal.answers.add(new Answer.Interrupted());
        terminal.type("yes");
        assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void aHangUpLetsWhatIsUnderWayEndAndBeginsNothingNew() throws Exception {
        stage.world.plan("look", (attempt, listener) -> waiting());
        begin();
        terminal.await("WARN  disk");
        line.hangUp("hang-up");
        int before = terminal.lines.size();
        go.countDown();
        assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(terminal.lines).hasSize(before);
        assertThat(terminal.asked).hasValue(0);
        assertThat(stage.record.events())
                .endsWith(new RunEvent.RunLeft("hang-up", List.of()))
                .anyMatch(event -> event instanceof RunEvent.ActionEnded);
    }

    @Test
    void aTerminalThatCannotBeWrittenToIsAHangUp() throws Exception {
        stage.world.plan("look", (attempt, listener) -> waiting());
        begin();
        terminal.await("Look at everything");
        terminal.gone = true;
        go.countDown();
        assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(stage.record.events()).endsWith(new RunEvent.RunLeft("the terminal is gone", List.of()));
    }

    @Test
    void aYesThatComesAfterTheHangUpBeginsNothing() throws Exception {
        begin();
        terminal.await("Done?");
        line.hangUp("hang-up");
        terminal.type("yes", "evidence");
        assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(stage.world.acts).containsExactly("look #1");
    }

    @Test
    void whatWasConfirmedButHasNotBegunWhenTheTerminalWentDoesNotBegin() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        stage.world.beforeGuard = () -> {
            looking.countDown();
            waiting();
        };
        begin();
        terminal.await("Done?");
        terminal.type("yes", "evidence");
        assertThat(looking.await(10, TimeUnit.SECONDS)).isTrue();
        line.hangUp("hang-up");
        long wished = conductor.wish(new Wish.Note("last words"));
        while (conductor.outlet().latest().ticket() < wished) {
            Thread.onSpinWait();
        }
        go.countDown();
        assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(stage.world.acts).containsExactly("look #1");
        assertThat(conductor.outlet().latest().run().phase()).isEqualTo(Run.Phase.LEFT);
    }
}
