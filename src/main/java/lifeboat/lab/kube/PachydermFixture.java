package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    private void install() {
        if (world.store().get(new Key(Kind.NAMESPACE, "", setting.namespace)) == null) {
            world.registry().create(Kind.NAMESPACE, "", World.named(setting.namespace));
        }
        configMap("pachd-config", Map.of("MODE", "full"));
        configMap("pachyderm-proxy-config", Map.of("envoy.json", "{}"));
        PachydermSecrets.create(world, setting);
        HelmRelease.create(world, setting, VERSION);
        services();
        workload(
                Kind.DEPLOYMENT,
                "pachd",
                3,
                "pachyderm/pachd:" + VERSION,
                Map.of(
                        "api-grpc-port",
                        1650,
                        "s3gateway-port",
                        1600,
                        "oidc-port",
                        1657,
                        "identity-port",
                        1658,
                        "prom-metrics",
                        1656,
                        "peer-port",
                        1653));
        workload(
                Kind.DEPLOYMENT, "pg-bouncer", 1, "pachyderm/pgbouncer:1.16.2-debian-10-r82", Map.of("postgres", 5432));
        workload(Kind.DEPLOYMENT, "console", 1, "haudi/pachyderm-console:" + VERSION, Map.of("console-http", 4000));
        workload(Kind.DEPLOYMENT, "pachyderm-proxy", 1, "envoyproxy/envoy:v1.24.1", Map.of("http", 8080));
        workload(Kind.DEPLOYMENT, "pachw", 1, "pachyderm/pachd:" + VERSION, Map.of("peer-port", 1653));
        workload(Kind.STATEFUL_SET, "etcd", 1, "pachyderm/etcd:v3.5.5", Map.of("client-port", 2379));
        worker("default", "edges", 2);
        worker("default", "montage", 1);
        worker("imaging", "segment", 1);
        worker("imaging", "nightly-report", 0);
    }

    private static ObjectNode labels(String app) {
        return Json.object().put("app", app).put("suite", "pachyderm");
    }

    private ObjectNode named(String name, ObjectNode labels) {
        ObjectNode object = World.named(name);
        Json.under(object, "metadata").set("labels", labels);
        Json.under(object, "metadata", "annotations")
                .put("meta.helm.sh/release-name", "pachyderm")
                .put("meta.helm.sh/release-namespace", setting.namespace);
        return object;
    }

    private void configMap(String name, Map<String, String> data) {
        ObjectNode map = World.named(name);
        map.set("data", Json.strings(data));
        world.registry().create(Kind.CONFIG_MAP, setting.namespace, map);
    }

    private void workload(Kind kind, String name, int replicas, String image, Map<String, Integer> ports) {
        ObjectNode workload = named(name, labels(name));
        ObjectNode spec = workload.putObject("spec").put("replicas", replicas);
        Json.under(spec, "selector").set("matchLabels", labels(name));
        if (kind == Kind.STATEFUL_SET) {
            spec.put("serviceName", name + "-headless");
        }
        template(spec, labels(name), name, image, ports);
        world.registry().create(kind, setting.namespace, workload);
    }

    private static void template(
            ObjectNode spec, ObjectNode labels, String name, String image, Map<String, Integer> ports) {
        Json.under(spec, "template", "metadata").set("labels", labels);
        ObjectNode container = Json.under(spec, "template", "spec")
                .putArray("containers")
                .addObject()
                .put("name", name)
                .put("image", image);
        ArrayNode list = container.putArray("ports");
        new TreeMap<>(ports)
                .forEach((port, number) -> list.addObject().put("name", port).put("containerPort", number));
    }

    private void worker(String project, String pipeline, int replicas) {
        ObjectNode labels = labels("pipeline")
                .put("component", "worker")
                .put("pipelineName", pipeline)
                .put("pipelineProject", project)
                .put("pipelineVersion", "1");
        ObjectNode controller = World.named(project + "-" + pipeline + "-v1");
        Json.under(controller, "metadata").set("labels", labels);
        ObjectNode spec = controller.putObject("spec").put("replicas", replicas);
        spec.set("selector", labels.deepCopy());
        template(spec, labels.deepCopy(), "user", "pachyderm/" + pipeline + ":1.0", Map.of());
        Json.under(spec, "template", "spec")
                .withArray("containers")
                .addObject()
                .put("name", "storage")
                .put("image", "pachyderm/pachd:" + VERSION);
        world.registry().create(Kind.REPLICATION_CONTROLLER, setting.namespace, controller);
    }

    /** A service's port: its name, its number, the name of the container's port, its node port or 0. */
    private record Port(String name, int number, String target, int nodePort) {}

    private void services() {
        service(
                "pachd",
                "pachd",
                "NodePort",
                List.of(
                        new Port("api-grpc-port", 30650, "api-grpc-port", 30650),
                        new Port("s3gateway-port", 30600, "s3gateway-port", 30600),
                        new Port("oidc-port", 30657, "oidc-port", 30657),
                        new Port("identity-port", 30658, "identity-port", 30658),
                        new Port("prom-metrics", 30656, "prom-metrics", 30656)));
        service("pachd-peer", "pachd", "ClusterIP", List.of(new Port("api-grpc-peer-port", 30653, "peer-port", 0)));
        service("pg-bouncer", "pg-bouncer", "ClusterIP", List.of(new Port("postgres", 5432, "postgres", 0)));
        service("pachyderm-proxy", "pachyderm-proxy", "NodePort", List.of(new Port("http-port", 80, "http", 30080)));
        service("console-proxy", "console", "ClusterIP", List.of(new Port("console-http", 4000, "console-http", 0)));
        service("etcd", "etcd", "ClusterIP", List.of(new Port("client-port", 2379, "client-port", 0)));
        service("etcd-headless", "etcd", "None", List.of(new Port("client-port", 2379, "client-port", 0)));
    }

    private void service(String name, String app, String type, List<Port> ports) {
        ObjectNode service = named(name, labels(app));
        ObjectNode spec = service.putObject("spec");
        if (type.equals("None")) {
            spec.put("clusterIP", "None");
        } else {
            spec.put("type", type);
        }
        spec.putObject("selector").put("app", app);
        ArrayNode list = spec.putArray("ports");
        for (Port port : ports) {
            ObjectNode entry = list.addObject()
                    .put("name", port.name)
                    .put("port", port.number)
                    .put("targetPort", port.target);
            if (port.nodePort > 0) {
                entry.put("nodePort", port.nodePort);
            }
        }
        world.registry().create(Kind.SERVICE, setting.namespace, service);
    }
}
