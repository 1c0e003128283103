package lifeboat.pachyderm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which Helm values point Pachyderm to its databases and to its bucket; they differ by version. From 2.10 on {@code
 * pachd.storage.storageURL} selects the bucket and no longer the provider's own key.
 */
public final class ChartFields {
    private static final String POSTGRES = "global.postgresql.";
    private static final String STORAGE = "pachd.storage.";

    private final PachydermVersion version;
    private final Function<String, Optional<String>> present;
    private final List<Field> fields = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    private ChartFields(PachydermVersion version, Function<String, Optional<String>> present) {
        this.version = version;
        this.present = present;
    }

    /**
     * A value to set.
     *
     * @param path member names with dots between them
     * @param value as text
     */
    public record Field(String path, String value) {}

    /**
     * Where the databases are, as pachd sees them.
     *
     * @param user the role pachd logs in as; empty to leave it as it is
     * @param name the database {@code pachyderm}, under whatever name
     * @param identityName the database {@code dex}, under whatever name
     */
    public record Database(String host, int port, Optional<String> user, String name, String identityName) {}

    /**
     * Where the objects are, as pachd sees them.
     *
     * @param endpoint the URL of a store that is not Amazon's own; empty to leave it as it is
     * @param region empty to leave it as it is
     */
    public record Bucket(String name, Optional<String> endpoint, Optional<String> region) {}

    /**
     * What to set.
     *
     * @param fields in the order in which they are shown
     * @param warnings what an operator should know
     * @param refusals why these databases or this bucket cannot be had with this version; empty if they can
     */
    public record Answer(List<Field> fields, List<String> warnings, List<String> refusals) {}

    /**
     * The values for a version.
     *
     * @param version the version that will be installed
     * @param database empty to leave the databases as they are
     * @param bucket empty to leave the bucket as it is
     * @param present the value at a path as it is now; empty if there is none
     */
    public static Answer of(
            PachydermVersion version,
            Optional<Database> database,
            Optional<Bucket> bucket,
            Function<String, Optional<String>> present) {
        ChartFields all = new ChartFields(version, present);
        database.ifPresent(all::database);
        bucket.ifPresent(all::bucket);
        return new Answer(List.copyOf(all.fields), List.copyOf(all.warnings), List.copyOf(all.refusals));
    }

    private void set(String path, String value) {
        fields.add(new Field(path, value));
    }

    private void database(Database database) {
        set("postgresql.enabled", "false");
        set(POSTGRES + "postgresqlHost", database.host());
        set(POSTGRES + "postgresqlPort", Integer.toString(database.port()));
        database.user().ifPresent(user -> set(POSTGRES + "postgresqlUsername", user));
        set(POSTGRES + "postgresqlDatabase", database.name());
        String override = POSTGRES + "identityDatabaseFullNameOverride";
        if (database.identityName().equals("dex") && present.apply(override).isEmpty()) {
            return;
        }
        // The value came with 2.1.7; before that the name was fixed.
        if (version.compareTo(PachydermVersion.of(2, 1, 7)) >= 0) {
            set(override, database.identityName());
        } else {
            refusals.add("Pachyderm " + version + " finds its logins only in a database named dex, not in "
                    + database.identityName());
        }
    }

    private void bucket(Bucket bucket) {
        String backend = ChartStore.backend(present);
        String key = ChartStore.key(backend);
        boolean byUrl = ChartStore.selectsByUrl(version, present);
        if (key.isEmpty() && !byUrl) {
            refusals.add("the values name no object store with buckets: the backend is "
                    + (backend.isEmpty() ? "not set" : backend));
            return;
        }
        if (byUrl) {
            if (backend.equals("MINIO")) {
                warnings.add("from 2.10 on the backend cannot be MINIO: set AMAZON with a storage URL");
            }
            set(STORAGE + "storageURL", url(bucket.name(), backend));
            if (!key.isEmpty() && present.apply(STORAGE + key).isPresent()) {
                set(STORAGE + key, bucket.name());
            }
            return;
        }
        set(STORAGE + key, bucket.name());
        if (backend.equals("AMAZON")) {
            bucket.region().ifPresent(region -> set(STORAGE + "amazon.region", region));
            bucket.endpoint().ifPresent(endpoint -> set(STORAGE + "amazon.customEndpoint", endpoint));
        } else if (backend.equals("MINIO")) {
            bucket.endpoint().ifPresent(endpoint -> set(STORAGE + "minio.endpoint", withoutScheme(endpoint)));
        }
    }

    private static String withoutScheme(String endpoint) {
        return endpoint.replaceFirst("^https?://", "");
    }

    /** The URL that is there with another bucket in it, its query kept; or a new one. */
    private String url(String bucket, String backend) {
        Optional<String> there = present.apply(STORAGE + "storageURL");
        if (there.isPresent() && there.get().matches("[a-z0-9]+://[^/?]+.*")) {
            return there.get().replaceFirst("://[^/?]+", "://" + java.util.regex.Matcher.quoteReplacement(bucket));
        }
        return switch (backend) {
                    case "GOOGLE" -> "gcs://";
                    case "MICROSOFT" -> "azblob://";
                    default -> "s3://";
                }
                + bucket;
    }
}
