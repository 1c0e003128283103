package lifeboat.perform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import lifeboat.run.Mode;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;
import lifeboat.run.Verdict;
import lifeboat.runbook.Runbook;
import lifeboat.runbook.RunbookException;
import lifeboat.runbook.RunbookLoader;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** A real conductor over a fake world, and an operator who waits for questions and answers them. */
final class Theatre implements AutoCloseable {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final String BOOK =
            """
            schema: lifeboat/v1
            id: small
            title: A small procedure
            summary: For tests.
            parameters:
              namespace: {type: string, default: default}
              password: {type: secret, ask: "The password?"}
            targets:
              cluster:
                cluster: {kubeconfig: "", context: "", namespace: "{{ namespace }}"}
            identity: [cluster]
            lock: small/{{ namespace }}
            holds:
              told: {means: People wait., by_hand: Tell them.}
              down: {means: It is down., by_hand: Scale it up.}
            steps:
              - id: look
                title: Look
                preflight: {checks: [tools], app: pachd, databases: [pachyderm]}
                register: seen
              - id: tell
                title: Tell
                announce: {message: hello}
                holds: told
              - id: down
                title: Scale down
                scale: {deployment: pachd, replicas: 0}
                register: recorded.pachd
                holds: down
                downtime: begin
                undo: {scale: {deployment: pachd, replicas: "{{ recorded.pachd.replicas }}"}}
                required: true
              - id: dump
                title: Dump
                foreach: "{{ seen.databases }}"
                parallel: 2
                run: {argv: [dump, "{{ item }}"]}
                effect: read
              - id: both
                title: Both at once
                together:
                  - {id: left, title: Left, run: {argv: [left]}}
                  - {id: right, title: Right, run: {argv: [right]}}
              - id: up
                title: Scale up
                scale: {deployment: pachd, replicas: "{{ recorded.pachd.replicas }}"}
                releases: down
                verify: {ready: {deployment: pachd}}
                downtime: end
                required: true
              - id: tell-again
                title: Tell again
                announce: {message: over}
                releases: told
            finally: [up, tell-again]
            """;

    final MemoryRecord record;
    final FakeWorld world;
    final AtomicLong nanoTime = new AtomicLong();
    final Conductor conductor;
    final List<Item> items = new ArrayList<>();

    private Theatre(MemoryRecord record, FakeWorld world) {
        this(record, world, book());
    }

    private Theatre(MemoryRecord record, FakeWorld world, Runbook book) {
        this.record = record;
        this.world = world;
        this.conductor = new Conductor(
                Run.replay(book, "R1", record.all()),
                record,
                world,
                secret -> "hmac-sha256:0",
                (name, value) -> {},
                nanoTime::get);
    }

    /** A run that was opened and in which nothing was done. */
    static Theatre opened() {
        return opened(BOOK);
    }

    /** A run of that runbook that was opened and in which nothing was done. */
    static Theatre opened(String text) {
        MemoryRecord record = new MemoryRecord(List.of());
        append(
                record,
                List.of(
                        new RunEvent.RunOpened("small", "00", "Small", Mode.RUN, "0.1.0", Optional.empty()),
                        new RunEvent.ParameterGiven("namespace", "default", false, "default")));
        return new Theatre(record, new FakeWorld(record), book(text));
    }

    /** A run of which these events are on disk, resumed. The world is to be made what it was. */
    static Theatre resumed(List<Recorded> events) {
        MemoryRecord record = new MemoryRecord(events);
        append(record, List.of(new RunEvent.RunResumed("0.1.0")));
        return new Theatre(record, new FakeWorld(record));
    }

    /** A run of that runbook of which these events are on disk, resumed; what is held is so, and a probe of a doubt finds that. */
    static Theatre resumed(String text, List<Recorded> events, Performer.Finding finding) {
        MemoryRecord record = new MemoryRecord(events);
        append(record, List.of(new RunEvent.RunResumed("0.1.0")));
        FakeWorld world = new FakeWorld(record);
        world.finds = Optional.of(finding);
        if (Run.replay(book(text), "R1", record.all()).isHeld("down")) {
            world.replicas = 0;
        }
        return new Theatre(record, world, book(text));
    }

    private static void append(MemoryRecord record, List<RunEvent> events) {
        try {
            record.append(events);
        } catch (RunRecord.RecordException e) {
            throw new AssertionError(e);
        }
    }

    static Runbook book() {
        return book(BOOK);
    }

    private static Runbook book(String text) {
        try {
            return RunbookLoader.load("small.yaml", text.getBytes(StandardCharsets.UTF_8));
        } catch (RunbookException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    static StepId id(String step) {
        return new StepId(step);
    }

    Theatre begin() {
        conductor.begin();
        return this;
    }

    /** Waits for a snapshot. */
    Snapshot until(Predicate<Snapshot> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            Snapshot now = conductor.outlet().latest();
            items.addAll(conductor.outlet().drain());
            if (wanted.test(now)) {
                return now;
            }
            assertThat(System.nanoTime())
                    .as("waited in vain at %s, %s", now.question(), record.actions())
                    .isLessThan(deadline);
            conductor.outlet().await(now.version(), 100, TimeUnit.MILLISECONDS);
        }
    }

    static void eventually(BooleanSupplier wanted) {
        long deadline = System.nanoTime() + PATIENCE;
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Waits until this step is to be confirmed. */
    Snapshot asksFor(String step) throws InterruptedException {
        return until(now -> now.question() instanceof Question.Confirm confirm
                && confirm.step().equals(id(step)));
    }

    Snapshot failed(String step) throws InterruptedException {
        return until(now -> now.question() instanceof Question.Failed failed
                && failed.step().equals(id(step)));
    }

    /** Makes a wish and waits until it was dealt with. */
    Snapshot wish(Wish wish) throws InterruptedException {
        long ticket = conductor.wish(wish);
        return until(now -> now.ticket() >= ticket);
    }

    /** Says yes to each of these in turn. */
    Theatre yes(String... steps) throws InterruptedException {
        for (String step : steps) {
            asksFor(step);
            wish(new Wish.Confirm(id(step), false, "yes"));
        }
        return this;
    }

    Snapshot over() throws InterruptedException {
        Snapshot last = until(now -> now.question() instanceof Question.Over);
        assertThat(conductor.await(10, TimeUnit.SECONDS)).isTrue();
        return last;
    }

    /** Says yes to everything, and the truth about every doubt, until the run is over. */
    Run finish() throws InterruptedException {
        while (true) {
            Snapshot now = until(seen -> !(seen.question() instanceof Question.Busy));
            if (now.question() instanceof Question.Over) {
                return over().run();
            } else if (now.question() instanceof Question.Confirm confirm) {
                wish(new Wish.Confirm(confirm.step(), confirm.undo(), "yes"));
            } else if (now.question() instanceof Question.Doubt doubt) {
                Step step = now.run().step(doubt.attempt().step());
                boolean so = world.happened(now.run(), step, doubt.attempt());
                wish(new Wish.Settle(doubt.attempt(), so ? Verdict.TOOK_EFFECT : Verdict.DID_NOT, "I looked"));
            } else {
                throw new AssertionError("nobody expected " + now.question() + " after " + record.actions());
            }
        }
    }

    List<String> refusals() {
        items.addAll(conductor.outlet().drain());
        return items.stream()
                .filter(Item.Refused.class::isInstance)
                .map(item -> ((Item.Refused) item).reason())
                .toList();
    }

    @Override
    public void close() {
        conductor.close();
    }
}
