package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.atlas.AtlasCli;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.BackupLock;
import lifeboat.database.AtlasStore;
import lifeboat.database.DatabaseException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Verdict;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;

/** Gives the backup lock back: one that this run took, or one that came with a dump. That nobody holds it is fine. */
final class ReleaseLockDoing implements Doing<Action.Atlas> {
    private final AtlasTask.ReleaseLock task;

    ReleaseLockDoing(AtlasTask.ReleaseLock task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) throws PerformException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        String now = AtlasLocks.now(call, place).orElse("not seen from here");
        String by = call.text(task.by());
        return new Preview(
                List.of(new Preview.Change("backup lock", "reason", now, AtlasLocks.AVAILABLE)),
                List.of(),
                by.equals("cli") ? List.of(place.cli().release()) : List.of(),
                by.equals("http")
                        ? List.of("POST " + AtlasLocks.endpoint(place).releaseUrl())
                        : by.equals("sql")
                                ? List.of("UPDATE _persisted_locks, if it is still as it is shown here")
                                : List.of(),
                List.of());
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        AtlasPlace place = AtlasPlace.of(call, task.target());
        try {
            return switch (call.text(task.by())) {
                case "sql" -> bySql(call, place);
                case "cli" -> {
                    AtlasProgram.Ran ran = new AtlasProgram(call, attempt, listener)
                            .run(place, place.cli().release());
                    yield found(place.cli().judgeRelease(ran.exit(), ran.lines()) == AtlasCli.Released.YES);
                }
                default -> byHttp(call, place, listener);
            };
        } catch (AtlasException e) {
            return new Outcome.Failed(false, Reasons.message(e), e.hint(), EffectSeen.UNKNOWN);
        }
    }

    private static Outcome found(boolean held) {
        return Doing.done(
                Map.of("found", List.of(held ? "held" : "free")),
                held ? "released" : "nobody held it; there was nothing to release");
    }

    private Outcome byHttp(Call<Action.Atlas> call, AtlasPlace place, Performer.Listener listener)
            throws PerformException, AtlasException, InterruptedException {
        BackupLock lock = AtlasLocks.endpoint(place);
        String token = call.text(task.token());
        boolean held = true;
        if (token.isEmpty()) {
            // Taking it again finds the token of a lock that is ours, or takes one that is free.
            BackupLock.Held again = lock.acquire(AcquireLockDoing.reason(call.run()), listener.cancelled());
            token = again.token();
            held = again.found();
        }
        try {
            lock.release(token);
            return found(held);
        } catch (AtlasException e) {
            if (e.kind() == AtlasException.Kind.NOT_HELD) {
                listener.line(Reasons.message(e));
                return found(false);
            }
            throw e;
        }
    }

    /** The way of the troubleshooting pages, for a store that nobody works with: the row is set back to what free looks like. */
    private static Outcome bySql(Call<Action.Atlas> call, AtlasPlace place) throws PerformException {
        new AtlasOffline(call, place).demand();
        AtlasStore store = place.store(call.world(), call.run());
        try {
            Optional<String> lock = store.lock();
            if (lock.isEmpty() || lock.get().contains("\"reason\":\"" + AtlasLocks.AVAILABLE + "\"")) {
                return found(false);
            }
            if (!store.setLock(lock.get(), AtlasLocks.FREE)) {
                throw new PerformException(
                        "the backup lock changed while it was being released",
                        "Somebody works with the store; find out who.");
            }
            return found(true);
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Performer.Finding probe(Call<Action.Atlas> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        Optional<String> now = AtlasLocks.now(call, AtlasPlace.of(call, task.target()));
        if (now.isEmpty()) {
            return Findings.byClass(call, program);
        }
        boolean free = now.get().equals(AtlasLocks.AVAILABLE);
        return new Performer.Finding(
                Optional.of(free ? Verdict.TOOK_EFFECT : Verdict.DID_NOT),
                "the reason in the backup lock is \"" + now.get() + "\"",
                true);
    }
}
