package lifeboat.bucket.s3;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import lifeboat.bucket.BucketException;
import lifeboat.bucket.BucketException.Kind;
import lifeboat.bucket.ObjectStore.Tally;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends requests again while that may help, and counts. The SDK's own retries are switched off. */
final class Retries {
    private final RetryPolicy policy;
    private final String where;
    private final LongAdder requests = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder throttled = new LongAdder();

    Retries(RetryPolicy policy, String where) {
        this.policy = policy;
        this.where = where;
    }

    /** One attempt; a {@link BodyException} from it means that the answer's body broke. */
    @FunctionalInterface
    interface Attempt<T> {
        T send() throws BucketException, BodyException;
    }

    <T> T call(String what, Attempt<T> attempt) throws BucketException {
        return call(what, policy, attempt);
    }

    <T> T callBriefly(String what, Attempt<T> attempt) throws BucketException {
        return call(what, policy.withTries(Math.min(2, policy.tries())), attempt);
    }

    Tally tally() {
        return new Tally(requests.sum(), retries.sum(), throttled.sum());
    }

    private <T> T call(String what, RetryPolicy patience, Attempt<T> attempt) throws BucketException {
        for (int number = 1; ; number++) {
            requests.increment();
            S3Failures.Failure failure;
            try {
                return attempt.send();
            } catch (SdkException e) {
                failure = S3Failures.of(e, what, where);
            } catch (BodyException e) {
                failure = S3Failures.broken(what, where, e.getMessage(), e);
            }
            if (failure.throttled()) {
                throttled.increment();
            }
            if (!failure.again() || number >= patience.tries()) {
                throw failure.exception();
            }
            retries.increment();
            pause(patience.waitAfter(number, failure.asked(), ThreadLocalRandom.current()), what);
        }
    }

    private static void pause(Duration wait, String what) throws BucketException {
        try {
            TimeUnit.NANOSECONDS.sleep(wait.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BucketException(Kind.STOPPED, what + ": stopped while waiting", "Run it again to go on.", e);
        }
    }
}
