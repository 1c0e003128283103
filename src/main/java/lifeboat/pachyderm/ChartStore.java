package lifeboat.pachyderm;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The object store that Helm values select, read back from them: what pachd will use, whatever was meant.
 *
 * @param backend {@code AMAZON}, {@code GOOGLE}, {@code MICROSOFT}, {@code MINIO}, {@code LOCAL}; empty text if the values do not say
 * @param bucket the bucket or container; empty if the values do not say
 * @param endpoint the URL of the store as pods see it; empty for the provider's own
 * @param region empty if the values do not say
 * @param accessKey the access key in the values; empty if pods bring a role of their own, or a secret of the operator's is used
 * @param secretKey its secret
 */
public record ChartStore(
        String backend,
        Optional<String> bucket,
        Optional<String> endpoint,
        Optional<String> region,
        Optional<String> accessKey,
        Optional<String> secretKey) {
    private static final String STORAGE = "pachd.storage.";
    private static final Pattern URL = Pattern.compile("[a-z0-9]+://([^/?]+)[^?]*(?:\\?(.*))?");
    private static final Pattern ENDPOINT = Pattern.compile("(?:^|&)endpoint=([^&]+)");

    /**
     * The store for a version.
     *
     * @param version the version that will be installed
     * @param present the value at a path; empty if there is none
     */
    public static ChartStore of(PachydermVersion version, Function<String, Optional<String>> present) {
        String backend = backend(present);
        boolean minio = backend.equals("MINIO");
        String keys = minio ? STORAGE + "minio." : STORAGE + "amazon.";
        Optional<Matcher> url = selectsByUrl(version, present)
                ? present.apply(STORAGE + "storageURL").map(URL::matcher).filter(Matcher::matches)
                : Optional.empty();
        return new ChartStore(
                backend,
                selectsByUrl(version, present)
                        ? url.map(found -> found.group(1))
                        : present.apply(STORAGE + key(backend)).filter(name -> !name.isEmpty()),
                url.flatMap(ChartStore::inQuery).or(() -> endpoint(present, minio)),
                present.apply(STORAGE + "amazon.region").filter(region -> !region.isEmpty()),
                present.apply(keys + "id").filter(key -> !key.isEmpty()),
                present.apply(keys + "secret").filter(key -> !key.isEmpty()));
    }

    private static Optional<String> inQuery(Matcher url) {
        Matcher endpoint = ENDPOINT.matcher(url.group(2) == null ? "" : url.group(2));
        return endpoint.find() ? Optional.of(endpoint.group(1)) : Optional.empty();
    }

    private static Optional<String> endpoint(Function<String, Optional<String>> present, boolean minio) {
        if (minio) {
            boolean secure = present.apply(STORAGE + "minio.secure").equals(Optional.of("true"));
            return present.apply(STORAGE + "minio.endpoint")
                    .filter(host -> !host.isEmpty())
                    .map(host -> (secure ? "https://" : "http://") + host);
        }
        return present.apply(STORAGE + "amazon.customEndpoint").filter(url -> !url.isEmpty());
    }

    /** Which kind of store the values name. */
    static String backend(Function<String, Optional<String>> present) {
        String backend = present.apply(STORAGE + "backend")
                .or(() -> present.apply("deployTarget"))
                .orElse("");
        return backend.toUpperCase(Locale.ROOT);
    }

    /** The key under {@code pachd.storage} that holds the bucket of a backend; empty text for one without buckets. */
    static String key(String backend) {
        return switch (backend) {
            case "AMAZON" -> "amazon.bucket";
            case "GOOGLE" -> "google.bucket";
            case "MICROSOFT" -> "microsoft.container";
            case "MINIO" -> "minio.bucket";
            default -> "";
        };
    }

    /** Whether {@code storageURL} selects the bucket and not the backend's own key. */
    static boolean selectsByUrl(PachydermVersion version, Function<String, Optional<String>> present) {
        Optional<String> gocdk = present.apply(STORAGE + "gocdkEnabled");
        if (version.isAtLeast(2, 11)) {
            return true;
        }
        if (version.isAtLeast(2, 10)) {
            return !gocdk.equals(Optional.of("false"));
        }
        return version.isAtLeast(2, 9) && gocdk.equals(Optional.of("true"));
    }

    /** Whether the S3 protocol reaches it. */
    public boolean speaksS3() {
        return backend.equals("AMAZON") || backend.equals("MINIO");
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return backend + " " + bucket.orElse("(no bucket)");
    }
}
