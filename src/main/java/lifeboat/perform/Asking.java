package lifeboat.perform;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import lifeboat.run.Attempt;
import lifeboat.run.Run;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Step;
import lifeboat.runbook.StepId;

/** What a run asks its operator: previews, doubts, failures, holds. Belongs to the run thread. */
final class Asking {
    /** What was shown this long ago is looked at again before anything is done on the strength of it. */
    private static final long FRESH = TimeUnit.SECONDS.toNanos(60);

    private final LongSupplier nanoTime;
    private final Map<Attempt, Performer.Finding> findings = new LinkedHashMap<>();
    private final Releasing releasing = new Releasing();
    private final TakingBack takingBack = new TakingBack();
    private Optional<Question.Confirm> shown = Optional.empty();
    private long shownAt;
    private boolean stopped;

    Asking(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A preview waits for its yes. */
    void show(Question.Confirm preview) {
        shown = Optional.of(preview);
        shownAt = nanoTime.getAsLong();
    }

    /** No preview waits any more. */
    void hide() {
        shown = Optional.empty();
    }

    /** A preview waits no more if its step may not be done any more, for something else was done first. */
    void hideIfObsolete(Run run) {
        shown = shown.filter(confirm -> {
            Step step = run.step(confirm.step());
            return (confirm.undo() ? run.undoObstacle(step) : run.obstacle(step)).isEmpty();
        });
    }

    boolean isShowing() {
        return shown.isPresent();
    }

    /** Whether a preview waits that may not be true any more. */
    boolean isOld() {
        return shown.isPresent() && nanoTime.getAsLong() - shownAt > FRESH;
    }

    /** Whether just that waits for its yes. */
    boolean isShowing(Question.Confirm preview) {
        return shown.filter(preview::equals).isPresent();
    }

    /** What a probe found out that the operator has to settle. */
    void found(Attempt attempt, Performer.Finding finding) {
        findings.put(attempt, finding);
    }

    boolean isFound(Attempt attempt) {
        return findings.containsKey(attempt);
    }

    void settled(Attempt attempt) {
        findings.remove(attempt);
    }

    /** The procedure is stopped, or goes on. */
    void stop(boolean now) {
        stopped = now;
        hide();
        releasing.end();
        takingBack.end();
    }

    boolean isStopped() {
        return stopped;
    }

    void releaseAll() {
        releasing.begin();
    }

    /** That step and what came after it is to be taken back; whatever preview waits is put away. */
    void takeBack(StepId downTo) {
        hide();
        releasing.end();
        takingBack.begin(downTo);
    }

    /** What releases the next hold, while all of them are being released, or takes back the next step. */
    Optional<Run.Release> nextRelease(Run run) {
        Optional<Run.Release> back = takingBack.next(run);
        if (back.isPresent()) {
            return back;
        }
        return stopped || run.current().isEmpty() ? releasing.next(run) : Optional.empty();
    }

    /** What an open run waits for; {@code busy} while something is under way. */
    Question question(Run run, boolean busy, Optional<AuditLoss> loss) {
        if (busy) {
            return new Question.Busy();
        }
        if (loss.isPresent() && !loss.get().accepted()) {
            return new Question.AuditLost(loss.get(), newestFirst(run));
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
            return new Question.Release(newestFirst(run));
        }
        return run.status(current.get()) == Status.FAILED
                ? new Question.Failed(current.get().id())
                : new Question.Busy();
    }

    private static List<Run.OpenHold> newestFirst(Run run) {
        List<Run.OpenHold> holds = new ArrayList<>(run.holds());
        Collections.reverse(holds);
        return holds;
    }
}
