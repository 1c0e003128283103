package lifeboat.journal;

/** Thrown for a record that a later version of lifeboat wrote. */
final class UnknownVersionException extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownVersionException(String message) {
        super(message);
    }
}
