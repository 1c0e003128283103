package lifeboat.database;

/** Names and values as PostgreSQL's own texts want them. */
final class Quoting {
    private Quoting() {}

    /** An identifier in SQL. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text in SQL, whatever {@code standard_conforming_strings} says. */
    static String literal(String value) {
        String doubled = value.replace("'", "''");
        return value.contains("\\") ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }

    /** A value in a connection string of libpq. */
    static String connectionValue(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** A database as the client programs take it: as a connection string, so that no name is mistaken for one. */
    static String databaseParameter(String database) {
        return "dbname=" + connectionValue(database);
    }

    /** A field in a password file. */
    static String passwordField(String value) {
        return value.replace("\\", "\\\\").replace(":", "\\:");
    }
}
