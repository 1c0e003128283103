package lifeboat.atlas;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.atlas.AtlasException.Kind;
import lifeboat.process.Secret;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the configuration that the program itself is given, as plain data. Its values are never shown, only its keys. */
public final class ConfigFile {
    private static final long MOST_BYTES = 1 << 20;
    private static final int POSTGRES_PORT = 5432;
    private static final String HINT = "It is the file that --config is given, and the root is the path to its AtlasDB"
            + " block, with a leading slash.";

    private ConfigFile() {}

    /**
     * Reads one.
     *
     * @param root the path to the AtlasDB block with its leading slash, such as {@code /atlasdb}; {@code /} for the whole file
     */
    public static AtlasConfig read(Path file, String root) throws AtlasException {
        Map<?, ?> block = block(file, parsed(file), root);
        Map<?, ?> store =
                map(block, "keyValueService").orElseThrow(() -> wrong(file + " has no keyValueService below " + root));
        String type = text(store, "type").orElseThrow(() -> wrong(file + " names no type of its keyValueService"));
        Set<String> services = new LinkedHashSet<>();
        for (String name : List.of("leader", "timelock", "timestamp", "lock")) {
            if (block.get(name) != null) {
                services.add(name);
            }
        }
        boolean postgres = type.equals("relational")
                && nested(store, "ddl", "type").orElse("").equals("postgres");
        AtlasConfig.Store kind = postgres
                ? AtlasConfig.Store.POSTGRESQL
                : switch (type) {
                    case "cassandra" -> AtlasConfig.Store.CASSANDRA;
                    case "rocksdb" -> AtlasConfig.Store.ROCKSDB;
                    default -> AtlasConfig.Store.OTHER;
                };
        boolean cassandra = kind == AtlasConfig.Store.CASSANDRA;
        return new AtlasConfig(
                kind,
                type,
                postgres ? Optional.of(database(file, store)) : Optional.empty(),
                cassandra ? first(text(store, "keyspace"), text(block, "namespace")) : Optional.empty(),
                cassandra ? nodes(store.get("servers")) : List.of(),
                kind == AtlasConfig.Store.ROCKSDB ? text(store, "dataDir") : Optional.empty(),
                services);
    }

    private static Object parsed(Path file) throws AtlasException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong(file + " is too large for a configuration");
            }
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Object value = new Yaml(new SafeConstructor(options)).load(Files.readString(file, StandardCharsets.UTF_8));
            if (value == null) {
                throw wrong(file + " is empty");
            }
            return value;
        } catch (IOException e) {
            throw new AtlasException(
                    Kind.CONFIGURATION, "the configuration " + file + " cannot be read", "Check its path and mode.", e);
        } catch (YAMLException e) {
            // What the parser says quotes the file, and a password may stand there.
            throw wrong(file + " is not YAML");
        }
    }

    private static Map<?, ?> block(Path file, Object all, String root) throws AtlasException {
        if (!root.startsWith("/")) {
            throw wrong("the configuration root " + root + " has no leading slash");
        }
        Object at = all;
        for (String name : root.substring(1).split("/", -1)) {
            if (!name.isEmpty()) {
                at = at instanceof Map<?, ?> map ? map.get(name) : null;
            }
        }
        if (at instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(file + " has no block at " + root);
    }

    private static AtlasConfig.Database database(Path file, Map<?, ?> store) throws AtlasException {
        Map<?, ?> connection =
                map(store, "connection").orElseThrow(() -> wrong(file + " has no connection in its keyValueService"));
        String port = text(connection, "port").orElse(Integer.toString(POSTGRES_PORT));
        if (!port.matches("[0-9]{1,5}")) {
            throw wrong(file + " has a port that is not a number");
        }
        return new AtlasConfig.Database(
                text(connection, "host").orElseThrow(() -> wrong(file + " names no host of its connection")),
                Integer.parseInt(port),
                text(connection, "dbName").orElseThrow(() -> wrong(file + " names no dbName of its connection")),
                login(connection),
                password(connection),
                nested(store, "ddl", "tablePrefix").orElse(""));
    }

    /** A list, or a mapping with the list under {@code thriftHosts} or {@code thrift}, as later versions have it. */
    private static List<String> nodes(@Nullable Object servers) throws AtlasException {
        if (servers instanceof Map<?, ?> map) {
            Object hosts = map.get("thriftHosts");
            return nodes(hosts == null ? map.get("thrift") : hosts);
        }
        List<String> nodes = new ArrayList<>();
        if (servers instanceof List<?> list) {
            for (Object node : list) {
                nodes.add(plain("servers", String.valueOf(node)));
            }
        }
        return nodes;
    }

    private static Optional<Map<?, ?>> map(Map<?, ?> in, String key) {
        return in.get(key) instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    private static Optional<String> text(Map<?, ?> in, String key) throws AtlasException {
        Object value = in.get(key);
        if (value == null || value instanceof Map || value instanceof List) {
            return Optional.empty();
        }
        return Optional.of(plain(key, String.valueOf(value)));
    }

    /** What tells one store from another has to be readable. */
    private static String plain(String key, String text) throws AtlasException {
        if (isEncrypted(text)) {
            throw new AtlasException(
                    Kind.CONFIGURATION,
                    "the configuration's " + key + " is encrypted, so nobody can tell which store the program works on",
                    "Lifeboat has no key and asks for none: give the program a configuration in which only passwords are"
                            + " encrypted.");
        }
        return text;
    }

    /** The service decodes such a value with a key of its own; the program does too, and we do not. */
    private static boolean isEncrypted(String text) {
        return text.contains("${enc:");
    }

    private static Optional<String> nested(Map<?, ?> in, String outer, String inner) throws AtlasException {
        Optional<Map<?, ?>> there = map(in, outer);
        return there.isPresent() ? text(there.get(), inner) : Optional.empty();
    }

    private static Optional<String> first(Optional<String> one, Optional<String> other) {
        return one.isPresent() ? one : other;
    }

    /** The role does not tell one store from another; an encrypted one is not shown. */
    private static String login(Map<?, ?> connection) {
        Object value = connection.get("dbLogin");
        return value == null || isEncrypted(String.valueOf(value)) ? "" : String.valueOf(value);
    }

    /** A password: an encrypted one is none that we could mask or use, and need not be, since ours is asked for. */
    private static Optional<Secret> password(Map<?, ?> connection) {
        Object value = connection.get("dbPassword");
        return value == null || isEncrypted(String.valueOf(value))
                ? Optional.empty()
                : Optional.of(Secret.of(String.valueOf(value)));
    }

    private static AtlasException wrong(String what) {
        return new AtlasException(Kind.CONFIGURATION, what, HINT);
    }
}
