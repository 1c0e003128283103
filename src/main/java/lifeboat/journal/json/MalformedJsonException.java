package lifeboat.journal.json;

/** Thrown for text that is not the JSON that is kept here; the message says what is wrong, in lower case, and where. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@code message} in lower case: what is wrong, and where. */
    public MalformedJsonException(String message) {
        super(message);
    }
}
