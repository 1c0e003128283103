package lifeboat.pachyderm;

/** {@code pachctl} could not be run, or said no; the message in lower case, the hint a sentence that helps. */
public final class PachctlException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for those who decide by it. */
    public enum Kind {
        /** There is no such program. */
        MISSING,
        /** It took too long. */
        TIMEOUT,
        /** It ended with another exit code than 0. */
        FAILED
    }

    private final Kind kind;
    private final String hint;

    PachctlException(Kind kind, String message, String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    PachctlException(Kind kind, String message, String hint, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** One sentence that helps. */
    public String hint() {
        return hint;
    }
}
