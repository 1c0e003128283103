package lifeboat.perform;

import lifeboat.runbook.Action;
import lifeboat.runbook.ClassicTask;

/** Who does what with a Pachyderm of 1.x. */
final class ClassicRepertoire implements ClassicTask.Cases<Doing<Action.Classic>> {
    @Override
    public Doing<Action.Classic> preflight(ClassicTask.Preflight task) {
        return new ClassicPreflightDoing(task);
    }

    @Override
    public Doing<Action.Classic> recordPipelines(ClassicTask.RecordPipelines task) {
        return new RecordPipelinesDoing(task);
    }

    @Override
    public Doing<Action.Classic> stopPipeline(ClassicTask.StopPipeline task) {
        return new StopPipelineDoing(task);
    }

    @Override
    public Doing<Action.Classic> startPipeline(ClassicTask.StartPipeline task) {
        return new StartPipelineDoing(task);
    }

    @Override
    public Doing<Action.Classic> proveQuiet(ClassicTask.ProveQuiet task) {
        return new ProveQuietDoing(task);
    }

    @Override
    public Doing<Action.Classic> watchWrites(ClassicTask.WatchWrites task) {
        return new WatchWritesDoing(task);
    }

    @Override
    public Doing<Action.Classic> recordCluster(ClassicTask.RecordCluster task) {
        return new RecordClusterDoing(task);
    }

    @Override
    public Doing<Action.Classic> extract(ClassicTask.Extract task) {
        return new ExtractDoing(task);
    }

    @Override
    public Doing<Action.Classic> checkExtract(ClassicTask.CheckExtract task) {
        return new CheckExtractDoing(task);
    }

    @Override
    public Doing<Action.Classic> proveEmpty(ClassicTask.ProveEmpty task) {
        return new ProveEmptyClusterDoing(task);
    }

    @Override
    public Doing<Action.Classic> restore(ClassicTask.Restore task) {
        return new RestoreClusterDoing(task);
    }

    @Override
    public Doing<Action.Classic> compare(ClassicTask.Compare task) {
        return new CompareClusterDoing(task);
    }

    @Override
    public Doing<Action.Classic> snapshotVolume(ClassicTask.SnapshotVolume task) {
        return new SnapshotVolumeDoing(task);
    }
}
