package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * What the chart of Pachyderm 2.8 makes, furnished into a namespace: pachd with 3 replicas, pachw, etcd, pg-bouncer,
 * console and proxy, four pipelines of which one is in standby, services, config maps, the generated secrets and Helm's
 * release records. PostgreSQL and the bucket are outside the cluster.
 */
public final class PachydermFixture {
    private static final String VERSION = "2.8.10";

    private final World world;
    private final Setting setting;

    private PachydermFixture(World world, Setting setting) {
        this.world = world;
        this.setting = setting;
    }

    /**
     * What the installation is told.
     *
     * @param namespace made if it is not there
     * @param bucket the object store's bucket
     * @param bucketEndpoint its S3 endpoint as a URL; empty for Amazon's own
     * @param bucketKey access key id
     * @param bucketSecret secret access key
     * @param postgresHost where PostgreSQL listens
     * @param postgresPassword of the user {@code pachyderm}
     */
    public record Setting(
            String namespace,
            String bucket,
            String bucketEndpoint,
            String bucketKey,
            String bucketSecret,
            String postgresHost,
            int postgresPort,
            String postgresPassword) {
        /** Never shows the secrets. */
        @Override
        public String toString() {
            return "Setting[namespace=" + namespace + ", bucket=" + bucket + ", postgres=" + postgresHost + ":"
                    + postgresPort + "]";
        }
    }

    /**
     * Makes everything and waits until all pods are ready. Nothing of it counts as a mutation, and all of it looks some
     * days old.
     *
     * @throws IOException if the pods do not become ready within ten seconds, or the thread is interrupted
     */
    public static void install(ApiServer server, Setting setting) throws IOException {
        World world = server.world();
        double usual = world.pace().factor();
        world.pace().factor(0);
        world.time().behind(Duration.ofDays(12));
        try {
            new PachydermFixture(world, setting).install();
            if (!server.awaitSettled(Duration.ofSeconds(10))) {
                throw new IOException("the lab's Pachyderm did not come up within ten seconds");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the lab's Pachyderm came up", e);
        } finally {
            world.pace().factor(usual);
            world.time().behind(Duration.ZERO);
        }
    }

    /** What an upgrade with Helm leaves: pachd and pachw of another version, and a new revision of the release. */
    public static void upgrade(ApiServer server, String namespace, String version) {
        Registry registry = server.world().registry();
        for (String name : new String[] {"pachd", "pachw"}) {
            registry.change(new Key(Kind.DEPLOYMENT, namespace, name), Subresource.NONE, object -> {
                ObjectNode container = (ObjectNode) Json.at(object, "spec", "template", "spec", "containers")
                        .get(0);
                container.put("image", "pachyderm/pachd:" + version);
            });
        }
        HelmRelease.upgrade(server.world(), namespace, version);
    }

    private void install() {
        if (world.store().get(new Key(Kind.NAMESPACE, "", setting.namespace)) == null) {
            world.registry().create(Kind.NAMESPACE, "", World.named(setting.namespace));
        }
        ObjectNode config = World.named("pachd-config");
        config.set("data", Json.strings(Map.of("MODE", "full")));
        world.registry().create(Kind.CONFIG_MAP, setting.namespace, config);
        PachydermSecrets.create(world, setting);
        HelmRelease.create(world, setting, VERSION);
        Chart.objects(ChartValues.of(setting, VERSION, world.seeded()))
                .forEach(made -> world.registry().create(made.kind(), setting.namespace, made.object()));
        worker("default", "edges", 2);
        worker("default", "montage", 1);
        worker("imaging", "segment", 1);
        worker("imaging", "nightly-report", 0);
    }

    private void worker(String project, String pipeline, int replicas) {
        ObjectNode labels = Chart.labels("pipeline")
                .put("component", "worker")
                .put("pipelineName", pipeline)
                .put("pipelineProject", project)
                .put("pipelineVersion", "1");
        ObjectNode controller = World.named(project + "-" + pipeline + "-v1");
        Json.under(controller, "metadata").set("labels", labels);
        ObjectNode spec = controller.putObject("spec").put("replicas", replicas);
        spec.set("selector", labels.deepCopy());
        Chart.template(spec, labels.deepCopy(), "user", "pachyderm/" + pipeline + ":1.0", Map.of());
        Json.under(spec, "template", "spec")
                .withArray("containers")
                .addObject()
                .put("name", "storage")
                .put("image", "pachyderm/pachd:" + VERSION);
        world.registry().create(Kind.REPLICATION_CONTROLLER, setting.namespace, controller);
    }
}
