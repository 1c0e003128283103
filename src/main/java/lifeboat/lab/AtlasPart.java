package lifeboat.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lifeboat.lab.atlas.LabAtlas;

/** Gives one lab its AtlasDB: a database with an owner of its own, and what works with it. */
final class AtlasPart {
    static final String USER = "palantir";
    static final String DATABASE = "atlas";

    private AtlasPart() {}

    static LabAtlas start(Path lab, String version, LabPostgres postgres, LabSecrets secrets, LabFiles files)
            throws LabException, IOException {
        LabAtlas.Setting setting = new LabAtlas.Setting(
                ServerAccount.privateDirectory(lab.resolve("atlas")),
                ServerAccount.privateDirectory(lab.resolve("bin")),
                postgres.port(),
                DATABASE,
                USER,
                secrets.database(),
                secrets.control(),
                lab.resolve("token"),
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath()),
                version);
        try {
            makeDatabase(postgres.port(), secrets);
            LabAtlas atlas = LabAtlas.start(setting);
            files.write(atlas.install(setting));
            return atlas;
        } catch (SQLException e) {
            throw new LabException("the lab's AtlasDB store could not be made: " + e.getMessage(), "See the log.", e);
        }
    }

    /** With absolute paths: the programs of the lab are started from anywhere. */
    private static String classPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void makeDatabase(int port, LabSecrets secrets) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", secrets.superuser());
        properties.setProperty("sslmode", "disable");
        try (Connection connection =
                        DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + USER + " LOGIN CREATEDB PASSWORD '" + secrets.database() + "'");
            statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + USER + " TEMPLATE template0");
        }
    }
}
