package lifeboat.perform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import lifeboat.database.DatabaseException;
import lifeboat.database.Postgres;
import lifeboat.run.Run;

/**
 * What an AtlasDB is, as facts that can be pinned: its store, since it has no cluster. Of a store that a restore makes afresh, what
 * stays is taken: the server and the database's name, the cluster and the keyspace, the directory that holds it.
 */
final class AtlasIdentity {
    private AtlasIdentity() {}

    static Map<String, String> of(World world, Run run, String target) throws PerformException {
        AtlasPlace place = AtlasPlace.of(world, run, target);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("kind", place.config().store().name().toLowerCase(Locale.ROOT));
        facts.put("name", place.name());
        facts.put("version", place.version().toString());
        switch (place.config().store()) {
            case POSTGRESQL -> postgres(world, run, place, facts);
            case CASSANDRA -> cassandra(world, place, facts);
            case ROCKSDB -> rocksdb(place, facts);
            case OTHER -> facts.put("store", "other/" + place.cli().config());
        }
        return facts;
    }

    private static void postgres(World world, Run run, AtlasPlace place, Map<String, String> facts)
            throws PerformException {
        try {
            Postgres.Server server = world.postgres(run, AtlasPlace.SERVER).identify();
            String anchor = server.systemIdentifier().orElse(server.address());
            server.systemIdentifier().ifPresent(id -> facts.put("system_identifier", id));
            facts.put("address", server.address());
            facts.put("database", place.database());
            facts.put("store", "postgresql/" + anchor + "/" + place.database());
        } catch (DatabaseException e) {
            throw Reasons.of(e);
        }
    }

    private static void cassandra(World world, AtlasPlace place, Map<String, String> facts) throws PerformException {
        if (place.config().nodes().isEmpty()) {
            throw new PerformException(
                    "the configuration names no node of Cassandra", "Name them under keyValueService, servers.");
        }
        String node = place.config().nodes().get(0).replaceFirst(":[0-9]+$", "");
        try {
            String cluster = new AtlasNodes(world, place).clusterName(node);
            facts.put("cluster_name", cluster);
            facts.put("keyspace", place.keyspace());
            facts.put("store", "cassandra/" + cluster + "/" + place.keyspace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("asking " + node + " was interrupted", "Try again.", e);
        }
    }

    private static void rocksdb(AtlasPlace place, Map<String, String> facts) throws PerformException {
        Path path = place.path()
                .orElseThrow(() -> new PerformException("no directory of RocksDB was named", "Give its path."))
                .toAbsolutePath()
                .normalize();
        Path parent = path.getParent();
        if (parent == null) {
            throw new PerformException(path + " cannot be the directory of a store", "Give the directory of RocksDB.");
        }
        try {
            // The directory itself comes and goes with a restore; the one that holds it stays.
            String device = String.valueOf(Files.getAttribute(parent, "unix:dev", LinkOption.NOFOLLOW_LINKS));
            String inode = String.valueOf(Files.getAttribute(parent, "unix:ino", LinkOption.NOFOLLOW_LINKS));
            facts.put("path", path.toString());
            facts.put("device", device);
            facts.put("inode", inode);
            facts.put("store", "rocksdb/" + device + "/" + inode + "/" + path.getFileName());
        } catch (IOException e) {
            throw new PerformException(
                    "the directory " + parent + " cannot be looked at: " + Reasons.message(e),
                    "Check path and mode.",
                    e);
        }
    }
}
