package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The secrets that the chart generates or is given, and one that a user made with {@code pachctl create secret}. */
final class PachydermSecrets {
    private PachydermSecrets() {}

    static void create(World world, PachydermFixture.Setting setting) {
        Seeded seeded = world.seeded();
        secret(world, setting, "pachyderm-auth", Map.of("root-token", seeded.suffix("root token", 32)));
        secret(
                world,
                setting,
                "pachyderm-enterprise",
                Map.of("enterprise-secret", seeded.suffix("enterprise secret", 32)));
        secret(world, setting, "pachyderm-identity", Map.of("upstream-idps", "[]"));
        secret(world, setting, "pachyderm-license", Map.of("enterprise-license-key", seeded.suffix("license key", 64)));
        secret(world, setting, "pachyderm-console-secret", Map.of("OAUTH_CLIENT_SECRET", seeded.suffix("console", 32)));
        secret(
                world,
                setting,
                "pachyderm-deployment-id-secret",
                Map.of("CLUSTER_DEPLOYMENT_ID", seeded.suffix("deployment id", 32)));
        secret(
                world,
                setting,
                "pachyderm-storage-secret",
                Map.of(
                        "AMAZON_BUCKET", setting.bucket(),
                        "AMAZON_REGION", "us-east-1",
                        "AMAZON_ID", setting.bucketKey(),
                        "AMAZON_SECRET", setting.bucketSecret(),
                        "CUSTOM_ENDPOINT", setting.bucketEndpoint()));
        secret(world, setting, "postgres", Map.of("postgresql-password", setting.postgresPassword()));
        ObjectNode made = body("registry-credentials", Map.of("token", seeded.suffix("user's secret", 40)));
        Json.under(made, "metadata", "labels")
                .put("secret-source", "pachyderm-user")
                .put("suite", "pachyderm");
        world.registry().create(Kind.SECRET, setting.namespace(), made);
    }

    private static void secret(
            World world, PachydermFixture.Setting setting, String name, Map<String, String> content) {
        ObjectNode secret = body(name, content);
        Json.under(secret, "metadata", "labels")
                .put("app", name)
                .put("suite", "pachyderm")
                .put("app.kubernetes.io/managed-by", "Helm");
        world.registry().create(Kind.SECRET, setting.namespace(), secret);
    }

    private static ObjectNode body(String name, Map<String, String> content) {
        ObjectNode secret = World.named(name);
        secret.set("stringData", Json.strings(content));
        return secret;
    }
}
