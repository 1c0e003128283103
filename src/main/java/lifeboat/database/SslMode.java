package lifeboat.database;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a connection is protected, by libpq's names, weakest first. */
public enum SslMode {
    /** Never TLS. */
    DISABLE,
    /** TLS only if the server insists. */
    ALLOW,
    /** TLS if the server happens to offer it: silently without it otherwise. */
    PREFER,
    /** TLS with whoever answers. */
    REQUIRE,
    /** TLS with a server whose certificate comes from the root. */
    VERIFY_CA,
    /** TLS with a server whose certificate comes from the root and names the host. */
    VERIFY_FULL;

    /** What is used unless the operator chooses otherwise. */
    public static final SslMode DEFAULT = VERIFY_FULL;

    /** The name that libpq and the runbook use: {@code verify-full}. */
    public String libpqName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of this libpq name; nothing if there is none. */
    public static Optional<SslMode> named(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.libpqName().equals(name))
                .findFirst();
    }

    /** Whether the server proves who it is: everything else deserves a warning. */
    public boolean provesTheServer() {
        return this == VERIFY_FULL;
    }

    /** Whether a connection without TLS is refused. */
    public boolean demandsTls() {
        return compareTo(REQUIRE) >= 0;
    }
}
