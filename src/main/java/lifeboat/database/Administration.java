package lifeboat.database;

import java.util.List;
import java.util.Optional;

/**
 * What a restore changes on a PostgreSQL server as a whole: databases and roles. Each change is one statement that is sent once,
 * and none of them touches the content of a database. Where the answer to one is lost, what is there afterwards tells whether it
 * was made; if that cannot be told either, the exception is of kind {@code UNKNOWN_OUTCOME}. Names are plain names: quoting is
 * done here.
 */
public interface Administration {
    /** The longest name that PostgreSQL keeps, in bytes of UTF-8; what is longer it cuts without a word. */
    int LONGEST_NAME = 63;

    /**
     * What a new database is like.
     *
     * @param owner a role that is there
     * @param encoding such as {@code UTF8}
     * @param collation such as {@code en_US.UTF-8}
     * @param ctype such as {@code en_US.UTF-8}
     */
    record Shape(String owner, String encoding, String collation, String ctype) {}

    /**
     * A role.
     *
     * @param name its name
     * @param attributes of {@code LOGIN}, {@code CREATEDB}, {@code CREATEROLE}, {@code NOINHERIT}
     */
    record NewRole(String name, List<String> attributes) {
        /** The attributes that are ever given. */
        public static final List<String> GIVEN = List.of("LOGIN", "CREATEDB", "CREATEROLE", "NOINHERIT");

        /** Keeps its own copy; refuses other attributes. */
        public NewRole {
            attributes = List.copyOf(attributes);
            if (!GIVEN.containsAll(attributes)) {
                throw new IllegalArgumentException("a role gets only " + GIVEN + ", not " + attributes);
            }
        }
    }

    /** The statement that {@link #create} would send. */
    String createStatement(String database, Shape shape);

    /**
     * Makes an empty database and leaves a mark on it (its comment), which stays with it when it gets another name.
     *
     * @throws DatabaseException of kind {@code EXISTS} if there is one of this name
     */
    void create(String database, Shape shape, String mark) throws DatabaseException;

    /** The comment on a database; empty if it has none, or there is no such database. */
    Optional<String> mark(String database) throws DatabaseException;

    /**
     * Gives a database another name.
     *
     * @throws DatabaseException of kind {@code IN_USE} while somebody is connected to it, {@code EXISTS} if the new name is taken
     */
    void rename(String database, String to) throws DatabaseException;

    /** Drops a database if it bears this mark; false if there is none of this name, or it bears another mark or none. */
    boolean dropMarked(String database, String mark) throws DatabaseException;

    /** Drops a database that bears no mark at all and holds nothing, as one whose making was cut off; false if it is none. */
    boolean dropUnmarked(String database) throws DatabaseException;

    /** Every database of the server with its comment, where it has one: name and comment. */
    List<Marked> marked() throws DatabaseException;

    /** A database and its comment. */
    record Marked(String database, String mark) {}

    /** Whether a database has no table, view, sequence or function of its own. */
    boolean isEmpty(String database) throws DatabaseException;

    /** The statement that {@link #create(NewRole)} would send. */
    String createStatement(NewRole role);

    /** Makes a role without a password. */
    void create(NewRole role) throws DatabaseException;

    /** The statement that {@link #grant} would send. */
    String grantStatement(String role, String member);

    /** Makes a role a member of another, without the right to pass that on. One that is a member already stays one. */
    void grant(String role, String member) throws DatabaseException;

    /** Those of these names and versions that the server cannot make, one sentence each. */
    List<String> missingExtensions(List<Postgres.Extension> wanted) throws DatabaseException;

    /** Whether the server knows a locale by this name; {@code C} and {@code POSIX} always. */
    boolean knowsLocale(String name) throws DatabaseException;
}
