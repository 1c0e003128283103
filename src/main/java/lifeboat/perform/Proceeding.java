package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import lifeboat.run.Attempt;
import lifeboat.run.Decision;
import lifeboat.run.Intent;
import lifeboat.run.Order;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;
import lifeboat.run.StepState.Status;
import lifeboat.run.Unit;
import lifeboat.runbook.Effect;
import lifeboat.runbook.Parameter;
import lifeboat.runbook.Step;

/**
 * A run as it goes on: what each message leads to, and what needs no operator. Belongs to the run thread; the only one that
 * appends to the record.
 */
final class Proceeding {
    private final Ledger ledger;
    private final Workers workers;
    private final Outlet outlet;
    private final UnaryOperator<String> secretDigest;
    private final BiConsumer<String, String> onChange;
    private final Progress progress = new Progress();
    private final Asking asking;

    private Run run;
    private boolean begun;
    private long ticket;
    private boolean leaving;
    private String leavingWhy = "";
    private Optional<Wish.Confirm> lookedAtAgain = Optional.empty();
    private int working;
    private int verifying;
    private boolean over;

    Proceeding(
            Run run,
            RunRecord record,
            Workers workers,
            Outlet outlet,
            UnaryOperator<String> secretDigest,
            BiConsumer<String, String> onChange,
            LongSupplier nanoTime) {
        this.run = run;
        this.ledger = new Ledger(record);
        this.workers = workers;
        this.outlet = outlet;
        this.secretDigest = secretDigest;
        this.onChange = onChange;
        this.asking = new Asking(nanoTime);
    }

    /** Records and orders what a crash left owed, and looks again at what is held; to be called once, before anything else. */
    void begin() throws RunRecord.RecordException {
        append(run.owedHolds(), false);
        begun = true;
        for (Order owed : run.owedChecks()) {
            verify(owed);
        }
        for (Attempt attempt : SinceLeft.attempts(run)) {
            working++;
            workers.lookAgain(run, run.step(attempt.step()), attempt);
        }
    }

    boolean isOver() {
        return over;
    }

    /** Nothing more happens. */
    void end() {
        over = true;
    }

    Snapshot snapshot(long version) {
        boolean busy =
                !begun || working + verifying > 0 || leaving || !run.inFlight().isEmpty();
        Question question =
                over || run.phase() != Run.Phase.OPEN ? new Question.Over() : asking.question(run, busy, ledger.loss());
        return new Snapshot(version, ticket, run, question, progress.now(), leaving, asking.isStopped(), ledger.loss());
    }

    /** Deals with one message. */
    void take(Message message) throws RunRecord.RecordException {
        if (message instanceof Message.Asked asked) {
            asked(asked.wish());
            ticket = asked.ticket();
        } else if (message instanceof Message.Told told) {
            told(told.intent());
        } else if (message instanceof Message.Progressed progressed) {
            progress.tell(run, progressed.attempt(), progressed.text());
        } else if (message instanceof Message.Previewed previewed) {
            working--;
            previewed(previewed);
        } else if (message instanceof Message.Prepared prepared) {
            working--;
            asking.hide();
            if (!leaving) {
                decide(prepared.intent());
            }
        } else if (message instanceof Message.Unprepared unprepared) {
            working--;
            lookedAtAgain = Optional.empty();
            asking.hide();
            outlet.offer(new Item.Refused(unprepared.reason(), unprepared.hint()));
            if (unprepared.refuse()) {
                decide(new Intent.Refuse(unprepared.step(), unprepared.reason()));
            }
        } else if (message instanceof Message.Probed probed) {
            working--;
            progress.end(probed.attempt());
            probed(probed);
        } else if (message instanceof Message.LookedAgain again) {
            working--;
            Optional<String> changed = SinceLeft.changed(again.attempt(), again.finding());
            if (changed.isPresent()) {
                decide(new Intent.Note(changed.get()));
                outlet.offer(new Item.Refused(changed.get(), SinceLeft.HINT));
                asking.stop(true);
            }
        } else if (message instanceof Message.LockLost lost) {
            if (decide(new Intent.Lose(lost.lock(), lost.reason()))) {
                outlet.offer(new Item.Refused(lost.reason(), Call.LOST));
                leaving = true;
                leavingWhy = lost.reason();
            }
        } else if (message instanceof Message.Verified verified) {
            verifying--;
            progress.end(verified.attempt());
        }
    }

    private void told(Intent intent) throws RunRecord.RecordException {
        if (intent instanceof Intent.Ended ended) {
            progress.end(ended.attempt());
            workers.forget(ended.attempt());
        }
        decide(intent);
        if (intent instanceof Intent.Started started) {
            workers.acknowledge(started.attempt());
        }
    }

