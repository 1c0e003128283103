package lifeboat.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;

/**
 * The room on the disk where a server keeps its databases. PostgreSQL does not tell it; it can be seen only where the server runs
 * on this machine and names its directory to us. A forwarded port looks like this machine, so the server's process is looked for.
 *
 * @param free bytes that may still be used; empty when they cannot be seen
 * @param words where that is, or why it cannot be seen
 */
public record ServerDisk(OptionalLong free, String words) {

    /** What the server tells of itself. */
    private record Told(long pid, String directory) {}

    /** Looks; not to see it is no error, a server that does not answer is one. */
    public static ServerDisk look(DatabaseLocation location, String applicationName) throws DatabaseException {
        if (!isThisMachine(location.host())) {
            return unseen("the server " + location.address() + " is not this machine");
        }
        Connections connections =
                new Connections(location, Timeouts.USUAL, applicationName, List.of("postgres", "template1"));
        return connections.ofServer("ask for the data directory", connection -> {
            Told told = told(connection);
            if (told.directory().isEmpty()) {
                return unseen("the role " + location.user() + " may not know the server's data directory");
            }
            // Asked for while the connection lives: its process ends with it.
            return isPostgres(told.pid())
                    ? ofDirectory(Path.of(told.directory()))
                    : unseen("the server behind " + location.address() + " does not run on this machine");
        });
    }

    private static ServerDisk unseen(String why) {
        return new ServerDisk(OptionalLong.empty(), why);
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException notHere) {
            return false;
        }
    }

    private static Told told(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid(), coalesce((SELECT setting FROM"
                        + " pg_settings WHERE name = 'data_directory'), '')")) {
            rows.next();
            return new Told(rows.getLong(1), rows.getString(2));
        }
    }

    private static boolean isPostgres(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "comm"))
                    .strip()
                    .startsWith("postgres");
        } catch (IOException noSuchProcess) {
            return false;
        }
    }

    private static ServerDisk ofDirectory(Path directory) {
        try {
            return new ServerDisk(OptionalLong.of(Files.getFileStore(directory).getUsableSpace()), "at " + directory);
        } catch (IOException e) {
            return unseen("the directory " + directory + " cannot be looked at");
        }
    }
}
