package lifeboat.lab.atlas;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * How the AtlasDB of a lab is reached.
 *
 * @param version which AtlasDB is played
 * @param program the stand-in for {@code atlasdb}; its jars are beside it
 * @param config the configuration of the store in PostgreSQL, mode 0600
 * @param cassandraConfig one that speaks of Cassandra, mode 0600
 * @param rocksConfig one that speaks of RocksDB, mode 0600
 * @param configRoot the path to the AtlasDB block in all of them
 * @param service where the service listens while it runs
 * @param start a program that starts the service
 * @param stop a program that stops it
 * @param databasePort where its PostgreSQL listens on 127.0.0.1
 * @param database the store's database
 * @param user who owns it
 * @param passwordFile the password of that role, mode 0600
 * @param keyspace Cassandra's keyspace
 * @param nodes Cassandra's nodes
 * @param rocksPath a directory as RocksDB would leave it
 * @param ssh the stand-in for {@code ssh}, which leads to their {@code nodetool}
 * @param copy a program that brings snapshots from the nodes to a backup and back
 * @param control where the lab is asked about all this: {@code GET /ledger}, {@code /rows}, {@code /cells}, {@code
 *     /transactions}, {@code /state}, {@code POST /start}, {@code /stop}, {@code /work}, {@code /lose}; wants the lab's bearer token
 */
public record AtlasDescription(
        String version,
        Path program,
        Path config,
        Path cassandraConfig,
        Path rocksConfig,
        String configRoot,
        URI service,
        Path start,
        Path stop,
        int databasePort,
        String database,
        String user,
        Path passwordFile,
        String keyspace,
        List<String> nodes,
        Path rocksPath,
        Path ssh,
        Path copy,
        URI control) {
    /** Copies the list. */
    public AtlasDescription {
        nodes = List.copyOf(nodes);
    }
}
