package lifeboat.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Administers a PostgreSQL server by JDBC. Holds no connection between two calls. */
public final class JdbcAdministration implements Administration {
    /** Making a database copies a template and waits for a checkpoint, which takes its time on a busy server. */
    private static final Timeouts PATIENT =
            new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofMinutes(10));

    private final Connections connections;

    /** The server at this location, entered by {@code postgres} or {@code template1}. */
    public JdbcAdministration(DatabaseLocation location, String applicationName) {
        this.connections = new Connections(location, PATIENT, applicationName, List.of("postgres", "template1"));
    }

    @Override
    public String createStatement(String database, Shape shape) {
        return "CREATE DATABASE " + Quoting.identifier(database) + " OWNER " + Quoting.identifier(shape.owner())
                + " TEMPLATE template0 ENCODING " + Quoting.literal(shape.encoding()) + " LC_COLLATE "
                + Quoting.literal(shape.collation()) + " LC_CTYPE " + Quoting.literal(shape.ctype());
    }

    @Override
    public void create(String database, Shape shape, String mark) throws DatabaseException {
        check(database);
        boolean before = exists(database);
        String creating = "create database '" + database + "'";
        settled(
                () -> connections.change(creating, connection -> execute(connection, createStatement(database, shape))),
                () -> !before && exists(database));
        settled(
                () -> connections.change(
                        "mark database '" + database + "'",
                        connection -> execute(
                                connection,
                                "COMMENT ON DATABASE " + Quoting.identifier(database) + " IS "
                                        + Quoting.literal(mark))),
                () -> mark(database).equals(Optional.of(mark)));
    }

    /** Something that is sent once. */
    @FunctionalInterface
    private interface Sent {
        void send() throws DatabaseException;
    }

    /** Whether it was done. */
    @FunctionalInterface
    private interface Look {
        boolean sees() throws DatabaseException;
    }

    /** Sends a change; where its answer is lost, what is there now tells whether it was made. */
    private static void settled(Sent change, Look made) throws DatabaseException {
        try {
            change.send();
        } catch (DatabaseException e) {
            if (e.kind() != DatabaseException.Kind.UNKNOWN_OUTCOME || !seen(made)) {
                throw e;
            }
        }
    }

    private static boolean seen(Look made) {
        try {
            return made.sees();
        } catch (DatabaseException unseen) {
            // Then it is not known, as it was before.
            return false;
        }
    }

    private boolean exists(String database) throws DatabaseException {
        return isThere("SELECT 1 FROM pg_database WHERE datname = ?", database);
    }

    private boolean isThere(String query, String name) throws DatabaseException {
        return connections.ofServer("look for '" + name + "'", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setString(1, name);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    private static void check(String name) throws DatabaseException {
        if (name.isEmpty()
                || name.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_NAME
                || name.indexOf('\0') >= 0) {
            throw new DatabaseException(
                    DatabaseException.Kind.SERVER,
                    "'" + name + "' cannot be the name of a database",
                    "A name has 1 to " + LONGEST_NAME + " bytes; PostgreSQL cuts longer ones without a word.");
        }
    }

    @Override
    public Optional<String> mark(String database) throws DatabaseException {
        return marked().stream()
                .filter(row -> row.database().equals(database))
                .map(Marked::mark)
                .findFirst();
    }

    @Override
    public List<Marked> marked() throws DatabaseException {
        return connections.ofServer("read the comments on the databases", connection -> {
            List<Marked> rows = new ArrayList<>();
            each(
                    connection,
                    "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
                            + " WHERE shobj_description(oid, 'pg_database') IS NOT NULL ORDER BY datname COLLATE \"C\"",
                    row -> rows.add(new Marked(text(row, 1), text(row, 2))));
            return List.copyOf(rows);
        });
    }

    @Override
    public void rename(String database, String to) throws DatabaseException {
        check(to);
        boolean before = exists(database);
        settled(
                () -> connections.change(
                        "rename database '" + database + "' to '" + to + "'",
                        connection -> execute(
                                connection,
                                "ALTER DATABASE " + Quoting.identifier(database) + " RENAME TO "
                                        + Quoting.identifier(to))),
                () -> before && !exists(database) && exists(to));
    }

    @Override
    public boolean dropMarked(String database, String mark) throws DatabaseException {
        if (!mark(database).filter(mark::equals).isPresent()) {
            return false;
        }
        drop(database);
        return true;
    }

    @Override
    public boolean dropUnmarked(String database) throws DatabaseException {
        if (!exists(database) || mark(database).isPresent() || !isEmpty(database)) {
            return false;
        }
        drop(database);
        return true;
    }

    private void drop(String database) throws DatabaseException {
        settled(
                () -> connections.change(
                        "drop database '" + database + "'",
                        connection -> execute(connection, "DROP DATABASE " + Quoting.identifier(database))),
                () -> !exists(database));
    }

    @Override
    public boolean isEmpty(String database) throws DatabaseException {
        return connections.of(database, "look for tables", connection -> {
            boolean[] found = {false};
            each(
                    connection,
                    "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE"
                            + " n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
                            + " AND c.oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')"
                            + " UNION ALL SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE"
                            + " n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
                            + " AND p.oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e') LIMIT 1",
                    row -> found[0] = true);
            return !found[0];
        });
    }

    @Override
    public String createStatement(NewRole role) {
        return "CREATE ROLE " + Quoting.identifier(role.name())
                + (role.attributes().isEmpty() ? "" : " " + String.join(" ", role.attributes()));
    }

    @Override
    public void create(NewRole role) throws DatabaseException {
        boolean before = isRole(role.name());
        settled(
                () -> connections.change(
                        "create role '" + role.name() + "'", connection -> execute(connection, createStatement(role))),
                () -> !before && isRole(role.name()));
    }

    private boolean isRole(String name) throws DatabaseException {
        return isThere("SELECT 1 FROM pg_roles WHERE rolname = ?", name);
    }

    @Override
    public String grantStatement(String role, String member) {
        return "GRANT " + Quoting.identifier(role) + " TO " + Quoting.identifier(member);
    }

    @Override
    public void grant(String role, String member) throws DatabaseException {
        connections.change(
                "make the role '" + member + "' a member of '" + role + "'",
                connection -> execute(connection, grantStatement(role, member)));
    }

    @Override
    public List<String> missingExtensions(List<Postgres.Extension> wanted) throws DatabaseException {
        return connections.ofServer("list the extensions that can be made", connection -> {
            Map<String, List<String>> offered = new LinkedHashMap<>();
            each(
                    connection,
                    "SELECT name, version FROM pg_available_extension_versions",
                    row -> offered.computeIfAbsent(text(row, 1), name -> new ArrayList<>())
                            .add(text(row, 2)));
            List<String> missing = new ArrayList<>();
            for (Postgres.Extension extension : wanted) {
                if (!offered.containsKey(extension.name())) {
                    missing.add("the server does not have the extension " + extension.name());
                }
            }
            return List.copyOf(missing);
        });
    }

    @Override
    public boolean knowsLocale(String name) throws DatabaseException {
        if (name.equals("C") || name.equals("POSIX")) {
            return true;
        }
        return connections.ofServer("look for the locale '" + name + "'", connection -> {
            // The same locale is spelled en_US.UTF-8 by one system and en_US.utf8 by another.
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT 1 FROM (SELECT collcollate AS locale FROM pg_collation UNION SELECT datcollate FROM"
                            + " pg_database) known WHERE replace(lower(locale), '-', '') = replace(lower(?), '-', '')")) {
                statement.setString(1, name);
                try (ResultSet rows = statement.executeQuery()) {
                    return rows.next();
                }
            }
        });
    }

    @FunctionalInterface
    private interface Reading {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String sql, Reading reading) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reading.read(rows);
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }
}
