package lifeboat.database;

import java.nio.file.Path;
import java.util.Optional;
import lifeboat.process.Secret;

/**
 * Where a PostgreSQL server is and who we are to it.
 *
 * @param host name or address, as certificates know it; never a socket's directory
 * @param port 1 to 65535
 * @param user the role to connect as
 * @param password nothing to leave it to {@code ~/.pgpass} or to a server that asks for none
 * @param sslMode how the connection is protected
 * @param rootCertificate PEM file of the roots to trust; nothing for libpq's {@code ~/.postgresql/root.crt}
 */
public record DatabaseLocation(
        String host,
        int port,
        String user,
        Optional<Secret> password,
        SslMode sslMode,
        Optional<Path> rootCertificate) {
    /** Checks what can be checked without a connection. */
    public DatabaseLocation {
        // A comma means several hosts to libpq, a slash a socket: what is pinned must be one server.
        if (host.isBlank() || host.matches(".*[,/\\s\\p{Cntrl}].*")) {
            throw new IllegalArgumentException("a database host is one name or address, not '" + host + "'");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535, not " + port);
        }
        if (user.isEmpty()) {
            throw new IllegalArgumentException("a database user needs a name");
        }
    }

    /** A location with {@link SslMode#DEFAULT}. */
    public static DatabaseLocation of(String host, int port, String user, Optional<Secret> password) {
        return new DatabaseLocation(host, port, user, password, SslMode.DEFAULT, Optional.empty());
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
