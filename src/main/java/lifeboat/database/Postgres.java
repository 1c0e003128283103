package lifeboat.database;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A PostgreSQL server (10 or newer) that is asked questions; nothing here changes it. Each question has a connection of its own,
 * read-only, with limits on connecting and on answering, so any thread may ask at any time. Names are plain names: quoting is
 * done here.
 */
public interface Postgres {
    /**
     * Who the server is.
     *
     * @param versionNumber as PostgreSQL counts: 150018 is 15.18
     * @param version as the server prints it: {@code 15.18 (Debian 15.18-0+deb12u1)}
     * @param systemIdentifier the number that {@code initdb} gave the cluster; nothing when the role may not read it
     * @param systemIdentifierNote why there is no system identifier; empty when there is one
     * @param address {@code host:port} as we connected
     * @param user the role that we are
     * @param superuser whether that role may do everything
     * @param encoding the server's encoding
     * @param tls what was negotiated, not what was asked for
     */
    record Server(
            int versionNumber,
            String version,
            Optional<String> systemIdentifier,
            String systemIdentifierNote,
            String address,
            String user,
            boolean superuser,
            String encoding,
            Tls tls) {
        /** 15 of 15.18; 9 of 9.6. */
        public int majorVersion() {
            return versionNumber / 10_000;
        }
    }

    /**
     * TLS as negotiated.
     *
     * @param on whether the connection is encrypted
     * @param version {@code TLSv1.3}; empty without TLS
     * @param cipher the cipher suite; empty without TLS
     */
    record Tls(boolean on, String version, String cipher) {
        /** {@code TLSv1.3, TLS_AES_256_GCM_SHA384} or {@code no TLS}. */
        public String words() {
            return on ? version + ", " + cipher : "no TLS";
        }
    }

    /**
     * One database that can be connected to and is no template.
     *
     * @param bytes its size on the server's disk; nothing when the role may not know
     */
    record Database(String name, OptionalLong bytes, String owner, String encoding, String collation, String ctype) {}

    /**
     * One table with rows of its own (a partition counts, its parent does not).
     *
     * @param rows counted, or estimated: then -1 when the table was never analysed
     */
    record Table(String schema, String name, long rows) {}

    /**
     * One sequence.
     *
     * @param lastValue nothing when it was never used, or may not be read
     */
    record Sequence(String schema, String name, OptionalLong lastValue) {}

    /** One extension and its version. */
    record Extension(String name, String version) {}

    /**
     * One connection of somebody else.
     *
     * @param application as the client names itself; may be empty
     * @param clientAddress empty for a socket, or when the role may not know
     * @param state {@code active}, {@code idle}, {@code idle in transaction}…; empty when the role may not know
     */
    record Backend(long pid, String user, String application, String clientAddress, String state) {}

    /** One role that is not PostgreSQL's own. */
    record Role(String name, boolean superuser, boolean canLogin, boolean createDatabase, boolean createRole) {}

    /**
     * A role that belongs to another and has its rights.
     *
     * @param role the one whose rights are given
     * @param member the one that has them
     */
    record Membership(String role, String member) {}

    /** How rows are counted. */
    enum Counting {
        /** {@code count(*)} of each table, all in one snapshot: right, and slow on large tables. */
        EXACT,
        /** What the planner believes: at once. */
        ESTIMATE
    }

    /** Who the server is, and how the connection is protected. */
    Server identify() throws DatabaseException;

    /** Every database that can be connected to, by name. */
    List<Database> databases() throws DatabaseException;

    /**
     * The version of a locale of the server's system, as its C library tells it: when it changes, texts may sort differently. Nothing
     * for {@code C} and {@code POSIX}, and where the system does not tell.
     */
    Optional<String> collationVersion(String locale) throws DatabaseException;

    /** What sorts the texts of a database: {@code libc}, {@code icu} or {@code builtin}. */
    String localeProvider(String database) throws DatabaseException;

    /** Whether there is a database of this name. */
    boolean exists(String database) throws DatabaseException;

    /**
     * The tables of a database with their rows, by schema and name.
     *
     * @param timeout for each table
     */
    List<Table> tables(String database, Counting counting, Duration timeout) throws DatabaseException;

    /** The sequences of a database, by schema and name. */
    List<Sequence> sequences(String database) throws DatabaseException;

    /** The largest {@code id} of {@code public.migrations}; nothing without that table, or while it is empty. */
    OptionalLong migrationsMax(String database) throws DatabaseException;

    /** The extensions of a database, by name. */
    List<Extension> extensions(String database) throws DatabaseException;

    /** The connections to a database that are not ours: ours are those with our application name. */
    List<Backend> activity(String database) throws DatabaseException;

    /**
     * How many rows were ever inserted, updated and deleted in a database's tables: the same number twice, some seconds apart,
     * means that nobody writes (the server tells within about a second).
     */
    long writes(String database) throws DatabaseException;

    /** The roles of the server that are not its own, by name. */
    List<Role> roles() throws DatabaseException;

    /** Which role is a member of which, directly. */
    List<Membership> memberships() throws DatabaseException;
}
