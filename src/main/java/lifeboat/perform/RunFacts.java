package lifeboat.perform;

/** What a manifest says about the run that made the backup. */
public interface RunFacts {
    /**
     * The last record of the audit that is on disk.
     *
     * @param sequence its number, from 1
     * @param hash its chain hash, lower-case hex
     */
    record AuditHead(long sequence, String hash) {}

    /** The audit's head now. */
    AuditHead auditHead();
}
