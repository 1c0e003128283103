package lifeboat.cluster;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A bearer token that is fetched again when it is older than a moment, because its source renews it by itself. */
final class FreshToken implements OAuthTokenProvider {
    /** Fetches the token. */
    interface Source {
        @Nullable
        String fetch() throws IOException;
    }

    private final InstantSource clock;
    private final Duration keptFor;
    private final Source source;
    private @Nullable String token;
    private Instant fetched = Instant.MIN;

    FreshToken(InstantSource clock, Duration keptFor, Source source) {
        this.clock = clock;
        this.keptFor = keptFor;
        this.source = source;
    }

    /** One that is good until it is said not to be. */
    static FreshToken until401(InstantSource clock, String token, Source source) {
        FreshToken fresh = new FreshToken(clock, Duration.ofDays(10_000), source);
        fresh.token = token;
        fresh.fetched = clock.instant();
        return fresh;
    }

    /** Fetches it again, because it was not accepted; whether it is another one now. */
    synchronized boolean renew() {
        String before = token;
        fetched = Instant.MIN;
        return !Objects.equals(before, getToken());
    }

    @Override
    public synchronized @Nullable String getToken() {
        Instant now = clock.instant();
        if (token == null || fetched.equals(Instant.MIN) || now.isAfter(fetched.plus(keptFor))) {
            try {
                token = source.fetch();
                fetched = now;
            } catch (IOException | RuntimeException e) {
                // The old token may still be good; if it is not, the API server says so, and that is reported.
                System.getLogger(FreshToken.class.getName())
                        .log(System.Logger.Level.DEBUG, "the token could not be fetched again", e);
            }
        }
        return token;
    }
}
