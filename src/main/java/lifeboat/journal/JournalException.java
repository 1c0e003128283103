package lifeboat.journal;

/** Thrown when something of the state directory cannot be read, kept or taken. */
public class JournalException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String hint;

    /** {@code message} in lower case: what failed, on what; {@code hint} a sentence that helps. */
    public JournalException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** The same, with what caused it. */
    public JournalException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** A sentence that helps. */
    public final String hint() {
        return hint;
    }
}
