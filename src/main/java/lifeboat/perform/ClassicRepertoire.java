package lifeboat.perform;

import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Who does what with a Pachyderm of 1.x. */
final class ClassicRepertoire implements ClassicTask.Cases<Doing<ClassicAction>> {
    @Override
    public Doing<ClassicAction> preflight(ClassicTask.Preflight task) {
        return new ClassicPreflightDoing(task);
    }

    @Override
    public Doing<ClassicAction> recordPipelines(ClassicTask.RecordPipelines task) {
        return new RecordPipelinesDoing(task);
    }

    @Override
    public Doing<ClassicAction> stopPipeline(ClassicTask.StopPipeline task) {
        return new StopPipelineDoing(task);
    }

    @Override
    public Doing<ClassicAction> startPipeline(ClassicTask.StartPipeline task) {
        return new StartPipelineDoing(task);
    }

    @Override
    public Doing<ClassicAction> proveQuiet(ClassicTask.ProveQuiet task) {
        return new ProveQuietDoing(task);
    }

    @Override
    public Doing<ClassicAction> watchWrites(ClassicTask.WatchWrites task) {
        return new WatchWritesDoing(task);
    }

    @Override
    public Doing<ClassicAction> recordCluster(ClassicTask.RecordCluster task) {
        return new RecordClusterDoing(task);
    }

    @Override
    public Doing<ClassicAction> extract(ClassicTask.Extract task) {
        return new ExtractDoing(task);
    }

    @Override
    public Doing<ClassicAction> checkExtract(ClassicTask.CheckExtract task) {
        return new CheckExtractDoing(task);
    }

    @Override
    public Doing<ClassicAction> proveEmpty(ClassicTask.ProveEmpty task) {
        return new ProveEmptyClusterDoing(task);
    }

    @Override
    public Doing<ClassicAction> restore(ClassicTask.Restore task) {
        return new RestoreClusterDoing(task);
    }

    @Override
    public Doing<ClassicAction> compare(ClassicTask.Compare task) {
        return new CompareClusterDoing(task);
    }

    @Override
    public Doing<ClassicAction> snapshotVolume(ClassicTask.SnapshotVolume task) {
        return new SnapshotVolumeDoing(task);
    }
}