    /** A preview is a question, unless the step was skipped or something else was done while it was made. */
    private void previewed(Message.Previewed previewed) throws RunRecord.RecordException {
        Step step = run.step(previewed.step());
        Question.Confirm question = new Question.Confirm(previewed.step(), previewed.undo(), previewed.preview());
        Optional<Wish.Confirm> answered =
                lookedAtAgain.filter(wish -> wish.step().equals(previewed.step()) && wish.undo() == previewed.undo());
        lookedAtAgain = Optional.empty();
        Optional<String> obstacle = obstacle(step, previewed.undo());
        if (obstacle.isPresent()) {
            outlet.offer(new Item.Refused(obstacle.get(), ""));
        } else if (!leaving && answered.isPresent() && asking.isShowing(question)) {
            prepare(step, previewed.undo(), answered.get().answer(), true);
        } else if (!leaving) {
            if (answered.isPresent()) {
                outlet.offer(new Item.Refused(
                        "what " + step.id() + " would do is not what was shown any more",
                        "Nothing was done. Look at it again, then answer again."));
            }
            decide(new Intent.Show(previewed.step(), previewed.undo(), previewed.preview()));
            asking.show(question);
        }
    }

    private void probed(Message.Probed probed) throws RunRecord.RecordException {
        Performer.Finding finding = probed.finding();
        if (finding.automatic() && finding.verdict().isPresent()) {
            decide(new Intent.Settle(probed.attempt(), finding.verdict().get(), finding.evidence(), "probe"));
        } else {
            asking.found(probed.attempt(), finding);
        }
    }

