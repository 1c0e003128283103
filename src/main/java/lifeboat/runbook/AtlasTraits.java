package lifeboat.runbook;

import java.util.Set;

/** What is the same for every step with a task on an AtlasDB, whatever the task's own values. */
final class AtlasTraits implements AtlasTask.Cases<Traits> {
    private static Traits of(String key, Effect effect, Repeat repeat, String... outputs) {
        return new Traits(key, effect, repeat, Set.of(outputs));
    }

    @Override
    public Traits preflight(AtlasTask.Preflight task) {
        return of("atlas_preflight", Effect.READ, Repeat.READ, "version", "nodes", "keyspace");
    }

    @Override
    public Traits acquireLock(AtlasTask.AcquireLock task) {
        return of("acquire_backup_lock", Effect.MUTATE, Repeat.SET, "token", "reason");
    }

    @Override
    public Traits releaseLock(AtlasTask.ReleaseLock task) {
        return of("release_backup_lock", Effect.MUTATE, Repeat.SET, "found");
    }

    @Override
    public Traits fetchTimestamp(AtlasTask.FetchTimestamp task) {
        return of("fetch_timestamp", Effect.READ, Repeat.ARTIFACT, "timestamp", "sha256", "newest_before");
    }

    @Override
    public Traits checkBackup(AtlasTask.CheckBackup task) {
        return of(
                "check_atlas_backup",
                Effect.READ,
                Repeat.READ,
                "backup_timestamp",
                "fast_forward_timestamp",
                "written",
                "snapshot",
                "tables",
                "lock_token");
    }

    @Override
    public Traits proveOffline(AtlasTask.ProveOffline task) {
        return of("prove_offline", Effect.READ, Repeat.READ);
    }

    @Override
    public Traits proveEmpty(AtlasTask.ProveEmpty task) {
        return of("prove_empty", Effect.READ, Repeat.READ);
    }

    @Override
    public Traits restoreStore(AtlasTask.RestoreStore task) {
        return of("restore_atlas_store", Effect.MUTATE, Repeat.SET, "tables", "rows");
    }

    @Override
    public Traits cleanTransactions(AtlasTask.CleanTransactions task) {
        return of("clean_transactions", Effect.DESTROY, Repeat.DESTRUCTIVE, "deleted", "left");
    }

    @Override
    public Traits fastForward(AtlasTask.FastForward task) {
        return of("fast_forward", Effect.MUTATE, Repeat.SET, "bound", "done");
    }

    @Override
    public Traits proveTimestamps(AtlasTask.ProveTimestamps task) {
        return of("prove_timestamps", Effect.READ, Repeat.READ, "timestamp");
    }

    @Override
    public Traits askNode(AtlasTask.AskNode task) {
        return of("nodetool", Effect.MUTATE, Repeat.SET, "snapshot", "tables");
    }
}
