package lifeboat.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that must not be shown: a password, a token, a key. It prints as {@code ••••}, so that a log line, an exception or
 * a record's {@code toString} that holds one gives nothing away.
 */
public final class Secret {
    /** What stands where a secret was. */
    public static final String MARK = "••••";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** A secret of this text; the empty text is allowed and masks nothing. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The text itself: only for the place that hands it to a server or writes it to a file of mode 0600. */
    public String reveal() {
        return value;
    }

    /** Whether there is nothing to hide. */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        // Constant time, so that comparing an attempt with a secret tells nothing about it.
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MARK;
    }
}
