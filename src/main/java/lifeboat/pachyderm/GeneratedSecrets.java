package lifeboat.pachyderm;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets that the chart makes up when their values are blank. An install with blank values makes up new ones: a new root
 * token, and clients that the stored logins do not know. So the old ones are written into the values.
 */
public final class GeneratedSecrets {
    /** In 2.0 to 2.2 one secret had what four have since, some of it as YAML in a key. */
    private static final String BOOTSTRAP = "pachyderm-bootstrap-config";

    private GeneratedSecrets() {}

    /**
     * Where a secret's value belongs in the Helm values.
     *
     * @param secret the Kubernetes secret
     * @param key its key
     * @param member the member of the YAML under that key that holds the value; empty text if the key holds nothing else
     * @param path the Helm value: member names with dots between them
     * @param instead the Helm value that names a secret of the operator's own; where it is set, the path is not used
     */
    public record Place(String secret, String key, String member, String path, String instead) {
        /** A key that holds the value and nothing else. */
        Place(String secret, String key, String path, String instead) {
            this(secret, key, "", path, instead);
        }

        /**
         * The value in the content of the key; empty if there is none, or a reference to a secret of the operator's own, which the
         * chart writes as {@code $NAME}.
         */
        public Optional<String> read(String content) {
            Optional<String> found = Optional.of(content);
            if (!member.isEmpty()) {
                Matcher line = Pattern.compile("(?m)^[\\s-]*" + Pattern.quote(member) + ":[ \\t]*[\"']?([^\"'\\r\\n]*)")
                        .matcher(content);
                found = line.find() ? Optional.of(line.group(1)) : Optional.empty();
            }
            return found.map(String::strip).filter(text -> !text.isEmpty() && !text.startsWith("$"));
        }
    }

    /** The secrets that the chart makes whatever the values say: one that is there before an install stops it. */
    private static final Set<String> CHARTS = Set.of(
            BOOTSTRAP,
            "pachyderm-auth",
            "pachyderm-enterprise",
            "pachyderm-identity",
            "pachyderm-license",
            "pachyderm-deployment-id-secret",
            "pachyderm-storage-secret");

    /** Whether the chart makes a secret of this name by itself, so that it must not be made before. */
    public static boolean areMadeByTheChart(String name) {
        return CHARTS.contains(name);
    }

    /** Every place, in the order in which they are shown. */
    public static final List<Place> PLACES = List.of(
            new Place("pachyderm-auth", "root-token", "pachd.rootToken", "pachd.rootTokenSecretName"),
            new Place(
                    "pachyderm-auth",
                    "pachd-oauth-client-secret",
                    "pachd.oauthClientSecret",
                    "pachd.oauthClientSecretSecretName"),
            new Place(
                    "pachyderm-enterprise",
                    "enterprise-secret",
                    "pachd.enterpriseSecret",
                    "pachd.enterpriseSecretSecretName"),
            new Place(
                    "pachyderm-license",
                    "enterprise-license-key",
                    "pachd.enterpriseLicenseKey",
                    "pachd.enterpriseLicenseKeySecretName"),
            new Place(
                    "pachyderm-console-secret",
                    "OAUTH_CLIENT_SECRET",
                    "console.config.oauthClientSecret",
                    "console.config.oauthClientSecretSecretName"),
            new Place("pachyderm-deployment-id-secret", "CLUSTER_DEPLOYMENT_ID", "pachd.clusterDeploymentID", ""),
            new Place(
                    "postgres",
                    "postgresql-password",
                    "global.postgresql.postgresqlPassword",
                    "global.postgresql.postgresqlExistingSecretName"),
            new Place("pachyderm-storage-secret", "AMAZON_ID", "pachd.storage.amazon.id", ""),
            new Place("pachyderm-storage-secret", "AMAZON_SECRET", "pachd.storage.amazon.secret", ""),
            new Place("pachyderm-storage-secret", "GOOGLE_CRED", "pachd.storage.google.cred", ""),
            new Place("pachyderm-storage-secret", "MICROSOFT_ID", "pachd.storage.microsoft.id", ""),
            new Place("pachyderm-storage-secret", "MICROSOFT_SECRET", "pachd.storage.microsoft.secret", ""),
            new Place("pachyderm-storage-secret", "MINIO_ID", "pachd.storage.minio.id", ""),
            new Place("pachyderm-storage-secret", "MINIO_SECRET", "pachd.storage.minio.secret", ""),
            new Place(BOOTSTRAP, "rootToken", "pachd.rootToken", "pachd.rootTokenSecretName"),
            new Place(
                    BOOTSTRAP,
                    "authConfig",
                    "client_secret",
                    "pachd.oauthClientSecret",
                    "pachd.oauthClientSecretSecretName"),
            new Place(BOOTSTRAP, "enterpriseSecret", "pachd.enterpriseSecret", "pachd.enterpriseSecretSecretName"),
            // A member of an enterprise server has its secret in the description of itself.
            new Place(
                    BOOTSTRAP,
                    "enterpriseConfig",
                    "secret",
                    "pachd.enterpriseSecret",
                    "pachd.enterpriseSecretSecretName"),
            new Place(BOOTSTRAP, "license", "pachd.enterpriseLicenseKey", "pachd.enterpriseLicenseKeySecretName"),
            new Place(
                    BOOTSTRAP,
                    "enterpriseRootToken",
                    "pachd.enterpriseRootToken",
                    "pachd.enterpriseRootTokenSecretName"));

    /**
     * The places that are blank and can be filled.
     *
     * @param present the value at a path as it is now; empty if there is none
     * @param kept the content of a kept secret by its name and key; empty if it was not kept
     */
    public static List<Place> missing(
            Function<String, Optional<String>> present, Function<Place, Optional<String>> kept) {
        Set<String> filled = new HashSet<>();
        return PLACES.stream()
                .filter(place -> present.apply(place.path()).isEmpty())
                .filter(place -> place.instead().isEmpty()
                        || present.apply(place.instead()).isEmpty())
                .filter(place ->
                        kept.apply(place).filter(text -> !text.isEmpty()).isPresent())
                .filter(place -> filled.add(place.path()))
                .toList();
    }
}
