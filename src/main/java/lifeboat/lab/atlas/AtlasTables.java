package lifeboat.lab.atlas;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** AtlasDB's tables in one PostgreSQL database, through one connection. */
final class AtlasTables implements AutoCloseable {
    static final String DATA = "default__orders";
    static final String FREE =
            "{\"lockName\":\"BackupLock\",\"instanceId\":\"00000000-0000-0000-0000-000000000000\",\"reason\":\"Available\"}";

    private static final byte[] COMMIT = ascii("t");
    private static final byte[] LOCK_ROW = ascii("BackupLock");
    private static final byte[] LOCK_COLUMN = ascii("lock");
    private static final byte[] VALUE = ascii("v");
    private static final String[] OWN = {
        "_transactions", "_metadata", "_persisted_locks", "_punch", "sweep__priority", "sweep__progress"
    };
    static final String TRANSACTIONS = "_transactions";
    static final String TIMESTAMP = "_timestamp";

    /** Every table, AtlasDB's and the application's. */
    static final List<String> ALL =
            Stream.concat(Stream.of(OWN), Stream.of(TIMESTAMP, DATA)).toList();

    private final Connection connection;

    private AtlasTables(Connection connection) {
        this.connection = connection;
    }

    /** How the database is reached. */
    record Place(String host, int port, String database, String user, String password) {}

    static AtlasTables open(Place place) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", place.user());
        properties.setProperty("password", place.password());
        properties.setProperty("sslmode", "disable");
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "atlasdb");
        return new AtlasTables(DriverManager.getConnection(
                "jdbc:postgresql://" + place.host() + ":" + place.port() + "/" + place.database(), properties));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes the seven tables that are AtlasDB's own where they are missing, as every start of it does. */
    void createOwn() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : OWN) {
                statement.execute(cells(table));
            }
            statement.execute("CREATE TABLE IF NOT EXISTS _timestamp (last_allocated int8 NOT NULL)");
            statement.execute("INSERT INTO _timestamp SELECT 10000 WHERE NOT EXISTS (SELECT 1 FROM _timestamp)");
        }
    }

    /** Makes every table and leaves it empty, as the schema of a keyspace does. */
    void createEmpty() throws SQLException {
        createOwn();
        createData();
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM _timestamp");
        }
    }

    /** Whether there is any table: a keyspace, or a store of a directory, exists as long as there is one. */
    boolean isThere() throws SQLException {
        return tables() > 0;
    }

    Connection connection() {
        return connection;
    }

    /** Makes the application's table. */
    void createData() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(cells(DATA));
        }
    }

    private static String cells(String table) {
        return "CREATE TABLE IF NOT EXISTS " + table + " (row_name bytea NOT NULL, col_name bytea NOT NULL, ts int8 NOT"
                + " NULL, val bytea, CONSTRAINT pk_" + table + " PRIMARY KEY (row_name, col_name, ts))";
    }

    /** Up to where timestamps may have been given out. */
    long bound() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(last_allocated) FROM _timestamp")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Moves the bound, if it is still what it was; false if somebody else moved it. */
    boolean moveBound(long from, long to) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE _timestamp SET last_allocated = ? WHERE last_allocated = ?")) {
            update.setLong(1, to);
            update.setLong(2, from);
            return update.executeUpdate() == 1;
        }
    }

    /** Writes a value under a start timestamp; it counts once its transaction has committed. */
    void put(String row, long start, String value) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + DATA + " (row_name, col_name, ts, val) VALUES (?, ?, ?, ?)")) {
            insert.setBytes(1, row.getBytes(StandardCharsets.UTF_8));
            insert.setBytes(2, VALUE);
            insert.setLong(3, start);
            insert.setBytes(4, value.getBytes(StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
    }

    /** Marks a transaction as committed, or with {@code -1} as rolled back. */
    void commit(long start, long commit) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO _transactions (row_name, col_name, ts, val) VALUES (?, ?, 0, ?)")) {
            insert.setBytes(1, Varlong.bytes(start));
            insert.setBytes(2, COMMIT);
            insert.setBytes(3, Varlong.bytes(commit));
            insert.executeUpdate();
        }
    }

    /** Every transaction: commit timestamp by start timestamp. */
    Map<Long, Long> transactions() throws SQLException {
        Map<Long, Long> all = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT row_name, val FROM _transactions")) {
            while (rows.next()) {
                all.put(Varlong.number(rows.getBytes(1)), Varlong.number(rows.getBytes(2)));
            }
        }
        return all;
    }

    void forget(long start) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM _transactions WHERE row_name = ?")) {
            delete.setBytes(1, Varlong.bytes(start));
            delete.executeUpdate();
        }
    }

    /** One value that was written under a start timestamp, committed or not. */
    record Cell(String row, long start, String value) {}

    /** Every value, oldest first. */
    List<Cell> cells() throws SQLException {
        List<Cell> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet cells = statement.executeQuery("SELECT row_name, ts, val FROM " + DATA + " ORDER BY ts")) {
            while (cells.next()) {
                all.add(new Cell(
                        new String(cells.getBytes(1), StandardCharsets.UTF_8),
                        cells.getLong(2),
                        new String(cells.getBytes(3), StandardCharsets.UTF_8)));
            }
        }
        return all;
    }

    /** What a reader sees now: of each row the newest value whose transaction has committed. */
    Map<String, String> visible() throws SQLException {
        Map<Long, Long> transactions = transactions();
        Map<String, String> rows = new TreeMap<>();
        for (Cell cell : cells()) {
            Long commit = transactions.get(cell.start());
            if (commit != null && commit >= 0) {
                rows.put(cell.row(), cell.value());
            }
        }
        return rows;
    }

    /** What stands in the backup lock; nothing if it was never taken. */
    Optional<String> lock() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT val FROM _persisted_locks WHERE row_name = ? AND col_name = ? ORDER BY ts DESC LIMIT 1")) {
            select.setBytes(1, LOCK_ROW);
            select.setBytes(2, LOCK_COLUMN);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new String(row.getBytes(1), StandardCharsets.UTF_8)) : Optional.empty();
            }
        }
    }

    /** Sets the backup lock if it is still what it was, where nothing is as good as free. */
    boolean setLock(String from, String to) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE _persisted_locks IN EXCLUSIVE MODE");
            boolean same = lock().orElse(FREE).equals(from);
            if (same) {
                lock.execute("DELETE FROM _persisted_locks");
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO _persisted_locks VALUES (?, ?, 0, ?)")) {
                    insert.setBytes(1, LOCK_ROW);
                    insert.setBytes(2, LOCK_COLUMN);
                    insert.setBytes(3, to.getBytes(StandardCharsets.UTF_8));
                    insert.executeUpdate();
                }
            }
            connection.commit();
            return same;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** The number of relations, AtlasDB's and others. */
    long tables() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Loses everything, as a dead disk would. */
    void lose() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + DATA + ", _timestamp, " + String.join(", ", OWN));
        }
    }

    /** The newest start or commit timestamp of any transaction; nothing if there is none. */
    OptionalLong newest() throws SQLException {
        return transactions().entrySet().stream()
                .mapToLong(entry -> Math.max(entry.getKey(), entry.getValue()))
                .max();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
