package lifeboat.perform;

/** Something could not be looked at or done; the message in lower case, the hint a sentence that helps. */
public final class PerformException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;
    private final String hint;

    public PerformException(String message, String hint) {
        super(message);
        this.reason = message;
        this.hint = hint;
    }

    public PerformException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.reason = message;
        this.hint = hint;
    }

    /** What failed, on what; lower case. */
    public String reason() {
        return reason;
    }

    /** A sentence that helps at 3 a.m.; may be empty. */
    public String hint() {
        return hint;
    }
}
