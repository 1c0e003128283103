package lifeboat.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.Properties;

/** The lab's PostgreSQL server without the rest of a lab, for tests of what works on it. */
public final class TestPostgres implements AutoCloseable {
    private final LabSecrets secrets = LabSecrets.draw(new SecureRandom());
    private final LabDirectory lab;
    private final LabPostgres postgres;

    /** Starts one below this directory. */
    public TestPostgres(Path directory) throws Exception {
        lab = new LabDirectory(directory);
        lab.claim(ProcessMark.self());
        Files.createDirectories(lab.path().resolve("postgres"));
        PostgresPrograms programs = PostgresPrograms.find(
                LabPostgresTest.systemDirectories(),
                OptionalInt.empty(),
                new EmbeddedPostgres(directory.resolve("cache"), System.getProperty("os.arch")),
                lab.path().resolve("postgres"));
        postgres = LabPostgres.start(
                lab,
                programs,
                LabCertificates.create(Clock.systemUTC()),
                secrets,
                new PostgresSeed(1),
                Path.of("/tmp"));
    }

    /** Where it listens on 127.0.0.1. */
    public int port() {
        return postgres.port();
    }

    /** The password of the role {@code postgres}. */
    public String password() {
        return secrets.superuser();
    }

    /** Sends one statement to the database {@code postgres}. */
    public void execute(String sql) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", password());
        properties.setProperty("sslmode", "disable");
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/postgres", properties);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws Exception {
        postgres.close();
        lab.remove();
    }
}
