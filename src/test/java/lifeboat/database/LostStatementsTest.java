package lifeboat.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.fault.Fault;
import lifeboat.fault.FaultProxy;
import lifeboat.fault.Tally;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every statement that changes a server, through a connection that breaks before it arrives, or before its answer does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class LostStatementsTest {
    private static final String MARK = "lifeboat r1: x";

    private final AtomicInteger numbers = new AtomicInteger();
    private TestServer server;
    private FaultProxy proxy;
    private Administration through;
    private Administration beside;
    private Postgres postgres;

    @BeforeAll
    void start() throws Exception {
        server = new TestServer();
        server.sql(
                "postgres",
                "CREATE ROLE " + TestServer.READABLE + " SUPERUSER LOGIN PASSWORD "
                        + Quoting.literal(TestServer.PASSWORD.reveal()));
        proxy = new FaultProxy(server.port);
        through = new JdbcAdministration(
                new DatabaseLocation(
                        "127.0.0.1",
                        proxy.port(),
                        TestServer.READABLE,
                        Optional.of(TestServer.PASSWORD),
                        SslMode.DISABLE,
                        Optional.empty()),
                "lifeboat r1");
        beside = new JdbcAdministration(server.location(), "lifeboat beside");
        postgres = new JdbcPostgres(server.location(), "lifeboat beside");
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            proxy.close();
            server.close();
        }
    }

    /** One that changes the server, on what it is done, and whether it was. */
    private interface Change {
        void on(Administration administration, String name) throws DatabaseException;
    }

    private interface Look {
        boolean at(String name) throws Exception;
    }

    /**
     * A change.
     *
     * @param statement how its statement begins
     */
    private record Case(String statement, Change before, Change change, Look done) {}

    private static Administration.Shape shape() {
        return new Administration.Shape(TestServer.USER, "UTF8", "C", "C");
    }

    private Map<String, Case> cases() {
        Change nothing = (administration, name) -> {};
        Change make = (administration, name) -> administration.create(name, shape(), MARK);
        Change role = (administration, name) -> administration.create(new Administration.NewRole(name, List.of()));
        Look marked = name -> beside.mark(name).equals(Optional.of(MARK));
        Map<String, Case> cases = new LinkedHashMap<>();
        cases.put("create", new Case("CREATE DATABASE", nothing, make, name -> postgres.exists(name)));
        cases.put("mark", new Case("COMMENT ON", nothing, make, marked));
        cases.put(
                "rename",
                new Case(
                        "ALTER DATABASE",
                        make,
                        (administration, name) -> administration.rename(name, name + "-final"),
                        name -> postgres.exists(name + "-final")));
        cases.put(
                "drop",
                new Case(
                        "DROP DATABASE",
                        make,
                        (administration, name) -> administration.dropMarked(name, MARK),
                        name -> !postgres.exists(name)));
        cases.put("role", new Case("CREATE ROLE", nothing, role, name -> isRole(name)));
        cases.put(
                "grant",
                new Case(
                        "GRANT",
                        role,
                        (administration, name) -> administration.grant("pg_monitor", name),
                        name -> isMember(name)));
        return cases;
    }

    private boolean isRole(String name) throws Exception {
        return server.ask("postgres", "SELECT count(*) FROM pg_roles WHERE rolname = " + Quoting.literal(name))
                .equals("1");
    }

    private boolean isMember(String name) throws Exception {
        return server.ask(
                        "postgres",
                        "SELECT count(*) FROM pg_auth_members WHERE member = " + Quoting.literal(name) + "::regrole")
                .equals("1");
    }

    private static @Nullable Kind told(Change change, Administration administration, String name) {
        try {
            change.on(administration, name);
            return null;
        } catch (DatabaseException e) {
            return e.kind();
        }
    }

    @Test
    @Fault("F22")
    void anAnswerThatIsLostAfterAStatementIsSettledByWhatIsThere(Tally tally) throws Exception {
        for (Map.Entry<String, Case> entry : cases().entrySet()) {
            Case one = entry.getValue();
            String name = entry.getKey() + numbers.incrementAndGet();
            one.before().on(beside, name);
            int lost = proxy.lost();
            tally.injected();
            proxy.loseAnswers(1, request -> request.contains(one.statement()));

            Kind told = told(one.change(), through, name);

            assertThat(proxy.lost()).as(entry.getKey()).isEqualTo(lost + 1);
            assertThat(one.done().at(name)).as(entry.getKey()).isTrue();
            // Who is a member of a role twice is a member once; only that is left to the next attempt.
            assertThat(told).as(entry.getKey()).isEqualTo(entry.getKey().equals("grant") ? Kind.UNKNOWN_OUTCOME : null);
            tally.survived();
        }
    }

    @Test
    @Fault("F22")
    void aStatementThatNeverArrivesIsInDoubtAndCanBeSentAgain(Tally tally) throws Exception {
        for (Map.Entry<String, Case> entry : cases().entrySet()) {
            Case one = entry.getValue();
            String name = entry.getKey() + numbers.incrementAndGet();
            one.before().on(beside, name);
            int stopped = proxy.stopped();
            tally.injected();
            proxy.stopRequests(1, request -> request.contains(one.statement()));

            Kind told = told(one.change(), through, name);

            assertThat(proxy.stopped()).as(entry.getKey()).isEqualTo(stopped + 1);
            assertThat(told).as(entry.getKey()).isEqualTo(Kind.UNKNOWN_OUTCOME);
            assertThat(one.done().at(name)).as(entry.getKey()).isFalse();
            if (entry.getKey().equals("mark")) {
                // As a restore does: what was made and not marked is dropped, if it holds nothing.
                assertThat(through.dropUnmarked(name)).isTrue();
            }
            assertThat(told(one.change(), through, name)).as(entry.getKey()).isNull();
            assertThat(one.done().at(name)).as(entry.getKey()).isTrue();
            tally.survived();
        }
    }

    @Test
    void onlyWhatHoldsNothingAndBearsNoMarkIsDroppedUnmarked() throws Exception {
        server.sql("postgres", "CREATE DATABASE unmarked");
        server.sql("postgres", "CREATE DATABASE filled");
        server.sql("filled", "CREATE TABLE t (i int)");
        beside.create("marked", shape(), MARK);

        assertThat(beside.dropUnmarked("unmarked")).isTrue();
        assertThat(beside.dropUnmarked("filled")).isFalse();
        assertThat(beside.dropUnmarked("marked")).isFalse();
        assertThat(beside.dropUnmarked("not there")).isFalse();
        assertThat(postgres.exists("filled")).isTrue();
        assertThat(postgres.exists("marked")).isTrue();
        assertThat(postgres.exists("unmarked")).isFalse();
    }
}
