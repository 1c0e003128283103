package lifeboat.notice;

/** A notice that may not have reached anyone. */
public final class NoticeException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final String hint;
    private final boolean mayHaveArrived;

    NoticeException(String reason, String hint, boolean mayHaveArrived) {
        super(reason);
        this.reason = reason;
        this.hint = hint;
        this.mayHaveArrived = mayHaveArrived;
    }

    /** What failed; lower case. */
    public String reason() {
        return reason;
    }

    /** A sentence that helps. */
    public String hint() {
        return hint;
    }

    /** Whether it may have been taken all the same. */
    public boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
