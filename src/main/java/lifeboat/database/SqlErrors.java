package lifeboat.database;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SSLException;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.process.Masker;
import org.jspecify.annotations.Nullable;

/** What the driver's errors mean, and what helps. */
final class SqlErrors {
    private SqlErrors() {}

    static DatabaseException explain(SQLException e, DatabaseLocation location, String database, String about) {
        Masker masker = location.password().map(Masker::of).orElse(Masker.NONE);
        Kind kind = kind(e, location);
        String said = masker.mask(
                Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
        String message = "cannot " + about + " of " + location.address() + ", database '" + database + "' as "
                + location.user() + ": " + said.strip();
        // The driver's exception is left out: its own causes may quote what they were given.
        return new DatabaseException(kind, message, hint(kind, said, location));
    }

    /** The same, of a change that had been sent: where the connection broke its outcome is not known. */
    static DatabaseException explainChange(SQLException e, DatabaseLocation location, String database, String about) {
        DatabaseException why = explain(e, location, database, about);
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        boolean broke = hasCause(e, IOException.class) || state.startsWith("08") || state.startsWith("57P");
        return broke
                ? new DatabaseException(
                        Kind.UNKNOWN_OUTCOME,
                        Objects.requireNonNullElse(why.getMessage(), about) + "; it was sent, but no answer came",
                        hint(Kind.UNKNOWN_OUTCOME, "", location))
                : why;
    }

    private static Kind kind(SQLException e, DatabaseLocation location) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        String said = Objects.requireNonNullElse(e.getMessage(), "");
        if (state.equals("57014")
                || hasCause(e, SocketTimeoutException.class)
                || e instanceof java.sql.SQLTimeoutException) {
            return Kind.TIMEOUT;
        }
        if (state.equals("3D000")) {
            return Kind.NO_DATABASE;
        }
        if (state.equals("42501")) {
            return Kind.PERMISSION;
        }
        if (state.equals("42P04") || state.equals("42710")) {
            return Kind.EXISTS;
        }
        if (state.equals("55006")) {
            return Kind.IN_USE;
        }
        // Before the words are looked at: a refused connection speaks of a host name too.
        if (hasCause(e, ConnectException.class)
                || hasCause(e, UnknownHostException.class)
                || hasCause(e, NoRouteToHostException.class)) {
            return Kind.UNREACHABLE;
        }
        if (hasCause(e, SSLException.class) || hasCause(e, CertificateException.class) || tlsWords(said)) {
            return Kind.TLS;
        }
        if (state.startsWith("28")
                || (state.equals("08004") && location.password().isEmpty())) {
            return Kind.LOGIN;
        }
        if (state.equals("08004")) {
            return location.sslMode().demandsTls() ? Kind.TLS : Kind.LOGIN;
        }
        if (hasCause(e, IOException.class) || state.startsWith("08") || state.startsWith("57P")) {
            return Kind.UNREACHABLE;
        }
        return Kind.SERVER;
    }

    private static boolean tlsWords(String said) {
        String low = said.toLowerCase(Locale.ROOT);
        return low.contains("ssl")
                || low.contains("hostname")
                || low.contains("certificate")
                || low.contains("no encryption");
    }

    private static boolean hasCause(Throwable e, Class<? extends Throwable> type) {
        @Nullable Throwable at = e;
        for (int depth = 0; at != null && depth < 12; depth++) {
            if (type.isInstance(at)) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** One sentence that helps; also for what the client programs say, since the causes are the same. */
    static String hint(Kind kind, String said, DatabaseLocation location) {
        String low = said.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case UNREACHABLE ->
                low.contains("starting up") || low.contains("shutting down")
                        ? "The server is there but not ready: wait until it is, and look into its log."
                        : "Nothing answers at " + location.address()
                                + ": check host and port, that the server runs, and that a port-forward, if any, is still up.";
            case TIMEOUT ->
                "The server did not answer in time: look for a lock, a network that drops packets, or a busy server.";
            case LOGIN -> "Check user and password, and that pg_hba.conf lets this user in from this host.";
            case TLS -> tlsHint(low, location);
            case NO_DATABASE -> "Check the name, letter by letter: PostgreSQL distinguishes upper and lower case.";
            case PERMISSION ->
                "Use the owner of the database or a superuser: a backup must be able to read everything, a restore to create databases and roles.";
            case TOOLS -> "Install client programs of the server's major version or newer.";
            case DISK -> "Make room on the disk, or choose another backup directory.";
            case IN_USE -> "Somebody is connected to it: end that first; Pachyderm itself must be down.";
            case UNKNOWN_OUTCOME ->
                "Look at the names of the databases before anything else: the server may have done it, or do it still.";
            case PROGRAM, STOPPED, DAMAGED, EXISTS, SERVER -> "The server's log and the program's output say more.";
        };
    }

    private static String tlsHint(String low, DatabaseLocation location) {
        if (low.contains("not support ssl")) {
            return "The server offers no TLS: turn it on there, or choose a weaker sslmode on purpose.";
        }
        if (low.contains("no encryption") || low.contains("no pg_hba.conf entry")) {
            return "The server accepts this user only with TLS: choose sslmode " + SslMode.DEFAULT.libpqName() + ".";
        }
        if (low.contains("hostname") || low.contains("host name")) {
            return "The server's certificate does not name " + location.host()
                    + ": connect by the name in the certificate, and make sure it is the right server.";
        }
        return location.rootCertificate()
                .map(file -> "The server's certificate does not come from the root in " + file
                        + ": get the right root from whoever runs the server, and make sure it is the right server.")
                .orElse("Name the root certificate (sslrootcert): without one the server cannot prove who it is.");
    }
}
