package lifeboat.journal;

/** The right to work on what a runbook's {@code lock} names; one run of this machine's state directory has it. */
public final class TargetLock implements AutoCloseable {
    private final String name;
    private final LockFile lock;

    TargetLock(String name, LockFile lock) {
        this.name = name;
        this.lock = lock;
    }

    /** The name of the lock, as the runbook says it. */
    public String name() {
        return name;
    }

    @Override
    public void close() throws JournalException {
        lock.close();
    }
}
