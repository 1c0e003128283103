package lifeboat.perform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import lifeboat.run.Attempt;
import lifeboat.run.Decision;
import lifeboat.run.Intent;
import lifeboat.run.Order;
import lifeboat.run.Preview;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;
import lifeboat.run.StepState.Status;
import lifeboat.run.Unit;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/**
 * The run thread: decides, is the journal's only writer, hands orders to the workers, and never waits for a screen.
 *
 * <p>Steps that only read go by themselves; for any other it has the preview made and then waits for the operator. What
 * it waits for is {@link Snapshot#question()}.
 */
public final class Conductor implements AutoCloseable {
    /** What the run thread is told. */
    sealed interface Message {
        record Asked(long ticket, Wish wish) implements Message {}

        /** A worker's answer: an intent, to be decided. */
        record Told(Intent intent) implements Message {}

        record Progressed(Attempt attempt, String text) implements Message {}

        record Previewed(StepId step, boolean undo, Preview preview) implements Message {}

        /** A guard and a recording are through; the step may begin. */
        record Prepared(Intent intent) implements Message {}

        record Unprepared(StepId step, boolean refuse, String reason, String hint) implements Message {}

        record Probed(Attempt attempt, Performer.Finding finding) implements Message {}

        record Verified(StepId step) implements Message {}
    }

    private static final Logger LOG = Logger.getLogger(Conductor.class.getName());

    private final RunRecord record;
    private final Workers workers;
    private final UnaryOperator<String> secretDigest;
    private final BiConsumer<String, String> onChange;
    private final Outlet outlet = new Outlet();
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final AtomicLong tickets = new AtomicLong();
    private final Thread thread;

    // The fields below belong to the run thread.
    private Run run;
    private boolean begun;
    private long ticket;
    private boolean leaving;
    private String leavingWhy = "";
    private boolean stopped;
    private int working;
    private final Map<Attempt, String> progress = new LinkedHashMap<>();
    private final Map<Attempt, Performer.Finding> findings = new LinkedHashMap<>();
    private Optional<Question.Confirm> shown = Optional.empty();
    private final Releasing releasing = new Releasing();
    private boolean over;

    /**
     * A conductor that has not begun.
     *
     * @param run as replayed, with {@code run.opened} or {@code run.resumed} already in it
     * @param secretDigest what stands in the journal for a secret
     * @param onChange hears the new value of a parameter, secrets in clear, before it is used
     */
    public Conductor(
            Run run,
            RunRecord record,
            Performer performer,
            UnaryOperator<String> secretDigest,
            BiConsumer<String, String> onChange) {
        this.run = run;
        this.record = record;
        this.secretDigest = secretDigest;
        this.onChange = onChange;
        this.workers = new Workers(performer, messages::add, outlet);
        this.thread = new Thread(this::loop, "run");
    }

    /** Begins; to be called once. */
    public void begin() {
        outlet.publish(snapshot(0));
        thread.start();
    }

    /** Puts a wish before the run thread. Its number is in a snapshot's {@code ticket} once it was dealt with. */
    public long wish(Wish wish) {
        long number = tickets.incrementAndGet();
        messages.add(new Message.Asked(number, wish));
        return number;
    }

    /** Where whoever shows the run finds what to show. */
    public Outlet outlet() {
        return outlet;
    }

    /** Waits until the run was left or closed. */
    public void await() throws InterruptedException {
        thread.join();
    }

