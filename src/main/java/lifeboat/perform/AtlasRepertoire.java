package lifeboat.perform;

import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;

/** Who does what with an AtlasDB. */
final class AtlasRepertoire implements AtlasTask.Cases<Doing<Action.Atlas>> {
    @Override
    public Doing<Action.Atlas> preflight(AtlasTask.Preflight task) {
        return new AtlasPreflightDoing(task);
    }

    @Override
    public Doing<Action.Atlas> acquireLock(AtlasTask.AcquireLock task) {
        return new AcquireLockDoing(task);
    }

    @Override
    public Doing<Action.Atlas> releaseLock(AtlasTask.ReleaseLock task) {
        return new ReleaseLockDoing(task);
    }

    @Override
    public Doing<Action.Atlas> fetchTimestamp(AtlasTask.FetchTimestamp task) {
        return new FetchTimestampDoing(task);
    }

    @Override
    public Doing<Action.Atlas> checkBackup(AtlasTask.CheckBackup task) {
        return new CheckAtlasBackupDoing(task);
    }

    @Override
    public Doing<Action.Atlas> proveOffline(AtlasTask.ProveOffline task) {
        return new ProveStoreDoing(task.target(), true, task.empty(), task.nodes());
    }

    @Override
    public Doing<Action.Atlas> proveEmpty(AtlasTask.ProveEmpty task) {
        return new ProveStoreDoing(task.target(), false, true, task.nodes());
    }

    @Override
    public Doing<Action.Atlas> restoreStore(AtlasTask.RestoreStore task) {
        return new RestoreStoreDoing(task);
    }

    @Override
    public Doing<Action.Atlas> cleanTransactions(AtlasTask.CleanTransactions task) {
        return new CleanTransactionsDoing(task);
    }

    @Override
    public Doing<Action.Atlas> fastForward(AtlasTask.FastForward task) {
        return new FastForwardDoing(task);
    }

    @Override
    public Doing<Action.Atlas> proveTimestamps(AtlasTask.ProveTimestamps task) {
        return new ProveTimestampsDoing(task);
    }

    @Override
    public Doing<Action.Atlas> askNode(AtlasTask.AskNode task) {
        return new AskNodeDoing(task);
    }
}
