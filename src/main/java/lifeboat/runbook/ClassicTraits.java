package lifeboat.runbook;

import java.util.Set;

/** What is the same for every step with a task on a Pachyderm of 1.x, whatever the task's own values. */
final class ClassicTraits implements ClassicTask.Cases<Traits> {
    private static Traits of(String key, Effect effect, Repeat repeat, String... outputs) {
        return new Traits(key, effect, repeat, Set.of(outputs));
    }

    @Override
    public Traits preflight(ClassicTask.Preflight task) {
        return of(
                "classic_preflight",
                Effect.READ,
                Repeat.READ,
                "pachyderm_version",
                "context",
                "address",
                "pipelines",
                "running_jobs",
                "open_commits",
                "auth",
                "licensed");
    }

    @Override
    public Traits recordPipelines(ClassicTask.RecordPipelines task) {
        return of(
                "record_pipelines",
                Effect.READ,
                Repeat.READ,
                "all",
                "running",
                "stopped",
                "failed",
                "states",
                "workers");
    }

    @Override
    public Traits stopPipeline(ClassicTask.StopPipeline task) {
        return of("stop_pipeline", Effect.MUTATE, Repeat.SET, "names");
    }

    @Override
    public Traits startPipeline(ClassicTask.StartPipeline task) {
        return of("start_pipeline", Effect.MUTATE, Repeat.SET, "names");
    }

    @Override
    public Traits proveQuiet(ClassicTask.ProveQuiet task) {
        return of("prove_quiet", Effect.READ, Repeat.READ);
    }

    @Override
    public Traits watchWrites(ClassicTask.WatchWrites task) {
        return of("watch_writes", Effect.READ, Repeat.READ, "written");
    }

    @Override
    public Traits recordCluster(ClassicTask.RecordCluster task) {
        return of(
                "record_cluster",
                Effect.READ,
                Repeat.ARTIFACT,
                "repos",
                "commits",
                "branches",
                "pipelines",
                "open",
                "written",
                "sha256");
    }

    @Override
    public Traits extract(ClassicTask.Extract task) {
        return of(
                "extract_cluster",
                Effect.READ,
                Repeat.ARTIFACT,
                "file",
                "url",
                "objects",
                "bytes",
                "sha256",
                "verified");
    }

    @Override
    public Traits checkExtract(ClassicTask.CheckExtract task) {
        return of(
                "check_extract",
                Effect.READ,
                Repeat.READ,
                "kind",
                "version",
                "url",
                "objects",
                "bucket",
                "snapshot",
                "running",
                "pipelines");
    }

    @Override
    public Traits proveEmpty(ClassicTask.ProveEmpty task) {
        return of("check_empty_cluster", Effect.READ, Repeat.READ);
    }

    @Override
    public Traits restore(ClassicTask.Restore task) {
        return of("restore_cluster", Effect.MUTATE, Repeat.ONCE, "root_token");
    }

    @Override
    public Traits compare(ClassicTask.Compare task) {
        return of("compare_cluster", Effect.READ, Repeat.READ, "repos", "commits", "branches", "pipelines");
    }

    @Override
    public Traits snapshotVolume(ClassicTask.SnapshotVolume task) {
        return of("snapshot_volume", Effect.MUTATE, Repeat.SET, "id", "by");
    }
}
