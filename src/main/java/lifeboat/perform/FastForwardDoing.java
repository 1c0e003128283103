package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lifeboat.atlas.AtlasCli;
import lifeboat.atlas.AtlasException;
import lifeboat.database.DatabaseException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;
import lifeboat.runbook.AtlasTask.FetchTimestamp.Which;

/** Makes the timestamp service begin above the fast-forward timestamp, and proves it by the bound that the store keeps. */
final class FastForwardDoing implements Doing<Action.Atlas> {
    private final AtlasTask.FastForward task;

    FastForwardDoing(AtlasTask.FastForward task) {
        this.task = task;
    }

    private CleaningGuard guard(Call<Action.Atlas> call) throws PerformException {
        return CleaningGuard.look(call, task.target(), call.text(task.backup()), task.hold());
    }

    private static List<String> command(CleaningGuard guard) {
        return guard.place().cli().fastForward(AtlasBackup.file(guard.backup().folder(), Which.FAST_FORWARD));
    }

    private static OptionalLong bound(Call<Action.Atlas> call, AtlasPlace place) throws PerformException {
        try {
            return place.isPostgres() ? place.store(call.world(), call.run()).bound() : OptionalLong.empty();
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) throws PerformException {
        CleaningGuard guard = guard(call);
        OptionalLong now = bound(call, guard.place());
        return new Preview(
                List.of(new Preview.Change(
                        guard.where(),
                        "bound of the timestamps",
                        now.isPresent() ? Long.toString(now.getAsLong()) : "not seen from here",
                        "above " + guard.backup().fit().fastForward())),
                List.of(),
                List.of(command(guard)),
                guard.facts(),
                List.of("a jump forward cannot be taken back"));
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        CleaningGuard guard = guard(call);
        AtlasProgram.Ran ran = new AtlasProgram(call, attempt, listener).run(guard.place(), command(guard));
        try {
            guard.place().cli().judge(AtlasCli.Verb.FAST_FORWARD, ran.exit(), ran.lines());
            OptionalLong now = bound(call, guard.place());
            long wanted = guard.backup().fit().fastForward();
            if (now.isEmpty()) {
                listener.checked(
                        "_timestamp",
                        Severity.WARN,
                        "the store does not keep the bound, so the timestamp service elsewhere has to be asked");
                return Doing.done(
                        Map.of("bound", List.of(), "done", List.of("true")), "the program says that it is done");
            }
            String words = "the bound is " + now.getAsLong() + ", the fast-forward timestamp " + wanted;
            if (now.getAsLong() < wanted) {
                listener.checked("_timestamp", Severity.FAIL, words);
                return new Outcome.Failed(
                        false,
                        "the timestamps would begin too low: " + words,
                        "Do not start the service: timestamps that are used twice destroy data without a word.",
                        EffectSeen.UNKNOWN);
            }
            listener.checked("_timestamp", Severity.PASS, words);
            return Doing.done(Map.of("bound", List.of(Long.toString(now.getAsLong())), "done", List.of("true")), words);
        } catch (AtlasException e) {
            return new Outcome.Failed(false, Reasons.message(e), e.hint(), EffectSeen.UNKNOWN);
        } catch (PerformException e) {
            throw e.after(EffectSeen.UNKNOWN);
        }
    }

    @Override
    public Performer.Finding probe(Call<Action.Atlas> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        OptionalLong now = bound(call, place);
        if (now.isEmpty()) {
            return Findings.byClass(call, program);
        }
        long wanted = AtlasBackup.read(call.text(task.backup())).fit().fastForward();
        return new Performer.Finding(
                Optional.of(Verdict.PARTLY),
                "the bound is " + now.getAsLong() + ", the fast-forward timestamp " + wanted
                        + "; doing it again does no harm",
                false);
    }
}
