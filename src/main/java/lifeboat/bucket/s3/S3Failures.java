package lifeboat.bucket.s3;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketException.Kind;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says in our words what an exception of the SDK means, and whether asking again may help. */
final class S3Failures {
    private static final Set<String> SLOW_DOWN =
            Set.of("SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests");
    private static final Set<String> TRANSIENT = Set.of(
            "InternalError", "RequestTimeout", "OperationAborted", "ConditionalRequestConflict", "ServiceUnavailable");

    private S3Failures() {}

    /**
     * One failed attempt.
     *
     * @param exception what the caller gets if this was the last attempt
     * @param again true if another attempt may help
     * @param throttled true if the store asked us to slow down
     * @param asked how long the store asked us to wait
     */
    record Failure(BucketException exception, boolean again, boolean throttled, Duration asked) {}

    static Failure of(SdkException error, String what, String where) {
        if (error instanceof AwsServiceException) {
            return answered((AwsServiceException) error, what, where);
        }
        if (error instanceof AbortedException) {
            Thread.currentThread().interrupt();
            return lasting(Kind.STOPPED, what + ": stopped", "Run it again to go on.", error);
        }
        if (error instanceof ApiCallTimeoutException || error instanceof ApiCallAttemptTimeoutException) {
            return broken(what, where, "no answer in time", error);
        }
        return cause(error, IOException.class)
                .map(io -> noAnswer(io, what, where, error))
                .orElseGet(() -> unsent(what, error));
    }

    static Failure broken(String what, String where, String how, Exception error) {
        BucketException exception = new BucketException(
                Kind.UNREACHABLE,
                what + ": " + where + ": " + how,
                "Check the endpoint, the network and the proxy; the same command goes on where it stopped.",
                error);
        return new Failure(exception, true, false, Duration.ZERO);
    }

    private static Failure noAnswer(IOException io, String what, String where, SdkException error) {
        if (io instanceof SSLHandshakeException || (io instanceof SSLException && !isReset(io))) {
            return lasting(
                    Kind.UNREACHABLE,
                    what + ": no trusted TLS connection to " + where + ": " + text(io),
                    "Check that the endpoint's scheme and port are right and that this Java trusts its certificate.",
                    error);
        }
        if (io instanceof UnknownHostException) {
            return lasting(
                    Kind.UNREACHABLE,
                    what + ": the host of " + where + " is not known",
                    "Check the endpoint's spelling and the name server.",
                    error);
        }
        return broken(what, where, text(io), error);
    }

    private static Failure unsent(String what, SdkException error) {
        String text = text(error);
        if (text.contains("credentials")) {
            return lasting(
                    Kind.DENIED,
                    what + ": no credentials were found",
                    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE, or give the keys as parameters.",
                    error);
        }
        if (text.contains("region")) {
            return lasting(Kind.FAILED, what + ": no region was found", "Give a region, or set AWS_REGION.", error);
        }
        return lasting(Kind.FAILED, what + ": " + text, "The debug log has the whole error.", error);
    }

    private static Failure answered(AwsServiceException error, String what, String where) {
        AwsErrorDetails details = error.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        int status = error.statusCode();
        String text = what + ": " + where + " answered " + (status == 0 ? "" : status + " ") + code
                + (details == null || details.errorMessage() == null ? "" : " (" + details.errorMessage() + ")");
        if (SLOW_DOWN.contains(code) || status == 429 || (status == 503 && !TRANSIENT.contains(code))) {
            BucketException exception = new BucketException(
                    Kind.THROTTLED,
                    text,
                    "The store is overloaded: wait, or use fewer copies at a time; what was copied stays copied.",
                    error);
            return new Failure(exception, true, true, retryAfter(details));
        }
        if (TRANSIENT.contains(code)
                || status == 500
                || status == 502
                || status == 503
                || status == 504
                || status == 408) {
            BucketException exception = new BucketException(
                    Kind.UNREACHABLE, text, "The store has a problem of its own; run it again when it is well.", error);
            return new Failure(exception, true, false, retryAfter(details));
        }
        return lasting(kind(status, code), text, hint(kind(status, code)), error);
    }

    private static Kind kind(int status, String code) {
        if (code.equals("NoSuchBucket")) {
            return Kind.NO_SUCH_BUCKET;
        }
        if (status == 412 || code.equals("PreconditionFailed")) {
            return Kind.CHANGED;
        }
        if (code.equals("InvalidObjectState")) {
            return Kind.ARCHIVED;
        }
        if (status == 404 && (code.isEmpty() || code.equals("NoSuchKey") || code.equals("NotFound"))) {
            return Kind.NO_SUCH_KEY;
        }
        return status == 401 || status == 403 ? Kind.DENIED : Kind.FAILED;
    }

    private static String hint(Kind kind) {
        if (kind == Kind.DENIED) {
            return "Check the keys and the bucket's policy: listing, reading and (on the target) writing are needed.";
        }
        if (kind == Kind.NO_SUCH_BUCKET) {
            return "Check the bucket's name, region and endpoint.";
        }
        if (kind == Kind.CHANGED || kind == Kind.NO_SUCH_KEY) {
            return "Somebody writes to the bucket; make sure that everything is paused, then run it again.";
        }
        return kind == Kind.ARCHIVED
                ? "Restore the object to an online storage class first."
                : "The store does not support this, or refuses it; its message says why.";
    }

    private static Duration retryAfter(@Nullable AwsErrorDetails details) {
        if (details == null || details.sdkHttpResponse() == null) {
            return Duration.ZERO;
        }
        Optional<String> seconds = details.sdkHttpResponse().firstMatchingHeader("Retry-After");
        return seconds.filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    private static Failure lasting(Kind kind, String message, String hint, Exception error) {
        return new Failure(new BucketException(kind, message, hint, error), false, false, Duration.ZERO);
    }

    private static boolean isReset(IOException io) {
        return cause(io, SocketException.class).isPresent()
                || cause(io, EOFException.class).isPresent();
    }

    private static String text(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isBlank() ? error.getClass().getSimpleName() : message;
    }

    private static <E extends Throwable> Optional<E> cause(Throwable error, Class<E> type) {
        @Nullable Throwable at = error;
        for (int depth = 0; at != null && depth < 12; depth++, at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
        }
        return Optional.empty();
    }
}
