package lifeboat.database;

/** A question to a database or a program that works on it did not come to a good end. */
public final class DatabaseException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong, for those who decide by it. */
    public enum Kind {
        /** Nothing listens there, or the name is unknown. */
        UNREACHABLE,
        /** It took too long. */
        TIMEOUT,
        /** The password or the role is wrong, or the server does not let us in. */
        LOGIN,
        /** TLS is missing, or the server did not prove who it is. */
        TLS,
        /** There is no such database. */
        NO_DATABASE,
        /** The role may not do that. */
        PERMISSION,
        /** A client program is missing, or older than the server. */
        TOOLS,
        /** A client program failed. */
        PROGRAM,
        /** Somebody asked to stop. */
        STOPPED,
        /** What was written does not read back, or is not what it was. */
        DAMAGED,
        /** Something is there already and is not overwritten. */
        EXISTS,
        /** Somebody is connected to it. */
        IN_USE,
        /** A change was sent, and its answer was lost: whether it was made is not known. */
        UNKNOWN_OUTCOME,
        /** The disk does not take it. */
        DISK,
        /** Anything else that the server says. */
        SERVER
    }

    private final Kind kind;
    private final String hint;

    /** What went wrong, on what, and one sentence that helps; no secret in either. */
    public DatabaseException(Kind kind, String message, String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    /** As above, with a cause whose message holds no secret. */
    public DatabaseException(Kind kind, String message, String hint, Throwable cause) {
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
