package lifeboat.lab;

/** A part of the lab could not be started, found or stopped. */
public final class LabException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /** What failed, on what, and one sentence that helps. */
    public LabException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** As above, with a cause. */
    public LabException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** One sentence on what to try next. */
    public String hint() {
        return hint;
    }
}
