package lifeboat.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import lifeboat.lab.kube.Containers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps pachd from starting, and what it does to an older database; with a real server and a real store. */
@SuppressWarnings("NullAway.Init")
class LabPachdTest {
    private static final String SECRET = "a secret of the store";

    @TempDir
    static Path directory;

    private static TestPostgres postgres;
    private static LabStore store;

    @BeforeAll
    static void start() throws Exception {
        postgres = new TestPostgres(directory.resolve("database"));
        store = LabStore.start(directory.resolve("store"), new StoreSeed(3, 3), SECRET);
    }

    @AfterAll
    static void stop() throws Exception {
        store.close();
        postgres.close();
    }

    private static Optional<String> begin(String version, int workers, Map<String, String> other) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "POSTGRES_HOST",
                "127.0.0.1",
                "POSTGRES_PORT",
                Integer.toString(postgres.port()),
                "POSTGRES_USER",
                "postgres",
                "POSTGRES_PASSWORD",
                postgres.password(),
                "POSTGRES_DATABASE",
                "pachyderm",
                "IDENTITY_SERVER_DATABASE",
                "dex",
                "AMAZON_BUCKET",
                LabStore.SOURCE,
                "CUSTOM_ENDPOINT",
                store.endpoint().toString(),
                "AMAZON_ID",
                store.accessKey(),
                "AMAZON_SECRET",
                SECRET));
        environment.putAll(other);
        return new LabPachd(postgres.port(), store, SECRET)
                .start(new Containers.Start(
                        "pachyderm", "pachd-1", "pachyderm/pachd:" + version, environment, workers));
    }

    private static long migrations() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", postgres.password());
        properties.setProperty("sslmode", "disable");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/migrating", properties);
                Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery("select max(id) from public.migrations")) {
            last.next();
            return last.getLong(1);
        }
    }

    @Test
    void itMigratesAnOlderDatabaseForGoodAndRefusesANewerOne() throws Exception {
        postgres.execute("CREATE DATABASE migrating");
        Map<String, String> other = Map.of("POSTGRES_DATABASE", "migrating");
        assertThat(begin("2.8.10", 0, other)).isEmpty();
        assertThat(migrations()).isEqualTo(47);
        assertThat(begin("2.7.8", 0, other)).hasValueSatisfying(said -> assertThat(said)
                .contains("database state is newer than application is expecting"));
        assertThat(migrations()).isEqualTo(47);

        assertThat(begin("2.11.6", 0, other)).isEmpty();
        assertThat(migrations()).isEqualTo(59);
        assertThat(begin("2.8.10", 0, other)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRES_DATABASE, nowhere, 'database \"nowhere\" does not exist'",
        "IDENTITY_SERVER_DATABASE, nologins, 'database \"nologins\" does not exist'",
        "POSTGRES_PASSWORD, wrong, password authentication failed",
        "POSTGRES_PORT, 5, 'dial tcp 127.0.0.1:5: connect: connection refused'",
        "POSTGRES_HOST, postgres.example.org, connection refused",
        "AMAZON_BUCKET, no-such-bucket, NoSuchBucket",
        "STORAGE_URL, s3://pach-data?region=x, no such host",
        "CUSTOM_ENDPOINT, http://s3.example.org, no such host",
        "AMAZON_SECRET, wrong, SignatureDoesNotMatch",
    })
    void itSaysWhatItLacks(String variable, String value, String reason) {
        Optional<String> said = begin("2.12.0-rc.3", 0, Map.of(variable, value));

        assertThat(said).hasValueSatisfying(words -> assertThat(words)
                .contains(reason)
                .doesNotContain(postgres.password())
                .doesNotContain(SECRET));
    }

    @Test
    void aPausedOneOfTheOlderLinesFailsWhileThereAreWorkers() {
        assertThat(begin("2.4.6", 2, Map.of("MODE", "paused"))).isPresent();
        assertThat(begin("2.12.0-rc.3", 2, Map.of("MODE", "paused"))).isEmpty();
    }
}
