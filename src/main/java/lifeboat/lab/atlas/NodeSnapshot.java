package lifeboat.lab.atlas;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The part of the stand-in for {@code nodetool} that has to know what is in the store: the making of a snapshot. */
public final class NodeSnapshot {
    private NodeSnapshot() {}

    /** Makes one: the configuration of the store, the directory of the nodes, the node, the name of the snapshot. */
    public static void main(String[] arguments) throws IOException, SQLException {
        CliConfig config = CliConfig.read(arguments[0], "/atlasdb");
        try (AtlasTables tables = AtlasTables.open(config.place())) {
            new CassandraFiles(Path.of(arguments[1])).snapshot(arguments[2], arguments[3], tables);
        }
    }
}
