package lifeboat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class LabPostgresTest {
    private static final LabSecrets SECRETS = LabSecrets.draw(new SecureRandom());

    @TempDir
    static Path directory;

    private static LabPostgres postgres;
    private static Path authority;
    private static long startMillis;

    @BeforeAll
    static void start() throws Exception {
        long begun = System.nanoTime();
        postgres = start("first", 7);
        startMillis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
        for (String name : List.of("first", "same", "other")) {
            new LabDirectory(directory.resolve(name)).remove();
        }
    }

    private static LabPostgres start(String name, long seed) throws Exception {
        LabDirectory lab = new LabDirectory(directory.resolve(name));
        lab.claim(ProcessMark.self());
        LabCertificates certificates = LabCertificates.create(Clock.systemUTC());
        authority = Files.writeString(lab.path().resolve("ca.crt"), certificates.authorityPem());
        Files.createDirectories(lab.path().resolve("postgres"));
        PostgresPrograms programs = PostgresPrograms.find(
                systemDirectories(),
                OptionalInt.empty(),
                new EmbeddedPostgres(directory.resolve("cache"), System.getProperty("os.arch")),
                lab.path().resolve("postgres"));
        return LabPostgres.start(lab, programs, certificates, SECRETS, new PostgresSeed(seed), Path.of("/tmp"));
    }

    static List<Path> systemDirectories() throws Exception {
        List<Path> found = new ArrayList<>();
        Path root = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(root)) {
            try (var versions = Files.list(root)) {
                versions.map(version -> version.resolve("bin")).forEach(found::add);
            }
        }
        return found;
    }

    private static Connection connect(LabPostgres server, String database, String mode) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", SECRETS.database());
        properties.setProperty("sslmode", mode);
        properties.setProperty("sslrootcert", authority.toString());
        return new org.postgresql.Driver()
                .connect(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + "/"
                                + URLEncoder.encode(database, StandardCharsets.UTF_8),
                        properties);
    }

    private static String ask(LabPostgres server, String database, String sql) throws SQLException {
        try (Connection connection = connect(server, database, "verify-full");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }

    @Test
    void itIsUpInSeconds() {
        assertThat(startMillis).isLessThan(20_000);
    }

    @Test
    void aClientCanVerifyTheServerInFull() throws Exception {
        assertThat(ask(
                        postgres,
                        "pachyderm",
                        "select ssl::text || version from pg_stat_ssl where pid = pg_backend_pid()"))
                .startsWith("trueTLSv1.");
    }

    @Test
    void aWrongPasswordIsRefused() {
        Properties properties = new Properties();
        properties.setProperty("user", "pachyderm");
        properties.setProperty("password", "wrong");
        assertThatThrownBy(() -> new org.postgresql.Driver()
                        .connect("jdbc:postgresql://127.0.0.1:" + postgres.port() + "/pachyderm", properties))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void everyDatabaseIsThereAndBelongsToPachyderm() throws Exception {
        assertThat(ask(
                        postgres,
                        "pachyderm",
                        "select string_agg(datname, '|' order by datname) from pg_database"
                                + " where not datistemplate and pg_get_userbyid(datdba) = 'pachyderm'"))
                .isEqualTo("Pachyderm \"old\" 2019|dex|pachyderm");
        assertThat(ask(postgres, "Pachyderm \"old\" 2019", "select count(*) from \"Kept for the auditors\""))
                .isEqualTo("200");
    }

    @Test
    void theSchemasLookLikeTheRealOnes() throws Exception {
        assertThat(ask(
                        postgres,
                        "pachyderm",
                        "select string_agg(nspname, ' ' order by nspname) from pg_namespace"
                                + " where pg_get_userbyid(nspowner) = 'pachyderm'"))
                .isEqualTo("auth collections identity license pfs storage");
        assertThat(ask(postgres, "pachyderm", "select max(id) from public.migrations"))
                .isEqualTo("47");
        assertThat(ask(postgres, "pachyderm", "select count(*) from license.clusters"))
                .isEqualTo("3");
        assertThat(ask(postgres, "pachyderm", "select count(*) from pfs.commits"))
                .isEqualTo("5000");
        assertThat(ask(postgres, "pachyderm", "select details ->> 'label' from collections.cluster_defaults limit 1"))
                .isEqualTo("\u00fc\ud83d\udedf");
        assertThat(ask(
                        postgres,
                        "dex",
                        "select string_agg(relname, ' ' order by relname) from pg_class where relkind = 'r'"
                                + " and relnamespace = 'public'::regnamespace"))
                .isEqualTo("auth_request client connector keys migrations password refresh_token");
    }

    @Test
    void theRowsFollowTheSeed() throws Exception {
        String digest = "select md5(string_agg(chunk_id::text || size, '' order by gen)) from storage.chunk_objects";
        try (LabPostgres same = start("same", 7);
                LabPostgres other = start("other", 8)) {
            authority = directory.resolve("same/ca.crt");
            String again = ask(same, "pachyderm", digest);
            authority = directory.resolve("other/ca.crt");
            assertThat(ask(other, "pachyderm", digest)).isNotEqualTo(again);
            authority = directory.resolve("first/ca.crt");
            assertThat(ask(postgres, "pachyderm", digest)).isEqualTo(again);
        } finally {
            authority = directory.resolve("first/ca.crt");
        }
    }

    @Test
    void theServerThatComesWithLifeboatServesWhereTheMachineHasNone() throws Exception {
        LabDirectory lab = new LabDirectory(directory.resolve("embedded"));
        lab.claim(ProcessMark.self());
        Path scratch = Files.createDirectories(lab.path().resolve("postgres"));
        PostgresPrograms programs = PostgresPrograms.find(
                List.of(directory.resolve("nothing here")),
                OptionalInt.empty(),
                new EmbeddedPostgres(directory.resolve("cache"), System.getProperty("os.arch")),
                scratch);
        assertThat(programs.bin()).startsWith(directory.resolve("cache"));
        LabCertificates certificates = LabCertificates.create(Clock.systemUTC());
        try (LabPostgres embedded =
                LabPostgres.start(lab, programs, certificates, SECRETS, new PostgresSeed(7), Path.of("/tmp"))) {
            authority = Files.writeString(lab.path().resolve("ca.crt"), certificates.authorityPem());
            assertThat(ask(embedded, "pachyderm", "select count(*) from pfs.commits"))
                    .isEqualTo("5000");
        } finally {
            authority = directory.resolve("first/ca.crt");
            lab.remove();
        }
    }

    @Test
    void aCrashCutsConnectionsAndTheServerComesBackWithItsRows() throws Exception {
        try (Connection connection = connect(postgres, "dex", "verify-full")) {
            postgres.crash();
            assertThat(connection.isValid(5)).isFalse();
        }
        assertThat(ask(postgres, "pachyderm", "select count(*) from collections.jobs"))
                .isEqualTo("6000");
    }

    @Test
    void thePasswordFileIsForItsOwnerOnly() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(postgres.passwordFile())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(postgres.passwordFile()).strip()).isEqualTo(SECRETS.database());
    }
}
