package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.atlas.AtlasCli;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.TimestampFit;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;
import lifeboat.runbook.AtlasTask.FetchTimestamp.Which;

/** Deletes the transactions that committed after the backup timestamp, and proves in the store that these and no others went. */
final class CleanTransactionsDoing implements Doing<Action.Atlas> {
    private final AtlasTask.CleanTransactions task;

    CleanTransactionsDoing(AtlasTask.CleanTransactions task) {
        this.task = task;
    }

    private CleaningGuard guard(Call<Action.Atlas> call) throws PerformException {
        return CleaningGuard.look(call, task.target(), call.text(task.backup()), task.hold());
    }

    private static List<String> command(CleaningGuard guard) throws PerformException {
        try {
            return guard.place().cli().clean(AtlasBackup.file(guard.backup().folder(), Which.BACKUP));
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) throws PerformException {
        CleaningGuard guard = guard(call);
        List<Preview.Change> changes = guard.ledger()
                .map(now -> List.of(new Preview.Change(
                        guard.where(),
                        "committed transactions",
                        Long.toString(now.committed()),
                        Long.toString(now.committed() - now.after()))))
                .orElse(List.of());
        List<String> facts = new ArrayList<>(guard.facts());
        guard.place().cli().line().cleaningWarning().ifPresent(facts::add);
        return new Preview(changes, List.of(), List.of(command(guard)), List.of(), facts);
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        CleaningGuard before = guard(call);
        List<String> command = command(before);
        AtlasProgram.Ran ran = new AtlasProgram(call, attempt, listener).run(before.place(), command);
        try {
            before.place().cli().judge(AtlasCli.Verb.CLEAN, ran.exit(), ran.lines());
            return before.ledger().isPresent()
                    ? proved(call, before, before.ledger().get(), listener)
                    : unproved(listener);
        } catch (AtlasException e) {
            return new Outcome.Failed(false, Reasons.message(e), e.hint(), EffectSeen.UNKNOWN);
        } catch (PerformException e) {
            throw e.after(EffectSeen.HAPPENED);
        }
    }

    private static Outcome proved(
            Call<Action.Atlas> call, CleaningGuard before, TimestampFit.Ledger then, Performer.Listener listener)
            throws PerformException {
        TimestampFit.Ledger now = AtlasLedger.of(
                before.place().store(call.world(), call.run()),
                before.backup().fit().backup());
        String words = then.committed() + " committed before, " + now.committed() + " now, " + now.after()
                + " of them after the backup timestamp";
        if (now.after() > 0) {
            listener.checked("_transactions", Severity.FAIL, words);
            return new Outcome.Failed(
                    false,
                    now.after() + " transactions that committed after the backup timestamp are still there",
                    "A version before 0.38.0 leaves those that began before it: clean again with the program of a version"
                            + " from 0.38.0 to 0.102.",
                    EffectSeen.HAPPENED);
        }
        if (now.committed() != then.committed() - then.after()) {
            listener.checked("_transactions", Severity.FAIL, words);
            return new Outcome.Failed(
                    false,
                    "other transactions went than those that should: " + words,
                    "Do not start the service. Restore the store again from the backup.",
                    EffectSeen.HAPPENED);
        }
        listener.checked("_transactions", Severity.PASS, words);
        return Doing.done(
                Map.of(
                        "deleted", List.of(Long.toString(then.after())),
                        "left", List.of(Long.toString(now.committed()))),
                then.after() + " transactions deleted, " + now.committed() + " left");
    }

    private static Outcome unproved(Performer.Listener listener) {
        listener.checked(
                "_transactions", Severity.WARN, "cannot be counted from here; the program's word is all there is");
        return Doing.done(Map.of("deleted", List.of(), "left", List.of()), "the program says that it is done");
    }

    @Override
    public Performer.Finding probe(Call<Action.Atlas> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        if (!place.isPostgres()) {
            return Findings.byClass(call, program);
        }
        AtlasBackup backup = AtlasBackup.read(call.text(task.backup()));
        TimestampFit.Ledger now = AtlasLedger.of(
                place.store(call.world(), call.run()), backup.fit().backup());
        // It destroys: the operator settles it, and what is done again is confirmed again.
        return new Performer.Finding(
                now.after() == 0 ? Optional.of(lifeboat.run.Verdict.TOOK_EFFECT) : Optional.empty(),
                now.after() + " transactions that committed after the backup timestamp are there, of "
                        + now.committed(),
                false);
    }
}
