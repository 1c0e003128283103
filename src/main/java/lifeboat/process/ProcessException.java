package lifeboat.process;

/** A program could not be started or its output could not be kept. */
public final class ProcessException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /** What failed, on what; and a sentence on what to do about it. */
    public ProcessException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What failed, on what, a sentence on what to do about it, and what caused it. */
    public ProcessException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** One sentence that helps. */
    public String hint() {
        return hint;
    }
}
