package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the chart of a version of Pachyderm makes, furnished into a namespace: pachd with 3 replicas, pachw, etcd, pg-bouncer,
 * console and proxy, four pipelines of which one is in standby, services, config maps, the generated secrets and Helm's
 * release records. PostgreSQL and the bucket are outside the cluster.
 */
public final class PachydermFixture {
    private static final Flavour USUAL = new Flavour("2.8.10");

    private final World world;
    private final Setting setting;
    private final Flavour flavour;

    private PachydermFixture(World world, Setting setting, Flavour flavour) {
        this.world = world;
        this.setting = setting;
        this.flavour = flavour;
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
        /** The Helm values of the installation. */
        ObjectNode values(Flavour flavour) {
            ObjectNode values = Json.object().put("deployTarget", "AMAZON");
            Json.under(values, "postgresql").put("enabled", false);
            Json.under(values, "global", "postgresql")
                    .put("postgresqlHost", postgresHost)
                    .put("postgresqlPort", postgresPort)
                    .put("postgresqlUsername", "pachyderm")
                    .put("postgresqlDatabase", "pachyderm")
                    .put("postgresqlExistingSecretName", "postgres")
                    .put("postgresqlExistingSecretKey", "postgresql-password");
            Json.under(values, "pachd").put("replicas", 3);
            Json.under(values, "pachd", "service").put("type", "NodePort");
            if (flavour.hasPachw()) {
                Json.under(values, "pachw").put("maxReplicas", 1);
            }
            if (flavour.proxyByDefault()) {
                Json.under(values, "proxy", "service").put("type", "NodePort");
            }
            ObjectNode amazon = Json.under(values, "pachd", "storage", "amazon").put("region", "us-east-1");
            if (flavour.selectsByUrl("")) {
                String query = bucketEndpoint.isEmpty()
                        ? ""
                        : "&endpoint=" + bucketEndpoint + "&disableSSL=true&s3ForcePathStyle=true";
                Json.under(values, "pachd", "storage")
                        .put("storageURL", "s3://" + bucket + "?region=us-east-1" + query);
            } else {
                amazon.put("bucket", bucket).put("customEndpoint", bucketEndpoint);
            }
            return values;
        }

        /** Never shows the secrets. */
        @Override
        public String toString() {
            return "Setting[namespace=" + namespace + ", bucket=" + bucket + ", postgres=" + postgresHost + ":"
                    + postgresPort + "]";
        }
    }

    /** The same as {@link #install(ApiServer, Setting, Flavour)}, of the usual version. */
    public static void install(ApiServer server, Setting setting) throws IOException {
        install(server, setting, USUAL);
    }

    /** Makes a namespace with nothing in it. */
    public static void namespace(ApiServer server, String name) {
        server.world().registry().create(Kind.NAMESPACE, "", World.named(name));
    }

    /**
     * Makes everything and waits until all pods are ready. Nothing of it counts as a mutation, and all of it looks some
     * days old.
     *
     * @throws IOException if the pods do not become ready within ten seconds, or the thread is interrupted
     */
    public static void install(ApiServer server, Setting setting, Flavour flavour) throws IOException {
        furnish(server, () -> new PachydermFixture(server.world(), setting, flavour).install());
    }

    /** Does something at once and as if it had been done days ago, and waits until all pods are ready. */
    static void furnish(ApiServer server, Runnable work) throws IOException {
        World world = server.world();
        double usual = world.pace().factor();
        world.pace().factor(0);
        world.time().behind(Duration.ofDays(12));
        try {
            work.run();
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
        for (String name : List.of("pachd", "pachw")) {
            registry.change(new Key(Kind.DEPLOYMENT, namespace, name), Subresource.NONE, object -> {
                ObjectNode container = (ObjectNode) Json.at(object, "spec", "template", "spec", "containers")
                        .get(0);
                container.put("image", "pachyderm/pachd:" + version);
            });
        }
        HelmRelease.upgrade(server.world(), "pachyderm", namespace, version);
    }

    private void install() {
        if (world.store().get(new Key(Kind.NAMESPACE, "", setting.namespace)) == null) {
            world.registry().create(Kind.NAMESPACE, "", World.named(setting.namespace));
        }
        ObjectNode config = World.named("pachd-config");
        config.set("data", Json.strings(Map.of("MODE", "full")));
        world.registry().create(Kind.CONFIG_MAP, setting.namespace, config);
        PachydermSecrets.create(world, setting);
        HelmRelease.create(world, "pachyderm", setting.namespace, setting.values(flavour), flavour);
        Chart.objects(ChartValues.of(setting, flavour, world.seeded()))
                .forEach(made -> world.registry().create(made.kind(), setting.namespace, made.object()));
        worker("default", "edges", 2);
        worker("default", "montage", 1);
        worker("imaging", "segment", 1);
        worker("imaging", "nightly-report", 0);
    }

    private void worker(String project, String pipeline, int replicas) {
        ObjectNode labels = Chart.labels(flavour.workerApp(pipeline))
                .put("component", "worker")
                .put("pipelineName", pipeline)
                .put("pipelineVersion", "1");
        if (flavour.hasProjects()) {
            labels.put("pipelineProject", project);
        }
        ObjectNode controller = World.named(flavour.worker(project, pipeline));
        Json.under(controller, "metadata").set("labels", labels);
        ObjectNode spec = controller.putObject("spec").put("replicas", replicas);
        spec.set("selector", labels.deepCopy());
        Chart.template(spec, labels.deepCopy(), "user", "pachyderm/" + pipeline + ":1.0", Map.of());
        Json.under(spec, "template", "spec")
                .withArray("containers")
                .addObject()
                .put("name", "storage")
                .put("image", "pachyderm/pachd:" + flavour.version());
        world.registry().create(Kind.REPLICATION_CONTROLLER, setting.namespace, controller);
    }
}
