package lifeboat.runbook;

/** Says in words what is done with a Pachyderm of 1.x; one sentence each. */
final class ClassicWords implements ClassicTask.Cases<String> {
    @Override
    public String preflight(ClassicTask.Preflight task) {
        return "Look at versions, contexts, connections, open commits and running jobs of "
                + code(task.place().target()) + " before " + (task.restoring() ? "a restore." : "an extract.");
    }

    @Override
    public String recordPipelines(ClassicTask.RecordPipelines task) {
        return "Record every pipeline of " + code(task.target()) + " with its state.";
    }

    @Override
    public String stopPipeline(ClassicTask.StopPipeline task) {
        return "Let the jobs of the pipeline " + code(task.pipeline().text())
                + " end, run `pachctl stop pipeline`, and wait until it is stopped, without pods, running job and open commit.";
    }

    @Override
    public String startPipeline(ClassicTask.StartPipeline task) {
        return "Run `pachctl start pipeline` for " + code(task.pipeline().text()) + ".";
    }

    @Override
    public String proveQuiet(ClassicTask.ProveQuiet task) {
        return "Prove that " + code(task.pipelines().text())
                + " are stopped, without pods, running jobs and open commits.";
    }

    @Override
    public String watchWrites(ClassicTask.WatchWrites task) {
        return "Look for " + code(task.seconds().text()) + " seconds which repos of " + code(task.target())
                + " are still written to from outside.";
    }

    @Override
    public String recordCluster(ClassicTask.RecordCluster task) {
        return task.after()
                ? "Record again what " + code(task.target()) + " holds, and say what was written since."
                : "Record repos, commits, branches and pipelines of " + code(task.target()) + ".";
    }

    @Override
    public String extract(ClassicTask.Extract task) {
        return "Run `pachctl extract` of " + code(task.target()) + " into a file of the backup, or to "
                + code(task.url().text()) + " if that is not empty; objects: "
                + code(task.objects().text()) + "."
                + task.store()
                        .map(store -> " What pachd writes is read back through the store of " + code(store) + ".")
                        .orElse("");
    }

    @Override
    public String checkExtract(ClassicTask.CheckExtract task) {
        return "Prove that the backup's extract is what was written, and say what it is.";
    }

    @Override
    public String proveEmpty(ClassicTask.ProveEmpty task) {
        return "Prove that " + code(task.target()) + " holds no repo and no pipeline.";
    }

    @Override
    public String restore(ClassicTask.Restore task) {
        return "Keep the configuration of pachctl aside, and run `pachctl restore` of the backup's extract on "
                + code(task.target()) + "; a new root token is shown once.";
    }

    @Override
    public String compare(ClassicTask.Compare task) {
        return "Compare repos, commits, branches and pipelines of " + code(task.target())
                + " with what the backup recorded.";
    }

    @Override
    public String snapshotVolume(ClassicTask.SnapshotVolume task) {
        return "Snapshot the volume " + code(task.volume().text()) + " by "
                + code(task.by().text()) + ", and wait until the snapshot is ready.";
    }

    private static String code(String text) {
        return MarkdownText.code(text);
    }
}
