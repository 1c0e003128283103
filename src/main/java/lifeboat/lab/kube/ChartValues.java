package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What the lab's chart is told.
 *
 * @param values as they were given
 * @param generated the values that the chart makes up where they are blank, by their path
 */
record ChartValues(String release, String namespace, Flavour flavour, JsonNode values, Map<String, String> generated) {
    private static final Map<String, Integer> MADE_UP = new TreeMap<>(Map.of(
            "pachd.rootToken", 32,
            "pachd.enterpriseSecret", 32,
            "pachd.enterpriseLicenseKey", 64,
            "console.config.oauthClientSecret", 32,
            "pachd.clusterDeploymentID", 32));

    /** An installation that is there from the beginning. */
    static ChartValues of(String release, String namespace, Flavour flavour, JsonNode values, Seeded seeded) {
        Map<String, String> generated = new TreeMap<>();
        MADE_UP.forEach((path, length) -> generated.put(path, seeded.suffix("made up " + path, length)));
        return new ChartValues(release, namespace, flavour, values, generated);
    }

    /** The Pachyderm that is there from the beginning; its values hold no keys, and its pods have them all the same. */
    static ChartValues of(PachydermFixture.Setting setting, Flavour flavour, Seeded seeded) {
        ObjectNode values = setting.values(flavour);
        Json.under(values, "pachd", "storage", "amazon")
                .put("id", setting.bucketKey())
                .put("secret", setting.bucketSecret());
        return of("pachyderm", setting.namespace(), flavour, values, seeded);
    }

    /**
     * What a values file says.
     *
     * @param random letters for what is blank, of the length that the argument says
     */
    static ChartValues of(
            String release, String namespace, Flavour flavour, JsonNode values, UnaryOperator<String> random) {
        Map<String, String> generated = new TreeMap<>();
        MADE_UP.forEach((path, length) -> {
            String given = Json.text(values, path.split("\\.", -1));
            generated.put(path, given.isEmpty() ? random.apply(Integer.toString(length)) : given);
        });
        return new ChartValues(release, namespace, flavour, values, generated);
    }

    String generated(String path) {
        return generated.getOrDefault(path, "");
    }

    /** The text at a path of names with dots between them. */
    String text(String path, String otherwise) {
        String text = Json.text(values, path.split("\\.", -1));
        return text.isEmpty() ? otherwise : text;
    }

    int number(String path, int otherwise) {
        return Integer.parseInt(text(path, Integer.toString(otherwise)));
    }

    String amazon(String key) {
        return text("pachd.storage.amazon." + key, "");
    }

    String postgres(String key, String otherwise) {
        return text("global.postgresql." + key, otherwise);
    }

    boolean byUrl() {
        return flavour.selectsByUrl(text("pachd.storage.gocdkEnabled", ""));
    }

    /** Whether pachd is installed; an enterprise server can be installed without. */
    boolean hasPachd() {
        return text("pachd.enabled", "true").equals("true");
    }

    boolean hasEnterpriseServer() {
        return flavour.hasLicence() && text("enterpriseServer.enabled", "false").equals("true");
    }

    boolean hasConsole() {
        return text("console.enabled", "true").equals("true");
    }

    boolean hasProxy() {
        return flavour.since(3)
                && text("proxy.enabled", Boolean.toString(flavour.proxyByDefault()))
                        .equals("true");
    }

    /** Whether the operator's own secret holds the password of the database. */
    boolean hasOwnPassword() {
        return !postgres("postgresqlExistingSecretName", "").isEmpty();
    }

    /** @throws IllegalArgumentException with Helm's words, if something is missing */
    void check() {
        if (!hasPachd()) {
            return;
        }
        if (byUrl() && text("pachd.storage.storageURL", "").isEmpty()) {
            throw new IllegalArgumentException(
                    "execution error at (pachyderm/templates/pachd/deployment.yaml): storage URL required");
        }
        if (text("deployTarget", "").isEmpty()) {
            throw new IllegalArgumentException(
                    "execution error at (pachyderm/templates/pachd/deployment.yaml): deployTarget is required");
        }
        if (!byUrl() && !flavour.since(9) && text("deployTarget", "").equals("AMAZON")) {
            for (String key : new String[] {"bucket", "region"}) {
                if (amazon(key).isEmpty()) {
                    throw new IllegalArgumentException(
                            "execution error at (pachyderm/templates/pachd/storage-secret.yaml): AWS " + key
                                    + " required");
                }
            }
        }
    }
}