    private void asked(Wish wish) throws RunRecord.RecordException {
        boolean goesOn = wish instanceof Wish.Skip
                || wish instanceof Wish.Change
                || wish instanceof Wish.Retry
                || wish instanceof Wish.GoOn
                || wish instanceof Wish.Close;
        if (goesOn && ledger.loss().isPresent()) {
            outlet.offer(new Item.Refused(ledger.obstacle(false).orElse(""), ""));
        } else if (wish instanceof Wish.KeepAudit keep) {
            keepAudit(keep.directory());
        } else if (wish instanceof Wish.WithoutAudit without) {
            if (ledger.accept(without.typed())) {
                asking.stop(true);
            } else {
                outlet.offer(new Item.Refused("that is not what has to be typed", ""));
            }
        } else if (wish instanceof Wish.Confirm confirm) {
            Step step = run.step(confirm.step());
            Optional<String> obstacle = obstacle(step, confirm.undo());
            if (obstacle.isPresent() || working + verifying > 0) {
                asking.hideIfObsolete(run);
                outlet.offer(new Item.Refused(obstacle.orElse("something is under way"), ""));
            } else if (run.wantsName(step, confirm.undo())
                    && !confirm.answer().equals(run.confirmation(step, confirm.undo()))) {
                outlet.offer(new Item.Refused("what was typed is not the name of what would be destroyed", ""));
            } else if (asking.isOld()) {
                lookedAtAgain = Optional.of(confirm);
                preview(step, confirm.undo());
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
            asking.hide();
            decide(new Intent.Skip(skip.step(), skip.reason()));
        } else if (wish instanceof Wish.Change change) {
            change(change);
        } else if (wish instanceof Wish.Note note) {
            decide(new Intent.Note(note.text()));
        } else if (wish instanceof Wish.Settle settle) {
            asking.settled(settle.attempt());
            decide(new Intent.Settle(settle.attempt(), settle.verdict(), settle.evidence(), "operator"));
        } else if (wish instanceof Wish.Cancel cancel) {
            workers.cancel(cancel.attempt()).ifPresent(why -> outlet.offer(new Item.Refused(why, "")));
        } else if (wish instanceof Wish.Stop || wish instanceof Wish.GoOn) {
            asking.stop(wish instanceof Wish.Stop);
        } else if (wish instanceof Wish.ReleaseAll) {
            asking.releaseAll();
        } else if (wish instanceof Wish.TakeBack back) {
            asking.takeBack(back.downTo());
        } else if (wish instanceof Wish.Leave leave) {
            leaving = true;
            leavingWhy = leave.reason();
        } else if (wish instanceof Wish.Close close) {
            decide(new Intent.Close(close.reason()));
        }
    }

    private void keepAudit(Optional<String> directory) {
        try {
            happened(ledger.catchUp(directory));
        } catch (RunRecord.RecordException e) {
            outlet.offer(new Item.Refused(e.reason(), e.hint()));
        }
        asking.stop(true);
    }

    private void change(Wish.Change change) throws RunRecord.RecordException {
        boolean secret = run.book()
                .parameter(change.parameter())
                .map(Parameter::isSecret)
                .orElse(false);
        String kept = secret ? secretDigest.apply(change.value()) : change.value();
        if (decide(new Intent.Change(change.parameter(), kept, secret))) {
            onChange.accept(change.parameter(), change.value());
            asking.hide();
        }
    }

    private Optional<String> obstacle(Step step, boolean undo) {
        return ledger.obstacle(undo || Ledger.restores(step))
                .or(() -> undo ? run.undoObstacle(step) : run.obstacle(step));
    }

    /** Has the preview made, unless the step may not be begun anyway. */
    private void preview(Step step, boolean undo) {
        Optional<String> obstacle = obstacle(step, undo);
        if (obstacle.isPresent()) {
            outlet.offer(new Item.Refused(obstacle.get(), ""));
            return;
        }
        working++;
        workers.preview(run, step, undo);
    }

    /** Has the guard look and the recording made, and then the step begun. */
    private void prepare(Step step, boolean undo, String answer, boolean guarded) {
        List<Unit> units = undo ? List.of() : run.ready(step);
        working++;
        workers.prepare(run, step, units, guarded, before -> new Intent.Begin(step.id(), undo, answer, before));
    }

    private void verify(Order order) {
        verifying++;
        workers.verify(run, order);
    }

    /** Appends what the intent leads to, and hands out its orders; false if it was refused. */
    private boolean decide(Intent intent) throws RunRecord.RecordException {
        Optional<String> forbidden = ledger.obstacle(intent, run);
        Decision decision = forbidden.isPresent() ? new Decision.Refused(forbidden.get()) : run.decide(intent);
        if (decision instanceof Decision.Refused refused) {
            outlet.offer(new Item.Refused(refused.reason(), ""));
            return false;
        }
        Decision.Accepted accepted = (Decision.Accepted) decision;
        try {
            append(accepted.events(), Ledger.begins(intent));
        } catch (RunRecord.RecordException e) {
            // Nothing begins on the strength of what is not on disk. While the record is what it was, what releases
            // a hold may still be kept; when not even that is, the operator has to say how to go on.
            outlet.offer(new Item.Refused(e.reason(), e.hint()));
            asking.stop(true);
            if (!e.unchanged() || Ledger.restores(intent, run)) {
                ledger.lose(e);
            }
            return false;
        }
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

    private void append(List<RunEvent> events, boolean begins) throws RunRecord.RecordException {
        boolean well = ledger.loss().isEmpty();
        happened(ledger.append(events, begins));
        if (well && ledger.loss().isPresent()) {
            AuditLoss loss = ledger.loss().get();
            outlet.offer(new Item.Refused(loss.reason(), loss.hint()));
            asking.stop(true);
        }
    }

    private void happened(List<Recorded> events) {
        for (Recorded recorded : events) {
            run = run.evolve(recorded);
            outlet.offer(new Item.Happened(recorded));
            if (recorded.event() instanceof RunEvent.AuditDegraded) {
                // Whether to go on with an audit that its disk does not keep as it should is for the operator to say.
                asking.stop(true);
            }
        }
    }

    /** Does what needs no operator. */
    void advance() throws RunRecord.RecordException {
        if (run.phase() != Run.Phase.OPEN) {
            over = true;
            return;
        }
        if (working > 0) {
            return;
        }
        if (leaving) {
            if (verifying == 0 && run.inFlight().isEmpty() && decide(new Intent.Leave(leavingWhy))) {
                over = true;
            }
            return;
        }
        if (verifying > 0 || !run.inFlight().isEmpty()) {
            goOn();
            return;
        }
        if (ledger.loss().filter(loss -> !loss.accepted()).isPresent()) {
            return;
        }
        for (Map.Entry<Attempt, Optional<Run.Program>> doubt : run.doubts().entrySet()) {
            if (!asking.isFound(doubt.getKey())) {
                working++;
                workers.probe(run, run.step(doubt.getKey().step()), doubt.getKey(), doubt.getValue());
                return;
            }
        }
        if (!run.doubts().isEmpty() || goOn() || asking.isShowing()) {
            return;
        }
        Optional<Step> current = run.current();
        Optional<Run.Release> release = asking.nextRelease(run);
        if (release.isPresent()) {
            preview(run.step(release.get().step()), release.get().undo());
        } else if (asking.isStopped()) {
            if (ledger.loss().isPresent() && run.holds().isEmpty()) {
                over = decide(new Intent.Leave("nothing is held any more, and the audit cannot be written"));
            }
        } else if (current.isPresent()) {
            advance(current.get());
        } else if (run.holds().isEmpty() && decide(new Intent.Close("every step is over"))) {
            over = true;
        }
    }

    /**
     * Units of a running step that had to wait for others may have their turn, also those of a step that is done out of
     * its turn; after a stop only those of a step that releases something or is taken back. The targets are looked at again
     * before each that changes something. True if there were any.
     */
    private boolean goOn() {
        for (Step step : run.book().steps()) {
            boolean undo = run.status(step) == Status.UNDOING;
            boolean forward = run.status(step) == Status.RUNNING
                    && (!asking.isStopped() || !step.releases().isEmpty());
            List<Unit> units = undo ? run.undoReady(step) : forward ? run.ready(step) : List.of();
            if (!units.isEmpty()) {
                working++;
                boolean guarded = undo || Run.effect(step) != Effect.READ;
                List<Unit> of = undo ? List.of() : units;
                workers.prepare(run, step, of, guarded, before -> new Intent.Continue(step.id(), before));
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
}
