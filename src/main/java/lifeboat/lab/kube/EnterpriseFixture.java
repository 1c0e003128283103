package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A standalone enterprise server, furnished into a namespace: the deployment {@code pach-enterprise} with its service, etcd,
 * pg-bouncer, the secrets and Helm's release records. It has no workers, no console and no bucket; PostgreSQL is outside the cluster.
 */
public final class EnterpriseFixture {
    /** The name of its deployment. */
    public static final String APP = "pach-enterprise";
    /** The port of its service on the nodes. */
    public static final int NODE_PORT = 31650;

    private static final String RELEASE = "enterprise";

    private EnterpriseFixture() {}

    /**
     * Makes everything and waits until all pods are ready. Nothing of it counts as a mutation, and all of it looks some
     * days old.
     *
     * @param setting what is said of a bucket in it is left aside
     * @throws IOException if the pods do not become ready within ten seconds, or the thread is interrupted
     */
    public static void install(ApiServer server, PachydermFixture.Setting setting, Flavour flavour) throws IOException {
        World world = server.world();
        PachydermFixture.furnish(server, () -> {
            world.registry().create(Kind.NAMESPACE, "", World.named(setting.namespace()));
            PachydermSecrets.password(world, setting);
            ObjectNode values = values(setting);
            HelmRelease.create(world, RELEASE, setting.namespace(), values, flavour);
            Chart.objects(ChartValues.of(RELEASE, setting.namespace(), flavour, values, world.seeded()))
                    .forEach(made -> world.registry().create(made.kind(), setting.namespace(), made.object()));
        });
    }

    private static ObjectNode values(PachydermFixture.Setting setting) {
        ObjectNode values = Json.object().put("deployTarget", "AMAZON");
        Json.under(values, "postgresql").put("enabled", false);
        Json.under(values, "global", "postgresql")
                .put("postgresqlHost", setting.postgresHost())
                .put("postgresqlPort", setting.postgresPort())
                .put("postgresqlUsername", "pachyderm")
                .put("postgresqlDatabase", "pachyderm")
                .put("postgresqlExistingSecretName", "postgres")
                .put("postgresqlExistingSecretKey", "postgresql-password");
        Json.under(values, "pachd").put("enabled", false);
        Json.under(values, "enterpriseServer").put("enabled", true);
        Json.under(values, "enterpriseServer", "service").put("type", "NodePort");
        Json.under(values, "console").put("enabled", false);
        Json.under(values, "proxy").put("enabled", false);
        return values;
    }

    /** What an upgrade with Helm leaves: a server of another version, and a new revision of the release. */
    public static void upgrade(ApiServer server, String namespace, String version) {
        server.world().registry().change(new Key(Kind.DEPLOYMENT, namespace, APP), Subresource.NONE, object -> {
            ObjectNode container = (ObjectNode)
                    Json.at(object, "spec", "template", "spec", "containers").get(0);
            container.put("image", "pachyderm/pachd:" + version);
        });
        HelmRelease.upgrade(server.world(), RELEASE, namespace, version);
    }

    /** The variables of the server in a cluster, if one of its pods is ready there. */
    public static Optional<Map<String, String>> answering(ApiServer server) {
        Store store = server.world().store();
        List<ObjectNode> pods = store.list(Kind.POD, "").stream()
                .filter(pod -> Meta.label(pod, "app").equals(APP) && PodText.isReady(pod) && !Meta.deleting(pod))
                .toList();
        for (ObjectNode pod : pods) {
            try {
                return Optional.of(new Environment(store, Meta.namespace(pod))
                        .of(Json.at(pod, "spec", "containers").path(0)));
            } catch (Environment.Missing e) {
                // It runs with what it was started with, which is gone; another pod may tell.
                continue;
            }
        }
        return Optional.empty();
    }
}
