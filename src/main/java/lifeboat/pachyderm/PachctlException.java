package lifeboat.pachyderm;

import org.jspecify.annotations.Nullable;

/**
 * A question to pachctl, or a command of it, that did not work. The message says what failed, in lower case; {@link
 * #hint()} is a sentence for the operator.
 */
public final class PachctlException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it was. */
    public enum Kind {
        /** There is no such program. */
        MISSING("Install the pachctl of the cluster's version, or quiesce by scaling instead."),
        /** This version has no such command, or only a stub of it. */
        NOT_SUPPORTED("Quiesce by scaling pachd, the workers and pachw down instead."),
        /** pachd, or the enterprise server behind the context, does not answer. */
        UNREACHABLE("Check the address of the context that the command uses, and whether pachd runs."),
        /** The credential is missing, expired or too weak. */
        NOT_ALLOWED("Log in with `pachctl auth login`; pausing needs the permission CLUSTER_ENTERPRISE_PAUSE."),
        /** The context or the enterprise server is not one that this command can work on. */
        WRONG_TARGET("Point PACH_ENTERPRISE_CONTEXT at the context of the pachd that is meant."),
        /** It took too long and was stopped; for pause and unpause the outcome is not known. */
        TIMEOUT("Ask for the pause status before trying again: the command may have been done."),
        /** It said something that we do not understand. */
        UNREADABLE("Run the same command by hand and look at its output."),
        /** It failed for another reason; its own words are in the message. */
        FAILED("Read pachctl's own words in the message; run the same command by hand to see more.");

        private final String hint;

        Kind(String hint) {
            this.hint = hint;
        }
    }

    private final Kind kind;
    private final String message;

    PachctlException(Kind kind, String message) {
        this(kind, message, null);
    }

    PachctlException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** What kind of failure it was. */
    public Kind kind() {
        return kind;
    }

    /** One sentence that helps the operator to go on. */
    public String hint() {
        return kind.hint;
    }
}
