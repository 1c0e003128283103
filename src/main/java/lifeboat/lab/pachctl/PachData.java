package lifeboat.lab.pachctl;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What the lab's pachd knows: it is in the database and in the bucket that the installed pachd was told of, and nowhere else.
 * When rows are gone there, they are gone here.
 */
final class PachData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PachctlWorld world;
    private final PachctlCluster cluster;
    private final boolean projects;

    /** @param projects whether there are projects; without them a name says enough */
    PachData(PachctlWorld world, PachctlCluster cluster, boolean projects) {
        this.world = world;
        this.cluster = cluster;
        this.projects = projects;
    }

    /** One line of JSON for each repo, or each pipeline. */
    String list(String what) throws IOException {
        List<String> lines = new ArrayList<>();
        if (what.equals("repo")) {
            rows(
                    "SELECT r.name, r.type, p.name FROM pfs.repos r JOIN pfs.projects p ON p.id = r.project_id ORDER BY 3, 1, 2",
                    row -> {
                        ObjectNode line = JSON.createObjectNode();
                        ObjectNode repo = line.putObject("repo")
                                .put("name", row.getString(1))
                                .put("type", row.getString(2));
                        if (projects) {
                            repo.putObject("project").put("name", row.getString(3));
                        }
                        lines.add(line.toPrettyString());
                    });
        } else {
            rows("SELECT DISTINCT idx_name FROM collections.pipelines ORDER BY 1", row -> {
                String name = row.getString(1);
                ObjectNode line = JSON.createObjectNode();
                ObjectNode pipeline = line.putObject("pipeline").put("name", name.substring(name.indexOf('/') + 1));
                if (projects) {
                    pipeline.putObject("project").put("name", name.substring(0, name.indexOf('/')));
                }
                lines.add(line.put("state", "PIPELINE_RUNNING").toPrettyString());
            });
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /**
     * The content of a file of a commit. Every commit of the lab has the file {@code /chunk}: what is in the bucket's first
     * object under {@code chunk/}.
     */
    byte[] file(String commit, String path) throws IOException {
        List<String> found = new ArrayList<>();
        rows(
                "SELECT commit_id FROM pfs.commits WHERE commit_id = '" + commit.replace("'", "''") + "'",
                row -> found.add(row.getString(1)));
        if (found.isEmpty()) {
            throw new IOException("commit " + commit + " not found");
        }
        if (!path.equals("/chunk")) {
            throw new IOException("file \"" + path + "\" not found in commit " + commit);
        }
        String bucket = cluster.bucket();
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        world.control() + "/lab/chunk?bucket=" + URLEncoder.encode(bucket, StandardCharsets.UTF_8)))
                .header(
                        "Authorization",
                        "Bearer " + Files.readString(world.tokenFile()).strip())
                .build();
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("the bucket " + bucket + " holds no chunk of it");
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What is done with a row. */
    @FunctionalInterface
    interface Reading {
        void read(ResultSet row) throws SQLException;
    }

    /** Asks the database that the server behind the context was told of. */
    void rows(String sql, Reading reading) throws IOException {
        String database = cluster.variable("POSTGRES_DATABASE");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {cluster.variable("POSTGRES_HOST")});
        source.setPortNumbers(new int[] {Integer.parseInt(cluster.variable("POSTGRES_PORT"))});
        source.setDatabaseName(database);
        source.setUser(cluster.variable("POSTGRES_USER"));
        source.setPassword(cluster.secretVariable("POSTGRES_PASSWORD"));
        source.setSslMode("require");
        source.setApplicationName("pachd");
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reading.read(rows);
            }
        } catch (SQLException | NumberFormatException e) {
            throw new IOException("rpc error: code = Unavailable desc = failed to reach the database " + database + ": "
                    + e.getMessage());
        }
    }
}
