package lifeboat;

import lifeboat.cluster.RunLease;

/** Another run has the lock in the cluster, and it stays with it. */
final class HeldElsewhere extends Exception {
    private static final long serialVersionUID = 1L;
    private final String lock;
    private final String reason;
    private final Complaint complaint;

    HeldElsewhere(String lockName, RunLease theirs) {
        super("somebody else works on " + lockName);
        this.lock = "lease " + theirs.leaseName();
        this.reason = "it is held by " + String.join(", ", TakeOver.told(theirs));
        this.complaint = Complaint.refused(
                "somebody else works on " + lockName + ": " + String.join(", ", TakeOver.told(theirs)),
                "Ask them. If that run was left or is dead, finish it on its machine: `lifeboat resume " + theirs.run()
                        + "`; or start again and type its id to take the lock over.");
    }

    /** What a journal calls the lock. */
    String lock() {
        return lock;
    }

    /** Who has it. */
    String reason() {
        return reason;
    }

    /** What the operator reads. */
    Complaint complaint() {
        return complaint;
    }
}
