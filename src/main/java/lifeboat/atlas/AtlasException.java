package lifeboat.atlas;

/** A question to AtlasDB, or a command to it, that did not come to a good end. No secret is in message or hint. */
public final class AtlasException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for those who decide by it. */
    public enum Kind {
        /** The configuration cannot be read, or does not say what is needed. */
        CONFIGURATION,
        /** The version is not known, contradicts what is installed, or cannot do it. */
        VERSION,
        /** A timestamp file is missing, is not a timestamp, or is there already. */
        TIMESTAMP,
        /** Nothing answers at the service's address. */
        UNREACHABLE,
        /** Somebody else holds the backup lock. */
        HELD,
        /** There is no such lock to release. */
        NOT_HELD,
        /** The service has no such endpoint. */
        NO_LOCK,
        /** The program or the service failed, or said something that we do not understand. */
        FAILED
    }

    private final Kind kind;
    private final String hint;

    /** What failed, on what, in lower case, and one sentence that helps. */
    public AtlasException(Kind kind, String message, String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    /** As above, with a cause whose message holds no secret. */
    public AtlasException(Kind kind, String message, String hint, Throwable cause) {
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
