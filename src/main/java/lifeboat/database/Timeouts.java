package lifeboat.database;

import java.time.Duration;

/**
 * How long the server may take.
 *
 * @param connect for the network
 * @param login for the whole way in
 * @param statement for one answer
 */
public record Timeouts(Duration connect, Duration login, Duration statement) {
    /** 10 s to connect, 20 s to be let in, a minute to answer. */
    public static final Timeouts USUAL =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(1));

    /** Checks that all of them are at least a second, which is the driver's unit. */
    public Timeouts {
        if (connect.toSeconds() < 1 || login.toSeconds() < 1 || statement.toSeconds() < 1) {
            throw new IllegalArgumentException("a timeout is a second at least");
        }
    }
}