    /** Waits so long for the end; false if it did not come. */
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        thread.join(unit.toMillis(time));
        return !thread.isAlive();
    }

    @Override
    public void close() {
        workers.close();
    }

    private void loop() {
        try {
            append(run.owedHolds());
            begun = true;
            for (Order owed : run.owedChecks()) {
                verify(owed);
            }
            advance();
            publish();
            while (!over) {
                take(messages.take());
                for (Message more = messages.poll(); more != null; more = messages.poll()) {
                    take(more);
                }
                advance();
                publish();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RunRecord.RecordException lost) {
            // Nothing may be done on the strength of what is not on disk: the run ends here, to be resumed.
            outlet.offer(new Item.Refused(lost.reason(), lost.hint()));
        } catch (RuntimeException fault) {
            LOG.log(Level.SEVERE, "fault in the run thread", fault);
            outlet.offer(new Item.Refused(
                    "an internal fault: " + fault,
                    "The journal is whole; resume the run, or look into the debug log."));
        } finally {
            over = true;
            publish();
            workers.close();
        }
    }

    private void take(Message message) throws RunRecord.RecordException {
        if (message instanceof Message.Asked asked) {
            asked(asked.wish());
            ticket = asked.ticket();
        } else if (message instanceof Message.Told told) {
            told(told.intent());
        } else if (message instanceof Message.Progressed progressed) {
            if (run.inFlight().containsKey(progressed.attempt())) {
                progress.put(progressed.attempt(), progressed.text());
            }
        } else if (message instanceof Message.Previewed previewed) {
            working--;
            if (leaving) {
                return;
            }
            decide(new Intent.Show(previewed.step(), previewed.undo(), previewed.preview()));
            shown = Optional.of(new Question.Confirm(previewed.step(), previewed.undo(), previewed.preview()));
        } else if (message instanceof Message.Prepared prepared) {
            working--;
            shown = Optional.empty();
            if (!leaving) {
                decide(prepared.intent());
            }
        } else if (message instanceof Message.Unprepared unprepared) {
            working--;
            shown = Optional.empty();
            outlet.offer(new Item.Refused(unprepared.reason(), unprepared.hint()));
            if (unprepared.refuse()) {
                decide(new Intent.Refuse(unprepared.step(), unprepared.reason()));
            }
        } else if (message instanceof Message.Probed probed) {
            working--;
            probed(probed);
        } else if (message instanceof Message.Verified) {
            working--;
        }
    }

    private void told(Intent intent) throws RunRecord.RecordException {
        decide(intent);
        if (intent instanceof Intent.Ended ended) {
            progress.remove(ended.attempt());
            workers.forget(ended.attempt());
        } else if (intent instanceof Intent.Started started) {
            workers.acknowledge(started.attempt());
        }
    }

    private void probed(Message.Probed probed) throws RunRecord.RecordException {
        Performer.Finding finding = probed.finding();
        if (finding.automatic() && finding.verdict().isPresent()) {
            decide(new Intent.Settle(probed.attempt(), finding.verdict().get(), finding.evidence(), "probe"));
        } else {
            findings.put(probed.attempt(), finding);
        }
    }

    private void asked(Wish wish) throws RunRecord.RecordException {
        if (wish instanceof Wish.Confirm confirm) {
            Step step = run.step(confirm.step());
            Optional<String> obstacle = confirm.undo() ? Optional.empty() : run.obstacle(step);
            if (obstacle.isPresent() || working > 0) {
                outlet.offer(new Item.Refused(obstacle.orElse("something is under way"), ""));
            } else if (!confirm.undo()
                    && Run.effect(step) == Effect.DESTROY
                    && !confirm.answer().equals(run.confirmation(step))) {
                outlet.offer(new Item.Refused("what was typed is not the name of what would be destroyed", ""));
            } else {
                prepare(step, confirm.undo(), confirm.answer(), true);
            }
        } else if (wish instanceof Wish.Retry retry) {
            Step step = run.step(retry.step());
            if (run.status(step) != Status.FAILED) {
                outlet.offer(new Item.Refused(step.id() + " has not failed", ""));
            } else if (Run.effect(step) == Effect.READ) {
                prepare(step, false, "", false);
            } else {
                preview(step, false);
            }
        } else if (wish instanceof Wish.Preview preview) {
            preview(run.step(preview.step()), preview.undo());
        } else if (wish instanceof Wish.Skip skip) {
            shown = Optional.empty();
            decide(new Intent.Skip(skip.step(), skip.reason()));
        } else if (wish instanceof Wish.Change change) {
            change(change);
        } else if (wish instanceof Wish.Note note) {
            decide(new Intent.Note(note.text()));
        } else if (wish instanceof Wish.Settle settle) {
            findings.remove(settle.attempt());
            decide(new Intent.Settle(settle.attempt(), settle.verdict(), settle.evidence(), "operator"));
        } else if (wish instanceof Wish.Cancel) {
            workers.cancel();
        } else if (wish instanceof Wish.Stop || wish instanceof Wish.GoOn) {
            stopped = wish instanceof Wish.Stop;
            shown = Optional.empty();
            releasing.end();
        } else if (wish instanceof Wish.ReleaseAll) {
            releasing.begin();
        } else if (wish instanceof Wish.Leave leave) {
            leaving = true;
            leavingWhy = leave.reason();
        } else if (wish instanceof Wish.Close close) {
            decide(new Intent.Close(close.reason()));
        }
    }

    private void change(Wish.Change change) throws RunRecord.RecordException {
        boolean secret = run.book()
                .parameter(change.parameter())
                .map(Parameter::isSecret)
                .orElse(false);
        String kept = secret ? secretDigest.apply(change.value()) : change.value();
        if (decide(new Intent.Change(change.parameter(), kept, secret))) {
            onChange.accept(change.parameter(), change.value());
            shown = Optional.empty();
        }
    }

    /** Has the preview made, unless the step may not be begun anyway. */
    private void preview(Step step, boolean undo) {
        Optional<String> obstacle = undo ? Optional.empty() : run.obstacle(step);
        if (obstacle.isPresent()) {
            outlet.offer(new Item.Refused(obstacle.get(), ""));
            return;
        }
        working++;
        workers.preview(run, step, undo);
    }

    /** Has the guard look and the recording made, and then the step begun. */
    private void prepare(Step step, boolean undo, String answer, boolean guarded) {
        List<Unit> units = undo ? List.of(new Unit(step.id(), "")) : run.ready(step);
        working++;
        workers.prepare(
                run,
                step,
                undo ? List.of() : units,
                guarded,
                recorded -> new Intent.Begin(step.id(), undo, answer, recorded));
    }

    private void verify(Order order) {
        working++;
        workers.verify(run, order);
    }

    /** Appends what the intent leads to, and hands out its orders; false if it was refused. */
    private boolean decide(Intent intent) throws RunRecord.RecordException {
        Decision decision = run.decide(intent);
        if (decision instanceof Decision.Refused refused) {
            outlet.offer(new Item.Refused(refused.reason(), ""));
            return false;
        }
        Decision.Accepted accepted = (Decision.Accepted) decision;
        append(accepted.events());
        String answer = intent instanceof Intent.Begin begin ? begin.answer() : "";
        for (Order order : accepted.orders()) {
            if (order.kind() == Order.Kind.VERIFY) {
                verify(order);
            } else {
                workers.act(run, order, answer);
            }
        }
        return true;
    }

    private void append(List<RunEvent> events) throws RunRecord.RecordException {
        for (Recorded recorded : record.append(events)) {
            run = run.evolve(recorded);
            outlet.offer(new Item.Happened(recorded));
        }
    }

    /** Does what needs no operator. */
    private void advance() throws RunRecord.RecordException {
        if (run.phase() != Run.Phase.OPEN) {
            over = true;
            return;
        }
        if (working > 0) {
            return;
        }
        if (leaving) {
            if (run.inFlight().isEmpty() && decide(new Intent.Leave(leavingWhy))) {
                over = true;
            }
            return;
        }
        if (!run.inFlight().isEmpty()) {
            goOn();
            return;
        }
        for (Map.Entry<Attempt, Optional<Run.Program>> doubt : run.doubts().entrySet()) {
            if (!findings.containsKey(doubt.getKey())) {
                working++;
                workers.probe(run, run.step(doubt.getKey().step()), doubt.getKey(), doubt.getValue());
                return;
            }
        }
        if (!run.doubts().isEmpty() || goOn() || shown.isPresent()) {
            return;
        }
        Optional<Step> current = run.current();
        Optional<Run.Release> release = stopped || current.isEmpty() ? releasing.next(run) : Optional.empty();
        if (release.isPresent()) {
            preview(run.step(release.get().step()), release.get().undo());
        } else if (stopped) {
            return;
        } else if (current.isPresent()) {
            advance(current.get());
        } else if (run.holds().isEmpty() && decide(new Intent.Close("every step is over"))) {
            over = true;
        }
    }

    /**
     * Units of a running step that had to wait for others may have their turn, also those of a step that is done out of
     * its turn; after a stop only those of a step that releases something. True if there were any.
     */
    private boolean goOn() {
        for (Step step : run.book().steps()) {
            boolean due = run.status(step) == Status.RUNNING
                    && (!stopped || !step.releases().isEmpty());
            List<Unit> units = due ? run.ready(step) : List.of();
            if (!units.isEmpty()) {
                working++;
                workers.prepare(run, step, units, false, recorded -> new Intent.Continue(step.id(), recorded));
                return true;
            }
        }
        return false;
    }

    private void advance(Step step) throws RunRecord.RecordException {
        Status status = run.status(step);
        if (status != Status.WAITING) {
            return;
        }
        Optional<Boolean> applies = run.applies(step);
        if (applies.isEmpty()) {
            decide(new Intent.Refuse(
                    step.id(), run.obstacle(step).orElse("it is not known whether " + step.id() + " applies")));
        } else if (!applies.get()) {
            decide(new Intent.LeaveOut(step.id()));
            advance();
        } else if (Run.effect(step) == Effect.READ) {
            prepare(step, false, "", false);
        } else {
            working++;
            workers.preview(run, step, false);
        }
    }

    private Question question() {
        if (over || run.phase() != Run.Phase.OPEN) {
            return new Question.Over();
        }
        if (!begun || working > 0 || leaving || !run.inFlight().isEmpty()) {
            return new Question.Busy();
        }
        for (Attempt attempt : run.doubts().keySet()) {
            Performer.Finding finding = findings.get(attempt);
            if (finding != null) {
                return new Question.Doubt(attempt, finding);
            }
        }
        if (shown.isPresent()) {
            return shown.get();
        }
        Optional<Step> current = run.current();
        if (stopped || current.isEmpty()) {
            List<Run.OpenHold> newestFirst = new ArrayList<>(run.holds());
            Collections.reverse(newestFirst);
            return new Question.Release(newestFirst);
        }
        return run.status(current.get()) == Status.FAILED
                ? new Question.Failed(current.get().id())
                : new Question.Busy();
    }

    private Snapshot snapshot(long version) {
        return new Snapshot(version, ticket, run, question(), Map.copyOf(progress), leaving, stopped);
    }

    private void publish() {
        outlet.publish(snapshot(outlet.latest().version() + 1));
    }
}
