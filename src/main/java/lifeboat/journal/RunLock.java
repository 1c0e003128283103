package lifeboat.journal;

/** The right to write into one run's folder; only one process has it. */
public final class RunLock implements AutoCloseable {
    private final RunFolder folder;
    private final LockFile lock;

    private RunLock(RunFolder folder, LockFile lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Takes the lock of a run.
     *
     * @throws LockedException if somebody works on the run, this process included; it says who
     */
    public static RunLock take(RunFolder folder, Holder holder) throws JournalException {
        return new RunLock(
                folder, LockFile.take(folder.path().resolve(RunFolder.LOCK), "run " + folder.runId(), holder));
    }

    /** The run's folder. */
    public RunFolder folder() {
        return folder;
    }

    @Override
    public void close() throws JournalException {
        lock.close();
    }
}
