package lifeboat.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks a PostgreSQL server by JDBC. Holds no connection between two questions. */
public final class JdbcPostgres implements Postgres {
    private static final String USER_SCHEMAS =
            " n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_toast%'"
                    + " AND n.nspname NOT LIKE 'pg\\_temp%' ";

    private final DatabaseLocation location;
    private final Connections connections;

    /**
     * The server at this location.
     *
     * @param applicationName who we are in the server's list of connections: the run's id belongs here, 63 bytes at most
     * @param entries the databases by which to enter for questions about the server, tried in this order
     */
    public JdbcPostgres(DatabaseLocation location, Timeouts timeouts, String applicationName, List<String> entries) {
        this.location = location;
        this.connections = new Connections(location, timeouts, applicationName, entries);
    }

    /** The server at this location, entered by {@code postgres} or {@code template1}, with the usual timeouts. */
    public JdbcPostgres(DatabaseLocation location, String applicationName) {
        this(location, Timeouts.USUAL, applicationName, List.of("postgres", "template1"));
    }

    @Override
    public Server identify() throws DatabaseException {
        return connections.ofServer("ask the identity", connection -> {
            Tls tls = one(
                    connection,
                    "SELECT ssl, version, cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
                    row -> new Tls(row.getBoolean(1), text(row, 2), text(row, 3)));
            Server server = one(
                    connection,
                    "SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_user,"
                            + " current_setting('is_superuser') = 'on', current_setting('server_encoding'),"
                            + " has_function_privilege('pg_control_system()', 'EXECUTE')",
                    row -> new Server(
                            row.getInt(1),
                            text(row, 2),
                            Optional.empty(),
                            row.getBoolean(6) ? "" : "the role " + text(row, 3) + " may not call pg_control_system()",
                            location.address(),
                            text(row, 3),
                            row.getBoolean(4),
                            text(row, 5),
                            tls));
            return server.systemIdentifierNote().isEmpty() ? withSystemIdentifier(connection, server) : server;
        });
    }

    private static Server withSystemIdentifier(Connection connection, Server server) throws SQLException {
        String identifier =
                one(connection, "SELECT system_identifier::text FROM pg_control_system()", row -> text(row, 1));
        return new Server(
                server.versionNumber(),
                server.version(),
                Optional.of(identifier),
                "",
                server.address(),
                server.user(),
                server.superuser(),
                server.encoding(),
                server.tls());
    }

    @Override
    public List<Database> databases() throws DatabaseException {
        // The size of a database that one may not connect to is an error, not a null: ask only where it is allowed.
        return connections.ofServer(
                "list the databases",
                connection -> list(
                        connection,
                        "SELECT d.datname, CASE WHEN has_database_privilege(d.oid, 'CONNECT')"
                                + " OR pg_has_role('pg_read_all_stats', 'MEMBER') THEN pg_database_size(d.oid) END,"
                                + " pg_get_userbyid(d.datdba), pg_encoding_to_char(d.encoding), d.datcollate, d.datctype"
                                + " FROM pg_database d WHERE d.datallowconn AND NOT d.datistemplate ORDER BY d.datname COLLATE \"C\"",
                        row -> new Database(
                                text(row, 1), number(row, 2), text(row, 3), text(row, 4), text(row, 5), text(row, 6))));
    }

