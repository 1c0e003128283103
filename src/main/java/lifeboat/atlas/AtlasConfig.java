package lifeboat.atlas;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lifeboat.process.Secret;

/**
 * What an AtlasDB configuration says about the store and the services.
 *
 * @param store what keeps the values
 * @param type the key-value service's own word: {@code relational}, {@code cassandra}, {@code rocksdb}, …
 * @param database where the PostgreSQL database is; nothing for another store
 * @param keyspace Cassandra's keyspace; nothing for another store
 * @param nodes Cassandra's nodes as they stand there, {@code host} or {@code host:port}; none for another store
 * @param path RocksDB's directory; nothing for another store
 * @param services which of the blocks {@code leader}, {@code timelock}, {@code timestamp} and {@code lock} there are
 */
public record AtlasConfig(
        Store store,
        String type,
        Optional<Database> database,
        Optional<String> keyspace,
        List<String> nodes,
        Optional<String> path,
        Set<String> services) {
    /** Copies the collections. */
    public AtlasConfig {
        nodes = List.copyOf(nodes);
        services = Set.copyOf(services);
    }

    /** What keeps the values. */
    public enum Store {
        POSTGRESQL,
        CASSANDRA,
        ROCKSDB,
        /** Anything else: it is backed up by hand. */
        OTHER
    }

    /**
     * A PostgreSQL database.
     *
     * @param name the database's name
     * @param password masked wherever the program's output is shown; nothing if there is none in the configuration, or only an
     *     encrypted one
     * @param tablePrefix stands before the name of each table; may be empty
     */
    public record Database(
            String host, int port, String name, String user, Optional<Secret> password, String tablePrefix) {}

    /**
     * Why a timestamp that is fetched with it would mean nothing, in lower case; empty if it comes from the running service.
     */
    public Optional<String> fetchRefusal() {
        if (services.contains("leader") || services.contains("timelock") || services.contains("timestamp")) {
            return Optional.empty();
        }
        return Optional.of("the configuration has no leader, timelock or timestamp block, so the program would start a"
                + " timestamp service of its own, whose timestamps mean nothing to the running one");
    }

    /** Whether there is a password that can be read, or none is needed; an encrypted one is for the program alone. */
    public boolean hasReadablePassword() {
        return database.map(there -> there.password().isPresent()).orElse(true);
    }

    /** The blocks of services that there are, in words. */
    public String servicesInWords() {
        return services.isEmpty() ? "none" : String.join(", ", new TreeSet<>(services));
    }
}
