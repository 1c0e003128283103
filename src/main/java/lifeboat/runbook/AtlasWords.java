package lifeboat.runbook;

/** Says in words what is done with an AtlasDB; one sentence each. */
final class AtlasWords implements AtlasTask.Cases<String> {
    @Override
    public String preflight(AtlasTask.Preflight task) {
        return "Look at program, version, configuration, store and lock of " + code(task.target()) + " before a "
                + (task.backing() ? "backup" : "restore") + "; the lock is taken by "
                + code(task.lock().text()) + ".";
    }

    @Override
    public String acquireLock(AtlasTask.AcquireLock task) {
        return "Take the backup lock of " + code(task.target()) + " by "
                + code(task.by().text()) + ".";
    }

    @Override
    public String releaseLock(AtlasTask.ReleaseLock task) {
        return "Give the backup lock of " + code(task.target()) + " back by "
                + code(task.by().text()) + "; that nobody holds it is fine.";
    }

    @Override
    public String fetchTimestamp(AtlasTask.FetchTimestamp task) {
        return "Fetch the " + task.which().word() + " timestamp of " + code(task.target())
                + " through the running service, into a file that is written once.";
    }

    @Override
    public String checkBackup(AtlasTask.CheckBackup task) {
        return "Read the backup " + code(task.backup().text()) + ": every file against its manifest, the timestamps"
                + " against each other and against what was dumped.";
    }

    @Override
    public String proveOffline(AtlasTask.ProveOffline task) {
        return "Prove that nothing listens at the service of " + code(task.target())
                + " and nobody is connected to its store" + (task.empty() ? ", which must be empty." : ".");
    }

    @Override
    public String proveEmpty(AtlasTask.ProveEmpty task) {
        return "Prove that the store of " + code(task.target()) + " holds nothing.";
    }

    @Override
    public String restoreStore(AtlasTask.RestoreStore task) {
        return "Restore the dump in " + code(task.backup().text()) + " with pg_restore ("
                + code(task.jobs().text())
                + " jobs) under a scratch name, compare it, and give it the name of the store of "
                + code(task.target()) + ".";
    }

    @Override
    public String cleanTransactions(AtlasTask.CleanTransactions task) {
        return "Run `atlasdb --offline timestamp --file … clean-transactions` with the backup timestamp in "
                + code(task.backup().text()) + ", and prove it in `_transactions`; only while " + code(task.hold())
                + " is held.";
    }

    @Override
    public String fastForward(AtlasTask.FastForward task) {
        return "Run `atlasdb --offline timestamp --file … fast-forward` with the fast-forward timestamp in "
                + code(task.backup().text()) + ", and prove it in `_timestamp`; only while " + code(task.hold())
                + " is held.";
    }

    @Override
    public String proveTimestamps(AtlasTask.ProveTimestamps task) {
        return "Fetch a fresh timestamp of " + code(task.target())
                + " through the running service, and prove that it is above the fast-forward timestamp in "
                + code(task.backup().text()) + ".";
    }

    @Override
    public String askNode(AtlasTask.AskNode task) {
        String does =
                switch (task.work()) {
                    case SNAPSHOT -> "Run `nodetool snapshot` of the keyspace on the node ";
                    case REFRESH ->
                        "Run `nodetool refresh` of each of the tables "
                                + code(task.tables().text()) + " on the node ";
                    case REPAIR -> "Run `nodetool repair --partitioner-range --full` of `_transactions` on the node ";
                };
        return does + code(task.node().text()) + ", over ssh.";
    }

    private static String code(String text) {
        return MarkdownText.code(text);
    }
}