    @Override
    public Optional<String> collationVersion(String locale) throws DatabaseException {
        return connections.ofServer("read the version of the locale '" + locale + "'", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    // The same locale is spelled en_US.UTF-8 by one system and en_US.utf8 by another.
                    "SELECT max(pg_collation_actual_version(oid)) FROM pg_collation WHERE collprovider = 'c'"
                            + " AND replace(lower(collcollate), '-', '') = replace(lower(?), '-', '')")) {
                statement.setString(1, locale);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next()
                            ? Optional.of(text(rows, 1)).filter(version -> !version.isEmpty())
                            : Optional.empty();
                }
            }
        });
    }

    @Override
    public String localeProvider(String database) throws DatabaseException {
        return connections.ofServer("read the locale of database '" + database + "'", connection -> {
            boolean told = one(
                    connection,
                    "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'pg_database'::regclass"
                            + " AND attname = 'datlocprovider')",
                    row -> row.getBoolean(1));
            if (!told) {
                return "libc";
            }
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END"
                            + " FROM pg_database WHERE datname = ?")) {
                statement.setString(1, database);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next() ? text(rows, 1) : "libc";
                }
            }
        });
    }

    @Override
    public boolean exists(String database) throws DatabaseException {
        return connections.ofServer("look for database '" + database + "'", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?")) {
                statement.setString(1, database);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    @Override
    public List<Table> tables(String database, Counting counting, Duration timeout) throws DatabaseException {
        return connections.of(database, "count the rows", timeout, connection -> {
            List<Table> estimated = list(
                    connection,
                    "SELECT n.nspname, c.relname, c.reltuples::bigint FROM pg_class c JOIN pg_namespace n ON n.oid ="
                            + " c.relnamespace WHERE c.relkind = 'r' AND" + USER_SCHEMAS
                            + "ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"",
                    row -> new Table(text(row, 1), text(row, 2), row.getLong(3)));
            if (counting == Counting.ESTIMATE) {
                return estimated;
            }
            List<Table> counted = new ArrayList<>();
            for (Table table : estimated) {
                String name = Quoting.identifier(table.schema()) + "." + Quoting.identifier(table.name());
                long rows = one(connection, "SELECT count(*) FROM ONLY " + name, row -> row.getLong(1));
                counted.add(new Table(table.schema(), table.name(), rows));
            }
            return List.copyOf(counted);
        });
    }

    @Override
    public List<Sequence> sequences(String database) throws DatabaseException {
        return connections.of(
                database,
                "read the sequences",
                connection -> list(
                        connection,
                        "SELECT schemaname, sequencename, last_value FROM pg_sequences"
                                + " ORDER BY schemaname COLLATE \"C\", sequencename COLLATE \"C\"",
                        row -> new Sequence(text(row, 1), text(row, 2), number(row, 3))));
    }

    @Override
    public OptionalLong migrationsMax(String database) throws DatabaseException {
        return connections.of(database, "read the migrations", connection -> {
            boolean there = one(
                    connection,
                    "SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('public.migrations')"
                            + " AND attname = 'id' AND NOT attisdropped)",
                    row -> row.getBoolean(1));
            return there
                    ? one(connection, "SELECT max(id) FROM public.migrations", row -> number(row, 1))
                    : OptionalLong.empty();
        });
    }

    @Override
    public List<Extension> extensions(String database) throws DatabaseException {
        return connections.of(
                database,
                "read the extensions",
                connection -> list(
                        connection,
                        "SELECT extname, extversion FROM pg_extension ORDER BY extname COLLATE \"C\"",
                        row -> new Extension(text(row, 1), text(row, 2))));
    }

    @Override
    public List<Backend> activity(String database) throws DatabaseException {
        return connections.of(
                database,
                "list the connections",
                connection -> list(
                        connection,
                        "SELECT pid, coalesce(usename, ''), coalesce(application_name, ''), coalesce(host(client_addr), ''),"
                                + " coalesce(state, '') FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND pid <> pg_backend_pid() AND coalesce(backend_type, 'client backend') = 'client backend'"
                                + " AND application_name IS DISTINCT FROM current_setting('application_name') ORDER BY pid",
                        row -> new Backend(row.getLong(1), text(row, 2), text(row, 3), text(row, 4), text(row, 5))));
    }

    @Override
    public long writes(String database) throws DatabaseException {
        return connections.of(
                database,
                "read the counters of writes",
                connection -> one(
                        connection,
                        "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_user_tables",
                        row -> row.getLong(1)));
    }

    @Override
    public List<Role> roles() throws DatabaseException {
        return connections.ofServer(
                "list the roles",
                connection -> list(
                        connection,
                        "SELECT rolname, rolsuper, rolcanlogin, rolcreatedb, rolcreaterole FROM pg_roles"
                                + " WHERE rolname NOT LIKE 'pg\\_%' ORDER BY rolname COLLATE \"C\"",
                        row -> new Role(
                                text(row, 1),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                row.getBoolean(4),
                                row.getBoolean(5))));
    }

    @Override
    public List<Membership> memberships() throws DatabaseException {
        return connections.ofServer(
                "list the memberships of roles",
                connection -> list(
                        connection,
                        "SELECT DISTINCT pg_get_userbyid(roleid), pg_get_userbyid(member) FROM pg_auth_members"
                                + " ORDER BY 1, 2",
                        row -> new Membership(text(row, 1), text(row, 2))));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> list(Connection connection, String sql, Reading<T> reading) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> result = new ArrayList<>();
            while (rows.next()) {
                result.add(reading.read(rows));
            }
            return List.copyOf(result);
        }
    }

    private static <T> T one(Connection connection, String sql, Reading<T> reading) throws SQLException {
        List<T> rows = list(connection, sql, reading);
        if (rows.isEmpty()) {
            throw new SQLException("no row for: " + sql);
        }
        return rows.get(0);
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static OptionalLong number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
