package lifeboat.lab.atlas;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The AtlasDB block of a configuration, as the stand-in for the program reads it.
 *
 * @param place the store
 * @param service the timestamp service that is asked; empty text if there is none
 * @param files the files of a store that is not in PostgreSQL
 */
record CliConfig(AtlasTables.Place place, String service, StoreFiles files) {

    static CliConfig read(String file, String root) throws IOException {
        Object at = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(Path.of(file)));
        for (String name : root.split("/", -1)) {
            at = name.isEmpty() ? at : get(at, name);
        }
        if (!root.startsWith("/") || !(get(at, "keyValueService") instanceof Map)) {
            throw new IOException("Could not find " + root + " in input");
        }
        Object connection = get(get(at, "keyValueService"), "connection");
        Object servers = get(get(at, "timestamp"), "servers");
        return new CliConfig(
                new AtlasTables.Place(
                        text(get(connection, "host")),
                        Integer.parseInt(text(get(connection, "port"))),
                        text(get(connection, "dbName")),
                        text(get(connection, "dbLogin")),
                        text(get(connection, "dbPassword"))),
                servers instanceof List<?> list && !list.isEmpty() ? text(list.get(0)) : "",
                files(Path.of(file), get(at, "keyValueService")));
    }

    private static StoreFiles files(Path config, @Nullable Object store) {
        return switch (text(get(store, "type"))) {
            case "cassandra" -> new CassandraFiles(config.resolveSibling("nodes"));
            case "rocksdb" -> new RocksFiles(Path.of(text(get(store, "dataDir"))));
            default -> StoreFiles.NONE;
        };
    }

    private static @Nullable Object get(@Nullable Object in, String name) {
        return in instanceof Map<?, ?> map ? map.get(name) : null;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value);
    }
}
