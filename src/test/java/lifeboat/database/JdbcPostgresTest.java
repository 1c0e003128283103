package lifeboat.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import lifeboat.database.DatabaseException.Kind;
import lifeboat.database.Postgres.Counting;
import lifeboat.fault.Fault;
import lifeboat.lab.LabCertificates;
import lifeboat.process.Secret;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JdbcPostgresTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private TestServer server;
    private Postgres postgres;

    @BeforeAll
    void start() throws Exception {
        server = new TestServer();
        server.fill();
        postgres = new JdbcPostgres(server.location(), "lifeboat run-1");
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theServerSaysWhoItIsAndHowTheConnectionIsProtected() throws Exception {
        Postgres.Server identity = postgres.identify();

        assertThat(identity.systemIdentifier())
                .contains(server.ask("postgres", "SELECT system_identifier FROM pg_control_system()"));
        assertThat(identity.version()).isEqualTo(server.ask("postgres", "SHOW server_version"));
        assertThat(identity.majorVersion()).isGreaterThanOrEqualTo(10);
        assertThat(identity.address()).isEqualTo("127.0.0.1:" + server.port);
        assertThat(identity.encoding()).isEqualTo("UTF8");
        assertThat(identity.superuser()).isTrue();
        assertThat(identity.tls().on()).isTrue();
        assertThat(identity.tls().words()).startsWith("TLSv1.");
    }

    @Test
    void aRoleWithoutTheRightSaysWhyThereIsNoSystemIdentifier() throws Exception {
        server.sql(
                "postgres",
                "CREATE ROLE small LOGIN PASSWORD 'small-secret'",
                "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");

        Postgres.Server identity = as("small", "small-secret").identify();

        assertThat(identity.systemIdentifier()).isEmpty();
        assertThat(identity.systemIdentifierNote()).contains("small").contains("pg_control_system");
        assertThat(identity.superuser()).isFalse();
        assertThat(error(() -> as("small", "small-secret").migrationsMax(TestServer.ODD))
                        .kind())
                .isEqualTo(Kind.PERMISSION);
    }

    @Test
    void aDatabaseWithAnyNameIsListedCountedAndRead() throws Exception {
        assertThat(postgres.databases())
                .filteredOn(database -> database.name().equals(TestServer.ODD))
                .singleElement()
                .satisfies(database -> {
                    assertThat(database.bytes().orElse(0)).isGreaterThan(10_000_000);
                    assertThat(database.owner()).isEqualTo(TestServer.USER);
                    assertThat(database.encoding()).isEqualTo("UTF8");
                });
        assertThat(postgres.databases()).extracting(Postgres.Database::name).doesNotContain("template0", "template1");
        assertThat(postgres.exists(TestServer.ODD)).isTrue();
        assertThat(postgres.exists("pachyderm \"old\" 2019")).isFalse();
        assertThat(postgres.tables(TestServer.ODD, Counting.EXACT, LONG))
                .containsExactly(
                        new Postgres.Table("Odd \" schema", "Table; drop", 3),
                        new Postgres.Table("public", "child", 2),
                        new Postgres.Table("public", "large", 150_000),
                        new Postgres.Table("public", "migrations", 42));
        assertThat(postgres.tables(TestServer.ODD, Counting.ESTIMATE, LONG))
                .contains(new Postgres.Table("public", "migrations", 42));
        assertThat(postgres.sequences(TestServer.ODD))
                .containsExactly(
                        new Postgres.Sequence("Odd \" schema", "Table; drop_id_seq", OptionalLong.of(3)),
                        new Postgres.Sequence("public", "unused", OptionalLong.empty()));
        assertThat(postgres.extensions(TestServer.ODD))
                .extracting(Postgres.Extension::name)
                .contains("plpgsql");
        assertThat(postgres.migrationsMax(TestServer.ODD)).hasValue(41);
        assertThat(postgres.migrationsMax("postgres")).isEmpty();
        assertThat(postgres.roles()).extracting(Postgres.Role::name).contains(TestServer.USER);
    }

    @Test
    void connectionsOfOthersAreSeenAndOursAreNot() throws Exception {
        assertThat(postgres.activity(TestServer.ODD)).isEmpty();
        try (Connection other = server.connect(TestServer.ODD);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT 1");

            assertThat(postgres.activity(TestServer.ODD)).singleElement().satisfies(backend -> {
                assertThat(backend.application()).isEqualTo("pachd 7");
                assertThat(backend.clientAddress()).isEqualTo("127.0.0.1");
                assertThat(backend.state()).isEqualTo("idle in transaction");
            });
            assertThat(new JdbcPostgres(server.location(), "pachd 7").activity(TestServer.ODD))
                    .isEmpty();
        }
    }

    @Test
    void writesAreCounted() throws Exception {
        server.sql("postgres", "CREATE TABLE w (i int)");
        long before = postgres.writes("postgres");
        server.sql("postgres", "INSERT INTO w VALUES (1), (2)", "UPDATE w SET i = 3 WHERE i = 2", "DELETE FROM w");

        long deadline = System.nanoTime() + LONG.toNanos();
        while (postgres.writes("postgres") != before + 5 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(postgres.writes("postgres")).isEqualTo(before + 5);
    }

    @Test
    void aWrongPasswordIsSaidWithoutSayingIt() {
        DatabaseException error = error(() ->
                at("127.0.0.1", SslMode.VERIFY_FULL, Secret.of("canary-wrong")).identify());

        assertThat(error.kind()).isEqualTo(Kind.LOGIN);
        assertThat(error.hint()).contains("password");
        assertThat(error.getMessage() + error.hint()).doesNotContain("canary");
    }

    @Test
    void aMissingDatabaseIsSaid() {
        DatabaseException error = error(() -> postgres.writes("Nobody's"));

        assertThat(error.kind()).isEqualTo(Kind.NO_DATABASE);
        assertThat(error).hasMessageContaining("Nobody's");
    }

    @Test
    void nothingListeningIsSaid() {
        DatabaseLocation nowhere =
                new DatabaseLocation("127.0.0.1", 1, "u", Optional.empty(), SslMode.DISABLE, Optional.empty());

        assertThat(error(() -> new JdbcPostgres(nowhere, "x").identify()).kind())
                .isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    @Fault("F37")
    void aCertificateOfAnotherRootIsRefused(@TempDir Path directory) throws Exception {
        Path other = Files.writeString(
                directory.resolve("other.crt"),
                LabCertificates.create(Clock.systemUTC()).authorityPem());
        DatabaseLocation location = new DatabaseLocation(
                "127.0.0.1",
                server.port,
                TestServer.USER,
                Optional.of(TestServer.PASSWORD),
                SslMode.VERIFY_FULL,
                Optional.of(other));

        DatabaseException error = error(() -> new JdbcPostgres(location, "x").identify());

        assertThat(error.kind()).isEqualTo(Kind.TLS);
        assertThat(error.hint()).contains("other.crt");
    }

    @Test
    @Fault("F37")
    void aCertificateForAnotherHostIsRefusedByVerifyFullOnly() throws Exception {
        DatabaseException error = error(
                () -> at("127.0.0.2", SslMode.VERIFY_FULL, TestServer.PASSWORD).identify());

        assertThat(error.kind()).isEqualTo(Kind.TLS);
        assertThat(error.hint()).contains("127.0.0.2").contains("name");
        assertThat(at("127.0.0.2", SslMode.VERIFY_CA, TestServer.PASSWORD)
                        .identify()
                        .tls()
                        .on())
                .isTrue();
    }

    @Test
    @Fault("F37")
    void aServerWithoutTlsIsRefusedUnlessTlsIsNotAskedFor() throws Exception {
        assertThat(error(() -> at("127.0.0.1", SslMode.DISABLE, TestServer.PASSWORD)
                                .identify())
                        .hint())
                .contains("only with TLS");
        server.sql("postgres", "CREATE DATABASE plain");
        server.sql("postgres", "ALTER SYSTEM SET ssl = off", "SELECT pg_reload_conf()");
        try {
            DatabaseException error = awaitNoTls();
            assertThat(error.kind()).isEqualTo(Kind.TLS);
            assertThat(error.hint()).contains("no TLS");
            Postgres plain = new JdbcPostgres(
                    server.location("127.0.0.1", SslMode.PREFER, TestServer.PASSWORD),
                    Timeouts.USUAL,
                    "x",
                    List.of("plain"));
            assertThat(plain.identify().tls().words()).isEqualTo("no TLS");
        } finally {
            server.stop("fast");
            Path settings = server.directory.resolve("data/postgresql.auto.conf");
            Files.writeString(settings, Files.readString(settings).replaceAll("(?m)^ssl = .*$", "ssl = on"));
            server.start();
        }
    }

    @Test
    void anAnswerThatTakesTooLongIsGivenUp() throws Exception {
        try (Connection other = server.connect(TestServer.ODD);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE public.migrations");

            assertThat(error(() -> postgres.tables(TestServer.ODD, Counting.EXACT, Duration.ofSeconds(1)))
                            .kind())
                    .isEqualTo(Kind.TIMEOUT);
        }
    }

    @Test
    void aLocationIsOneServer() {
        assertThatThrownBy(() -> DatabaseLocation.of("a,b", 5432, "u", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DatabaseLocation.of("/tmp", 5432, "u", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(SslMode.named("verify-full")).contains(SslMode.DEFAULT);
    }

    private DatabaseException awaitNoTls() {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                postgres.identify();
            } catch (DatabaseException e) {
                return e;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("TLS was not turned off");
    }

    private Postgres at(String host, SslMode mode, Secret password) {
        return new JdbcPostgres(server.location(host, mode, password), "lifeboat run-1");
    }

    private Postgres as(String user, String password) {
        return new JdbcPostgres(
                new DatabaseLocation(
                        "127.0.0.1",
                        server.port,
                        user,
                        Optional.of(Secret.of(password)),
                        SslMode.VERIFY_FULL,
                        Optional.of(server.root)),
                "lifeboat run-1");
    }

    private static DatabaseException error(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        DatabaseException error = catchThrowableOfType(DatabaseException.class, call);
        assertThat(error).as("a DatabaseException").isNotNull();
        return error;
    }
}
