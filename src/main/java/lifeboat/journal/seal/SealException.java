package lifeboat.journal.seal;

/** Thrown when a seal cannot be signed, or what should be a key or a signature cannot be read as one. */
public final class SealException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final String hint;

    /** {@code reason} in lower case: what failed, on what; {@code hint} a sentence that helps. */
    public SealException(String reason, String hint) {
        super(reason);
        this.reason = reason;
        this.hint = hint;
    }

    /** The same, with what caused it. */
    public SealException(String reason, String hint, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
        this.hint = hint;
    }

    /** What failed, on what; lower case. */
    public String reason() {
        return reason;
    }

    /** A sentence that helps. */
    public String hint() {
        return hint;
    }
}
