package lifeboat.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.process.Secret;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections that cannot change anything and cannot hang for ever. */
final class Connections {
    private static final List<Kind> WORTH_ANOTHER_TRY = List.of(Kind.NO_DATABASE, Kind.PERMISSION, Kind.LOGIN);

    private final DatabaseLocation location;
    private final Timeouts timeouts;
    private final String applicationName;
    private final List<String> entries;

    Connections(DatabaseLocation location, Timeouts timeouts, String applicationName, List<String> entries) {
        this.location = location;
        this.timeouts = timeouts;
        this.applicationName = applicationName;
        this.entries = List.copyOf(entries);
        if (this.entries.isEmpty()) {
            throw new IllegalArgumentException("a server needs a database to enter by");
        }
    }

    /** A question, put to an open connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /** Asks something about the server, by the first database that lets us in. */
    <T> T ofServer(String about, Question<T> question) throws DatabaseException {
        DatabaseException first = null;
        for (String entry : entries) {
            try {
                return of(entry, about, timeouts.statement(), question);
            } catch (DatabaseException e) {
                if (!WORTH_ANOTHER_TRY.contains(e.kind())) {
                    throw e;
                }
                if (first == null) {
                    first = e;
                }
            }
        }
        throw first == null ? new DatabaseException(Kind.NO_DATABASE, "no database to enter by", "Name one.") : first;
    }

    /** Asks something about one database. */
    <T> T of(String database, String about, Question<T> question) throws DatabaseException {
        return of(database, about, timeouts.statement(), question);
    }

    /** Asks something about one database that may take longer than usual. */
    <T> T of(String database, String about, Duration statement, Question<T> question) throws DatabaseException {
        try (Connection connection = open(database, statement)) {
            T answer = question.ask(connection);
            connection.rollback();
            return answer;
        } catch (SQLException e) {
            throw SqlErrors.explain(e, location, database, about);
        }
    }

    /**
     * Does something about the server, each statement by itself and sent once, by the first database that lets us in.
     *
     * @throws DatabaseException of kind {@code UNKNOWN_OUTCOME} if the connection broke before the answer was there
     */
    void change(String about, Work work) throws DatabaseException {
        DatabaseException first = null;
        for (String entry : entries) {
            try {
                change(entry, about, work);
                return;
            } catch (DatabaseException e) {
                if (e.kind() != Kind.NO_DATABASE && e.kind() != Kind.LOGIN) {
                    throw e;
                }
                first = first == null ? e : first;
            }
        }
        throw first == null ? new DatabaseException(Kind.NO_DATABASE, "no database to enter by", "Name one.") : first;
    }

    /** Something that is done with an open connection. */
    @FunctionalInterface
    interface Work {
        void with(Connection connection) throws SQLException;
    }

    private void change(String database, String about, Work work) throws DatabaseException {
        try (Connection connection = open(database, timeouts.statement())) {
            connection.rollback();
            connection.setReadOnly(false);
            // Databases are not made or renamed inside a transaction.
            connection.setAutoCommit(true);
            try {
                work.with(connection);
            } catch (SQLException e) {
                throw SqlErrors.explainChange(e, location, database, about);
            }
        } catch (SQLException e) {
            throw SqlErrors.explain(e, location, database, about);
        }
    }

    /** A connection that is kept, by the first database that lets us in; whoever takes it closes it. */
    Connection open(String about) throws DatabaseException {
        DatabaseException first = null;
        for (String entry : entries) {
            try {
                return open(entry, timeouts.statement());
            } catch (SQLException e) {
                first = first == null ? SqlErrors.explain(e, location, entry, about) : first;
            }
        }
        throw first == null ? new DatabaseException(Kind.NO_DATABASE, "no database to enter by", "Name one.") : first;
    }

    private Connection open(String database, Duration statement) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(
                new String[] {location.host().contains(":") ? "[" + location.host() + "]" : location.host()});
        source.setPortNumbers(new int[] {location.port()});
        source.setDatabaseName(database);
        source.setUser(location.user());
        location.password().map(Secret::reveal).ifPresent(source::setPassword);
        source.setSslMode(location.sslMode().libpqName());
        location.rootCertificate().ifPresent(file -> source.setSslRootCert(file.toString()));
        // TLS is what is shown to the operator, so nothing else may protect the connection instead.
        source.setGssEncMode("disable");
        source.setApplicationName(applicationName);
        source.setConnectTimeout((int) timeouts.connect().toSeconds());
        source.setLoginTimeout((int) timeouts.login().toSeconds());
        // The server ends a statement in time; the socket's limit is for a server that has gone away.
        source.setSocketTimeout((int) statement.toSeconds() + 30);
        source.setTcpKeepAlive(true);
        Connection connection = source.getConnection();
        try (Statement settings = connection.createStatement()) {
            settings.execute("SET statement_timeout = " + statement.toMillis());
            // A policy must not hide rows from a count: the server refuses instead.
            settings.execute("SET row_security = off");
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }
}
