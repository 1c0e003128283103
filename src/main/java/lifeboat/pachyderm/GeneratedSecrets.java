package lifeboat.pachyderm;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The secrets that the chart makes up when their values are blank. An install with blank values makes up new ones: a new root
 * token, and clients that the stored logins do not know. So the old ones are written into the values.
 */
public final class GeneratedSecrets {
    private GeneratedSecrets() {}

    /**
     * Where a secret's value belongs in the Helm values.
     *
     * @param secret the Kubernetes secret
     * @param key its key
     * @param path the Helm value: member names with dots between them
     * @param instead the Helm value that names a secret of the operator's own; where it is set, the path is not used
     */
    public record Place(String secret, String key, String path, String instead) {}

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
            new Place("pachyderm-storage-secret", "AMAZON_SECRET", "pachd.storage.amazon.secret", ""));

    private static final String OF_PACHD = "pachd.clusterDeploymentID";
    private static final String OF_ENTERPRISE_SERVER = "enterpriseServer.clusterDeploymentID";

    /**
     * The places that are blank and can be filled.
     *
     * @param enterpriseServer whether an enterprise server is installed, whose deployment id stands elsewhere
     * @param present the value at a path as it is now; empty if there is none
     * @param kept the content of a kept secret by its name and key; empty if it was not kept
     */
    public static List<Place> missing(
            boolean enterpriseServer,
            Function<String, Optional<String>> present,
            Function<Place, Optional<String>> kept) {
        return PLACES.stream()
                .map(place -> enterpriseServer && place.path().equals(OF_PACHD)
                        ? new Place(place.secret(), place.key(), OF_ENTERPRISE_SERVER, place.instead())
                        : place)
                .filter(place -> present.apply(place.path()).isEmpty())
                .filter(place -> place.instead().isEmpty()
                        || present.apply(place.instead()).isEmpty())
                .filter(place ->
                        kept.apply(place).filter(text -> !text.isEmpty()).isPresent())
                .toList();
    }
}
