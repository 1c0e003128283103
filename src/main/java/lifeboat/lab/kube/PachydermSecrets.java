package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The secrets that are not the chart's: the database's password, and one that a user made with {@code pachctl create secret}. */
final class PachydermSecrets {
    private PachydermSecrets() {}

    /** The operator's own: the values name it, and no uninstall takes it away. */
    static void password(World world, PachydermFixture.Setting setting) {
        ObjectNode postgres = body("postgres", Map.of("postgresql-password", setting.postgresPassword()));
        Json.under(postgres, "metadata", "labels").put("suite", "pachyderm");
        world.registry().create(Kind.SECRET, setting.namespace(), postgres);
    }

    static void create(World world, PachydermFixture.Setting setting) {
        password(world, setting);
        ObjectNode made =
                body("registry-credentials", Map.of("token", world.seeded().suffix("user's secret", 40)));
        Json.under(made, "metadata", "labels")
                .put("secret-source", "pachyderm-user")
                .put("suite", "pachyderm");
        world.registry().create(Kind.SECRET, setting.namespace(), made);
    }

    private static ObjectNode body(String name, Map<String, String> content) {
        ObjectNode secret = World.named(name);
        secret.set("stringData", Json.strings(content));
        return secret;
    }
}
