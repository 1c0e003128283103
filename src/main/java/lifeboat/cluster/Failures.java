package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import lifeboat.cluster.ClusterException.Kind;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into words and a kind. */
final class Failures {
    private Failures() {}

    static ClusterException of(Api.Reply reply, String what) {
        return new ClusterException(kind(reply.code()), what + ": " + message(reply));
    }

    static Kind kind(int code) {
        return switch (code) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403 -> Kind.FORBIDDEN;
            case 404 -> Kind.NOT_FOUND;
            case 409, 410 -> Kind.CONFLICT;
            case 408, 504 -> Kind.TIMEOUT;
            case 429 -> Kind.OVERLOADED;
            default -> code >= 500 ? Kind.SERVER : code >= 400 ? Kind.REFUSED : Kind.MALFORMED;
        };
    }

    static String message(Api.Reply reply) {
        JsonNode body = reply.body();
        String text = Json.string(body, "/message");
        return "the API server answered " + reply.code() + (text.isEmpty() ? "" : ": " + text);
    }

    static ClusterException ofSending(Throwable cause, String what, String server, boolean change) {
        if (neverSent(cause)) {
            return new ClusterException(
                    Kind.UNREACHABLE, what + ": cannot reach " + server + ": " + words(cause), cause);
        }
        if (change) {
            return new ClusterException(
                    Kind.UNKNOWN_OUTCOME, what + ": sent to " + server + ", but no answer: " + words(cause), cause);
        }
        boolean late = find(cause, TimeoutException.class) != null;
        return new ClusterException(
                late ? Kind.TIMEOUT : Kind.UNREACHABLE,
                what + ": " + (late ? "no answer in time from " : "lost the connection to ") + server,
                cause);
    }

    static ClusterException interrupted(String what, boolean change) {
        return new ClusterException(change ? Kind.UNKNOWN_OUTCOME : Kind.CANCELLED, what + ": interrupted");
    }

    /** Connecting, resolving and the TLS handshake come before the first byte of a request. */
    private static boolean neverSent(Throwable cause) {
        return find(cause, ConnectException.class) != null
                || find(cause, UnknownHostException.class) != null
                || find(cause, NoRouteToHostException.class) != null
                || find(cause, javax.net.ssl.SSLHandshakeException.class) != null;
    }

    private static String words(Throwable cause) {
        SSLException tls = find(cause, SSLException.class);
        if (tls != null) {
            return "TLS: " + tls.getMessage();
        }
        if (find(cause, TimeoutException.class) != null) {
            return "it took too long";
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private static <T extends Throwable> @Nullable T find(Throwable from, Class<T> type) {
        Throwable cause = from;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }
}
