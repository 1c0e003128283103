package lifeboat.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import lifeboat.lab.atlas.LabAtlas;
import lifeboat.lab.program.Switchboard;

/** Gives one lab its AtlasDB: a database with an owner of its own, and what works with it. */
final class AtlasPart {
    static final String USER = "palantir";
    static final String DATABASE = "atlas";

    private AtlasPart() {}

    static LabAtlas start(
            Path lab, String version, int databasePort, LabSecrets secrets, LabFiles files, Switchboard switchboard)
            throws LabException, IOException {
        LabAtlas.Setting setting = new LabAtlas.Setting(
                ServerAccount.privateDirectory(lab.resolve("atlas")),
                ServerAccount.privateDirectory(lab.resolve("bin")),
                databasePort,
                DATABASE,
                USER,
                secrets.database(),
                secrets.control(),
                switchboard,
                version);
        try {
            makeDatabase(databasePort, secrets);
            LabAtlas atlas = LabAtlas.start(setting);
            files.write(atlas.install(setting));
            return atlas;
        } catch (SQLException e) {
            throw new LabException("the lab's AtlasDB store could not be made: " + e.getMessage(), "See the log.", e);
        }
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
