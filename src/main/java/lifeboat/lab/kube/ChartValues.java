package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What the lab's chart reads of its values.
 *
 * @param generated the values that the chart makes up where they are blank, by their path
 */
record ChartValues(
        String release,
        String namespace,
        String version,
        int replicas,
        String bucket,
        String region,
        String endpoint,
        String key,
        String secret,
        String host,
        int port,
        String user,
        String database,
        String identity,
        Map<String, String> generated) {
    private static final Map<String, Integer> MADE_UP = new TreeMap<>(Map.of(
            "pachd.rootToken", 32,
            "pachd.enterpriseSecret", 32,
            "pachd.enterpriseLicenseKey", 64,
            "console.config.oauthClientSecret", 32,
            "pachd.clusterDeploymentID", 32));

    String generated(String path) {
        return generated.getOrDefault(path, "");
    }

    /** The installation that is there from the beginning. */
    static ChartValues of(PachydermFixture.Setting setting, String version, Seeded seeded) {
        Map<String, String> generated = new TreeMap<>();
        MADE_UP.forEach((path, length) -> generated.put(path, seeded.suffix("made up " + path, length)));
        return new ChartValues(
                "pachyderm",
                setting.namespace(),
                version,
                3,
                setting.bucket(),
                "us-east-1",
                setting.bucketEndpoint(),
                setting.bucketKey(),
                setting.bucketSecret(),
                setting.postgresHost(),
                setting.postgresPort(),
                "pachyderm",
                "pachyderm",
                "dex",
                generated);
    }

    /**
     * What a values file says.
     *
     * @param random letters for what is blank, of the length that the argument says
     */
    static ChartValues of(
            String release, String namespace, String version, JsonNode values, UnaryOperator<String> random) {
        Map<String, String> generated = new TreeMap<>();
        MADE_UP.forEach((path, length) -> {
            String given = at(values, path, "");
            generated.put(path, given.isEmpty() ? random.apply(Integer.toString(length)) : given);
        });
        String storage = "pachd.storage.";
        String url = at(values, storage + "storageURL", "");
        String bucket = url.isEmpty()
                ? at(values, storage + "amazon.bucket", "")
                : url.replaceFirst("^[a-z0-9]+://([^/?]+).*$", "$1");
        String postgres = "global.postgresql.";
        return new ChartValues(
                release,
                namespace,
                version,
                Integer.parseInt(at(values, "pachd.replicas", "1")),
                bucket,
                at(values, storage + "amazon.region", ""),
                at(values, storage + "amazon.customEndpoint", ""),
                at(values, storage + "amazon.id", ""),
                at(values, storage + "amazon.secret", ""),
                at(values, postgres + "postgresqlHost", "postgres"),
                Integer.parseInt(at(values, postgres + "postgresqlPort", "5432")),
                at(values, postgres + "postgresqlUsername", "pachyderm"),
                at(values, postgres + "postgresqlDatabase", "pachyderm"),
                at(values, postgres + "identityDatabaseFullNameOverride", "dex"),
                generated);
    }

    private static String at(JsonNode values, String path, String otherwise) {
        String text = Json.text(values, path.split("\\.", -1));
        return text.isEmpty() ? otherwise : text;
    }
}
