package lifeboat;

/** Something that ends a command: lower case, what failed, on what; with a hint and an exit code. */
final class Complaint extends Exception {
    private static final long serialVersionUID = 1L;
    private final int exitCode;
    private final String reason;
    private final String hint;

    Complaint(int exitCode, String reason, String hint) {
        super(reason);
        this.exitCode = exitCode;
        this.reason = reason;
        this.hint = hint;
    }

    /** Wrong usage, a bad runbook, or input that cannot be read. */
    static Complaint usage(String reason, String hint) {
        return new Complaint(ExitCodes.USAGE, reason, hint);
    }

    /** Refused by a guard before anything was changed. */
    static Complaint refused(String reason, String hint) {
        return new Complaint(ExitCodes.REFUSED, reason, hint);
    }

    int exitCode() {
        return exitCode;
    }

    String reason() {
        return reason;
    }

    String hint() {
        return hint;
    }
}
