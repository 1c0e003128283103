package lifeboat.lab.atlas;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files of Cassandra's nodes. Each node has a directory with {@code data/KEYSPACE/TABLE-ID}, where snapshots are made and
 * the files of a backup are put; beside the nodes is the schema, as long as the keyspace exists. A node's rows count once it was
 * told to take its files in; its transactions only once it was repaired too, because until then a reader may ask a node that
 * has not got them.
 *
 * @param nodes the directory with one directory for each node
 */
record CassandraFiles(Path nodes) implements StoreFiles {
    private static final String FILE = "nb-1-big-Data.db";

    /** Files that {@code nodetool refresh} has taken in, in the node's directory; written by the stand-in for it. */
    private static final String LOADED = "loaded";

    /** Those of them whose rows are in the tables. */
    private static final String TAKEN = "taken";

    /** Whether the node was repaired since it lost its files; written by the stand-in too. */
    private static final String REPAIRED = "repaired";

    /** Where the schema of the keyspace is, while it exists. */
    Path schema() {
        return nodes.resolve("schema.cql");
    }

    private Path data(String node) {
        return nodes.resolve(node).resolve("data").resolve(CassandraStandIns.KEYSPACE);
    }

    /** Makes the keyspace with every table, on every node. */
    void create() throws IOException {
        StringBuilder schema = new StringBuilder("CREATE KEYSPACE " + CassandraStandIns.KEYSPACE
                + " WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': '3'};\n");
        for (String table : AtlasTables.ALL) {
            schema.append("CREATE TABLE " + CassandraStandIns.KEYSPACE + ".\"" + table
                    + "\" (key blob, column1 blob, column2 bigint, value blob,"
                    + " PRIMARY KEY (key, column1, column2)) WITH COMPACT STORAGE;\n");
            for (String node : CassandraStandIns.NODES) {
                Files.createDirectories(data(node).resolve(table + "-" + id()));
            }
        }
        Files.writeString(schema(), schema);
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Makes a snapshot of every table on a node, of what is in the store at this moment. */
    void snapshot(String node, String name, AtlasTables tables) throws SQLException, IOException {
        for (String table : AtlasTables.ALL) {
            Path files = Files.createDirectories(
                    directory(node, table).resolve("snapshots").resolve(name));
            Files.writeString(files.resolve(FILE), new TableFiles(tables).rows(table));
            Files.writeString(files.resolve("manifest.json"), "{\"files\":[\"" + FILE + "\"]}\n");
        }
    }

    private Path directory(String node, String table) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(data(node), table + "-*")) {
            return found.iterator().next();
        }
    }

    @Override
    public void open(AtlasTables tables) throws SQLException, IOException {
        if (!Files.exists(schema())) {
            return;
        }
        if (!tables.isThere()) {
            tables.createEmpty();
        }
        for (String node : CassandraStandIns.NODES) {
            take(nodes.resolve(node), tables);
        }
    }

    private static void take(Path node, AtlasTables tables) throws SQLException, IOException {
        List<String> taken = lines(node.resolve(TAKEN));
        for (String file : lines(node.resolve(LOADED))) {
            String table = file.replaceFirst("^data/[^/]*/", "").replaceFirst("-.*$", "");
            boolean known = !table.equals(AtlasTables.TRANSACTIONS) || Files.exists(node.resolve(REPAIRED));
            if (known && !taken.contains(file)) {
                new TableFiles(tables).add(table, Files.readString(node.resolve(file)));
                Files.writeString(
                        node.resolve(TAKEN), file + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** What is in the tables is in Cassandra's memory and commit log. */
    @Override
    public void close(AtlasTables tables) {}

    /** Loses the keyspace and every file of every node, snapshots included, as dead disks would. */
    void lose() throws IOException {
        Files.deleteIfExists(schema());
        for (String node : CassandraStandIns.NODES) {
            Path home = nodes.resolve(node);
            for (String note : List.of(LOADED, TAKEN, REPAIRED)) {
                Files.deleteIfExists(home.resolve(note));
            }
            if (Files.exists(home.resolve("data"))) {
                try (Stream<Path> all = Files.walk(home.resolve("data"))) {
                    for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
        }
    }
}
