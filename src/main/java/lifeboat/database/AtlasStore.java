package lifeboat.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What AtlasDB keeps of its own in a PostgreSQL database: transactions, the timestamps' bound, the backup lock. Timestamps are
 * handed out as the bytes in which they stand there; their order is that of the numbers.
 */
public final class AtlasStore {
    private static final Duration COUNTING = Duration.ofMinutes(30);
    private static final byte[] LOCK_ROW = "BackupLock".getBytes(StandardCharsets.US_ASCII);

    private final Connections connections;
    private final String database;
    private final String prefix;

    /**
     * The store in a database.
     *
     * @param prefix stands before the name of each table; may be empty
     * @param applicationName who we are in the server's list of connections
     */
    public AtlasStore(DatabaseLocation location, String database, String prefix, String applicationName) {
        this.connections = new Connections(location, Timeouts.USUAL, applicationName, List.of(database));
        this.database = database;
        this.prefix = prefix;
    }

    /**
     * What stands in {@code _transactions}.
     *
     * @param rows all of them, those that were rolled back included
     * @param committed how many have committed
     * @param after how many of them committed after the timestamp that was asked about
     * @param newestStart the newest start timestamp; nothing if there is no row
     * @param newestCommit the newest commit timestamp; nothing if none has committed
     */
    public record Transactions(
            long rows, long committed, long after, Optional<byte[]> newestStart, Optional<byte[]> newestCommit) {}

    /** The names of AtlasDB's tables that are there, without their prefix. */
    public List<String> tables() throws DatabaseException {
        return connections.of(database, "look for AtlasDB's tables", connection -> {
            List<String> found = new ArrayList<>();
            for (String table :
                    List.of("_transactions", "_transactions2", "_transactions3", "_timestamp", "_persisted_locks")) {
                if (isThere(connection, table)) {
                    found.add(table);
                }
            }
            return List.copyOf(found);
        });
    }

    private boolean isThere(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, name(table));
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private String name(String table) {
        return Quoting.identifier(prefix + table);
    }

    /**
     * Counts the transactions.
     *
     * @param after the bytes of a timestamp
     * @param rolledBack the bytes that mark a transaction that was rolled back
     */
    public Transactions transactions(byte[] after, byte[] rolledBack) throws DatabaseException {
        return connections.of(database, "count the transactions", COUNTING, connection -> {
            try (PreparedStatement count = connection.prepareStatement(
                    "SELECT count(*), count(*) FILTER (WHERE val <> ?), count(*) FILTER (WHERE val <> ? AND val > ?) FROM "
                            + name("_transactions"))) {
                count.setBytes(1, rolledBack);
                count.setBytes(2, rolledBack);
                count.setBytes(3, after);
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    return new Transactions(
                            row.getLong(1),
                            row.getLong(2),
                            row.getLong(3),
                            newest(connection, "row_name", new byte[0]),
                            newest(connection, "val", rolledBack));
                }
            }
        });
    }

    private Optional<byte[]> newest(Connection connection, String column, byte[] except) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + column + " FROM "
                + name("_transactions") + " WHERE " + column + " <> ? ORDER BY " + column + " DESC LIMIT 1")) {
            select.setBytes(1, except);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    /** Up to where timestamps may have been given out; nothing if the store does not keep that. */
    public OptionalLong bound() throws DatabaseException {
        return connections.of(database, "read the bound of the timestamps", connection -> {
            if (!isThere(connection, "_timestamp")) {
                return OptionalLong.empty();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT max(last_allocated) FROM " + name("_timestamp"))) {
                row.next();
                long bound = row.getLong(1);
                return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(bound);
            }
        });
    }

    /** What stands in the backup lock, as JSON; nothing if it was never taken, or the store has no such table. */
    public Optional<String> lock() throws DatabaseException {
        return connections.of(database, "read the backup lock", this::lock);
    }

    private Optional<String> lock(Connection connection) throws SQLException {
        if (!isThere(connection, "_persisted_locks")) {
            return Optional.empty();
        }
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT val FROM " + name("_persisted_locks") + " WHERE row_name = ? ORDER BY ts DESC LIMIT 1")) {
            select.setBytes(1, LOCK_ROW);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new String(row.getBytes(1), StandardCharsets.UTF_8)) : Optional.empty();
            }
        }
    }

    /**
     * Sets the backup lock, if it is still what it was; for a store that nobody works with.
     *
     * @param from what {@link #lock} gave
     * @return false if it has become something else
     */
    public boolean setLock(String from, String to) throws DatabaseException {
        boolean[] done = {false};
        connections.change("set the backup lock", connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE " + name("_persisted_locks") + " SET val = ? WHERE row_name = ? AND val = ?")) {
                update.setBytes(1, to.getBytes(StandardCharsets.UTF_8));
                update.setBytes(2, LOCK_ROW);
                update.setBytes(3, from.getBytes(StandardCharsets.UTF_8));
                done[0] = update.executeUpdate() == 1;
            }
        });
        return done[0];
    }
}
