package lifeboat.lab;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import lifeboat.lab.kube.Containers;
import lifeboat.lab.kube.Flavour;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What pachd does when it starts: it logs in to its databases, refuses one that a newer pachd has migrated, migrates an older
 * one for good, and asks its bucket. It reaches the lab's database and the lab's store, and nothing else.
 */
final class LabPachd implements Containers {
    private static final int SECONDS = 5;
    private static final String FRESH = "CREATE TABLE IF NOT EXISTS public.migrations"
            + " (id bigint PRIMARY KEY, name text NOT NULL, start_time timestamptz NOT NULL, end_time timestamptz)";

    private final int databasePort;
    private final LabStore store;
    private final String storeSecret;

    LabPachd(int databasePort, LabStore store, String storeSecret) {
        this.databasePort = databasePort;
        this.store = store;
        this.storeSecret = storeSecret;
    }

    /** What a version adds to the table of migrations, on a database of whatever older version. */
    static String migration(Flavour flavour) {
        return "INSERT INTO public.migrations SELECT i, 'clusterstate step ' || i, now(), now() FROM generate_series("
                + "(SELECT coalesce(max(id), -1) + 1 FROM public.migrations), " + flavour.migrations() + ") i";
    }

    @Override
    public synchronized Optional<String> start(Start start) {
        Map<String, String> environment = start.environment();
        if (!environment.containsKey("POSTGRES_HOST")) {
            return Optional.empty();
        }
        Flavour flavour = new Flavour(start.image().substring(start.image().lastIndexOf(':') + 1));
        if (environment.getOrDefault("MODE", "").equals("paused")
                && start.workers() > 0
                && flavour.since(2)
                && !flavour.since(5)) {
            return Optional.of("error scaling down workers: replicationcontrollers \"\" is invalid: metadata.name:"
                    + " Required value: name or generateName is required");
        }
        // An enterprise server gets nothing that names a bucket.
        boolean stores = environment.containsKey("AMAZON_BUCKET") || environment.containsKey("STORAGE_URL");
        return database(environment, flavour)
                .or(() -> identity(environment))
                .or(() -> stores ? bucket(environment) : Optional.empty());
    }

    private Optional<String> database(Map<String, String> environment, Flavour flavour) {
        String name = environment.getOrDefault("POSTGRES_DATABASE", "");
        try (Connection connection = connect(environment, name);
                Statement statement = connection.createStatement()) {
            statement.execute(FRESH);
            try (ResultSet last = statement.executeQuery("SELECT coalesce(max(id), -1) FROM public.migrations")) {
                last.next();
                if (last.getLong(1) > flavour.migrations()) {
                    return Optional.of(
                            "error migrating database: database state is newer than application is" + " expecting");
                }
            }
            statement.execute(migration(flavour));
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(unreachable(environment, name, e));
        }
    }

    private Optional<String> identity(Map<String, String> environment) {
        String name = environment.getOrDefault("IDENTITY_SERVER_DATABASE", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try (Connection connection = connect(environment, name)) {
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(unreachable(environment, name, e));
        }
    }

    /** Logs in as the variables of a pod say; refused everywhere but at the lab's own server. */
    Connection connect(Map<String, String> environment, String name) throws SQLException {
        String host = environment.getOrDefault("POSTGRES_HOST", "");
        String port = environment.getOrDefault("POSTGRES_PORT", "");
        if (!host.equals("127.0.0.1") || !port.equals(Integer.toString(databasePort))) {
            throw new SQLException("dial tcp " + host + ":" + port + ": connect: connection refused", "08001");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {databasePort});
        source.setDatabaseName(name);
        source.setUser(environment.getOrDefault("POSTGRES_USER", ""));
        source.setPassword(environment.getOrDefault("POSTGRES_PASSWORD", ""));
        source.setSslMode("require");
        source.setLoginTimeout(SECONDS);
        source.setSocketTimeout(SECONDS);
        source.setApplicationName("pachd");
        return source.getConnection();
    }

    private static String unreachable(Map<String, String> environment, String name, SQLException e) {
        return "error connecting to postgres: failed to connect to `host=" + environment.get("POSTGRES_HOST") + " user="
                + environment.get("POSTGRES_USER") + " database=" + name + "`: "
                + String.valueOf(e.getMessage()).replace('\n', ' ') + " (SQLSTATE " + e.getSQLState() + ")";
    }

    private Optional<String> bucket(Map<String, String> environment) {
        String url = environment.getOrDefault("STORAGE_URL", "");
        String bucket = url.isEmpty()
                ? environment.getOrDefault("AMAZON_BUCKET", "")
                : url.replaceFirst("^[a-z0-9]+://([^/?]+).*$", "$1");
        String endpoint = url.isEmpty() ? environment.getOrDefault("CUSTOM_ENDPOINT", "") : parameter(url, "endpoint");
        if (!endpoint.equals(store.endpoint().toString())) {
            return Optional.of("error connecting to the object store: RequestError: dial "
                    + (endpoint.isEmpty() ? "s3.amazonaws.com" : endpoint) + ": no such host");
        }
        String key = environment.getOrDefault("AMAZON_ID", "");
        boolean known = key.equals(store.accessKey())
                && environment.getOrDefault("AMAZON_SECRET", "").equals(storeSecret);
        if (!key.isEmpty() && !known) {
            return Optional.of(
                    "error connecting to the object store: SignatureDoesNotMatch: the keys are not accepted");
        }
        return store.has(bucket)
                ? Optional.empty()
                : Optional.of(
                        "error connecting to the object store: NoSuchBucket: The specified bucket does not exist: "
                                + bucket);
    }

    private static String parameter(String url, String name) {
        String query = URI.create(url).getRawQuery();
        for (String pair : String.valueOf(query).split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
