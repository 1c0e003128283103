package lifeboat.backup;

/** Something in a backup's folder cannot be written or read, or is not what it was. */
public final class BackupException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final String hint;

    /** {@code reason} in lower case: what failed, on what; {@code hint} a sentence that helps. */
    public BackupException(String reason, String hint) {
        super(reason);
        this.reason = reason;
        this.hint = hint;
    }

    /** The same, with what caused it. */
    public BackupException(String reason, String hint, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.hint = hint;
    }

    /** What failed, on what. */
    public String reason() {
        return reason;
    }

    /** A sentence that helps. */
    public String hint() {
        return hint;
    }
}
