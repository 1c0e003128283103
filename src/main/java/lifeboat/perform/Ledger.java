package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.run.Intent;
import lifeboat.run.Recorded;
import lifeboat.run.Run;
import lifeboat.run.RunEvent;
import lifeboat.run.RunRecord;
import lifeboat.run.RunRecord.RecordException;
import lifeboat.run.StepState.Status;
import lifeboat.runbook.Step;

/**
 * Where a run's events go: into its record, and into memory when that cannot be written any more. Belongs to the run thread.
 */
final class Ledger {
    private final RunRecord record;
    private Optional<AuditLoss> loss = Optional.empty();

    Ledger(RunRecord record) {
        this.record = record;
    }

    /** That the record cannot be written, and what the operator said to that; empty while all is well. */
    Optional<AuditLoss> loss() {
        return loss;
    }

    /**
     * Keeps the events, or else remembers them.
     *
     * @param begins whether they let something begin; those are never remembered unless the operator accepted that
     * @throws RecordException if they let something begin and were not kept
     */
    List<Recorded> append(List<RunEvent> events, boolean begins) throws RecordException {
        if (loss.isEmpty() || !loss.get().remembers()) {
            try {
                return record.append(events);
            } catch (RecordException e) {
                if (begins) {
                    throw e;
                }
                lose(e);
            }
        }
        List<Recorded> remembered = record.remember(events);
        loss = loss.map(one -> {
            List<Recorded> missing = new ArrayList<>(one.missing());
            missing.addAll(remembered);
            return new AuditLoss(one.reason(), one.hint(), one.accepted(), one.elsewhere(), missing);
        });
        return remembered;
    }

    /** From now on nothing is kept, and nothing begins before the operator said how. */
    void lose(RecordException e) {
        loss = Optional.of(new AuditLoss(e.reason(), e.hint(), false, Optional.empty(), List.of()));
    }

    /** The operator accepts that what releases a hold stands in no audit; {@code typed} says so. */
    boolean accept(String typed) {
        boolean accepted = loss.isPresent() && typed.equals(AuditLoss.TYPED);
        if (accepted) {
            loss = loss.map(one -> new AuditLoss(one.reason(), one.hint(), true, Optional.empty(), one.missing()));
        }
        return accepted;
    }

    /** Keeps what was remembered and goes on: where it was, and then all is well; or in that directory. */
    List<Recorded> catchUp(Optional<String> directory) throws RecordException {
        if (loss.isEmpty()) {
            return List.of();
        }
        List<Recorded> own = record.catchUp(directory);
        loss = directory.flatMap(
                there -> loss.map(one -> new AuditLoss(one.reason(), one.hint(), true, directory, List.of())));
        return own;
    }

    /** Why this may not begin now, whatever the run says. */
    Optional<String> obstacle(Intent intent, Run run) {
        return begins(intent) ? obstacle(restores(intent, run)) : Optional.empty();
    }

    /** Why something that releases a hold, or does not, may not begin now. */
    Optional<String> obstacle(boolean restores) {
        if (loss.isEmpty() || (restores && loss.get().accepted())) {
            return Optional.empty();
        }
        return Optional.of("the audit cannot be written: "
                + (restores ? "say first how to go on" : "nothing new begins but what releases a hold"));
    }

    static boolean begins(Intent intent) {
        return intent instanceof Intent.Begin || intent instanceof Intent.Continue;
    }

    /** Whether this takes something back, or releases a hold. */
    static boolean restores(Intent intent, Run run) {
        if (intent instanceof Intent.Begin begin) {
            return begin.undo() || restores(run.step(begin.step()));
        }
        return intent instanceof Intent.Continue more
                && (run.status(run.step(more.step())) == Status.UNDOING || restores(run.step(more.step())));
    }

    static boolean restores(Step step) {
        return !step.releases().isEmpty() || step.together().stream().anyMatch(child -> restores(child));
    }
}
