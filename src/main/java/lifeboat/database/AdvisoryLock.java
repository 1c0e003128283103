package lifeboat.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A lock on a PostgreSQL server that everybody who asks for the same name sees, from whichever machine. The server gives it back
 * when the connection ends, so it never outlives its holder.
 */
public final class AdvisoryLock implements AutoCloseable {
    private final Connection connection;

    private AdvisoryLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock of a name.
     *
     * @return nothing if somebody else has it
     */
    public static Optional<AdvisoryLock> take(DatabaseLocation location, String name, String applicationName)
            throws DatabaseException {
        Connections connections =
                new Connections(location, Timeouts.USUAL, applicationName, List.of("postgres", "template1"));
        Connection connection = connections.open("take the lock of this run");
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            boolean ours;
            try (PreparedStatement select = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
                select.setLong(1, key(name));
                try (ResultSet row = select.executeQuery()) {
                    ours = row.next() && row.getBoolean(1);
                }
            }
            if (ours) {
                return Optional.of(new AdvisoryLock(connection));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            new AdvisoryLock(connection).close();
            throw SqlErrors.explain(e, location, "postgres", "take the lock of this run");
        }
    }

    /** Half of what a lock's key may be is anybody's; a digest keeps ours apart from theirs. */
    private static long key(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(("lifeboat " + name).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether the connection, and with it the lock, is still there. */
    public boolean isHeld() {
        try {
            return connection.isValid(10);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // The server has given it back already, with the connection.
            return;
        }
    }
}
