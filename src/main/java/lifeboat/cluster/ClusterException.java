package lifeboat.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A question to the cluster that got no usable answer. The message says what failed and on what, in lower case; {@link
 * #hint()} is a sentence for the operator. Neither ever holds a token or the content of a secret.
 */
public final class ClusterException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it was, so that a caller can decide without reading the message. */
    public enum Kind {
        /** Nothing was sent: no route, refused, name not found, TLS not trusted. */
        UNREACHABLE("Check the network or VPN to the API server, then try again; nothing was changed."),
        /** The API server does not accept the credential (any more). */
        UNAUTHORIZED("The credential is missing or expired: renew it in another shell, then try again."),
        /** The credential is good, but lacks a permission. */
        FORBIDDEN("Ask for the permission named in the message, or use another context."),
        /** The object or its kind does not exist there. */
        NOT_FOUND("Check the namespace and the name; `kubectl get` with the same context shows what is there."),
        /** Somebody else changed the object in between. */
        CONFLICT("Read the object again and look at what changed before trying again."),
        /** The API server did not answer in time; for a read nothing is lost. */
        TIMEOUT("The API server is slow or the connection is dead; try again, or raise the request timeout."),
        /** The request was understood and refused as invalid; nothing was changed. */
        REFUSED("The API server refused the request as it was written; nothing was changed."),
        /** The API server asks for patience (429). */
        OVERLOADED("The API server is overloaded; wait a little and try again."),
        /** The API server failed on its side (5xx). */
        SERVER("The API server has a problem of its own; look at its health before going on."),
        /** A change was sent and its outcome is not known. */
        UNKNOWN_OUTCOME("Look at the object's lifeboat.dev annotations: they say whether the change was made."),
        /** The calling thread was interrupted. */
        CANCELLED("The request was cancelled; try again when ready."),
        /** The kubeconfig, the service account or an argument of ours cannot be used. */
        CONFIGURATION("Check the kubeconfig, the context and the names that were given."),
        /** The answer cannot be understood. */
        MALFORMED("The answer is not what a Kubernetes API server sends; check the server address.");

        private final String hint;

        Kind(String hint) {
            this.hint = hint;
        }

        String hint() {
            return hint;
        }

        /** Whether it may pass by itself, so that it is worth looking again. */
        public boolean passes() {
            return this == UNREACHABLE
                    || this == TIMEOUT
                    || this == SERVER
                    || this == OVERLOADED
                    || this == UNAUTHORIZED;
        }
    }

    private final Kind kind;
    private final String message;
    private final String hint;

    ClusterException(Kind kind, String message) {
        this(kind, message, kind.hint(), null);
    }

    ClusterException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, kind.hint(), cause);
    }

    ClusterException(Kind kind, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.message = message;
        this.hint = hint;
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
        return hint;
    }
}
