package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code pachctl deploy} of 1.9 to 1.13 makes, furnished into a namespace: pachd behind a Service of type NodePort,
 * etcd with its claim, and the dashboard. Workers are made by pachd itself.
 */
public final class ClassicFixture {
    /** The deployment that loads data from inside the running cluster. */
    public static final String LOADER = "telemetry-loader";

    private final World world;
    private final Setting setting;

    private ClassicFixture(World world, Setting setting) {
        this.world = world;
        this.setting = setting;
    }

    /**
     * What the installation is told.
     *
     * @param namespace made if it is not there
     * @param version such as {@code 1.11.9}
     * @param shift what is added to every node port, since a node has each of them once; 0 for the usual ones
     * @param bucket the object store's bucket
     */
    public record Setting(String namespace, String version, int shift, String bucket) {
        boolean since(int minor) {
            return Integer.parseInt(version.split("\\.", -1)[1]) >= minor;
        }
    }

    /**
     * Makes everything and waits until all pods are ready; all of it looks some days old.
     *
     * @throws IOException if the pods do not become ready within ten seconds, or the thread is interrupted
     */
    public static void install(ApiServer server, Setting setting) throws IOException {
        World world = server.world();
        double usual = world.pace().factor();
        world.pace().factor(0);
        world.time().behind(Duration.ofDays(300));
        try {
            new ClassicFixture(world, setting).install();
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

    /** The controller of a pipeline's pods, as JSON. */
    public static String worker(String pipeline, String name, int replicas, String version) {
        ObjectNode labels = Chart.labels(name)
                .put("component", "worker")
                .put("pipelineName", pipeline)
                .put("version", version);
        ObjectNode controller = World.named(name);
        Json.under(controller, "metadata").set("labels", labels);
        ObjectNode spec = controller.putObject("spec").put("replicas", replicas);
        spec.set("selector", labels.deepCopy());
        Chart.template(spec, labels.deepCopy(), "user", "registry.example.org/" + pipeline + ":1.0", Map.of());
        Json.under(spec, "template", "spec")
                .withArray("containers")
                .addObject()
                .put("name", "storage")
                .put("image", "pachyderm/worker:" + version);
        return controller.toString();
    }

    private void install() {
        if (world.store().get(new Key(Kind.NAMESPACE, "", setting.namespace())) == null) {
            world.registry().create(Kind.NAMESPACE, "", World.named(setting.namespace()));
        }
        ObjectNode secret = labelled("pachyderm-storage-secret");
        secret.set("stringData", Json.strings(Map.of("amazon-bucket", setting.bucket())));
        world.registry().create(Kind.SECRET, setting.namespace(), secret);
        ObjectNode claim = labelled("etcd-storage-etcd-0");
        ObjectNode wanted = claim.putObject("spec").put("storageClassName", "etcd-storage-class");
        wanted.putArray("accessModes").add("ReadWriteOnce");
        wanted.put("volumeName", "pvc-" + world.seeded().uid("volume of etcd in " + setting.namespace()));
        Json.under(wanted, "resources", "requests").put("storage", "10Gi");
        claim.putObject("status").put("phase", "Bound");
        world.registry().create(Kind.CLAIM, setting.namespace(), claim);
        workload(Kind.STATEFUL_SET, "etcd", "quay.io/coreos/etcd:v3.3.5", Map.of("client-port", 2379));
        workload(
                Kind.DEPLOYMENT,
                "pachd",
                "pachyderm/pachd:" + setting.version(),
                Map.of("api-grpc-port", 650, "s3gateway-port", 600, "peer-port", 653));
        workload(Kind.DEPLOYMENT, "dash", "pachyderm/dash:0.5.57", Map.of("dash-http", 8080));
        if (setting.shift() == 0) {
            loader();
        }
        pachd();
        service("etcd", List.of(new Port("client-port", 2379, 0)));
        service("dash", List.of(new Port("dash-http", 8080, 30080), new Port("grpc-proxy-http", 8081, 30081)));
        if (setting.since(10)) {
            service("pachd-peer", List.of(new Port("api-grpc-peer-port", 30653, 0)));
        }
    }

    /** Somebody else's deployment, which loads data from inside the cluster. */
    private void loader() {
        ObjectNode labels = Json.object().put("app", LOADER);
        ObjectNode deployment = World.named(LOADER);
        Json.under(deployment, "metadata").set("labels", labels);
        ObjectNode spec = deployment.putObject("spec").put("replicas", 1);
        Json.under(spec, "selector").set("matchLabels", labels.deepCopy());
        Chart.template(spec, labels.deepCopy(), LOADER, "registry.example.org/" + LOADER + ":3", Map.of());
        world.registry().create(Kind.DEPLOYMENT, setting.namespace(), deployment);
    }

    /** A port of a service; its node port, or 0 for none. */
    private record Port(String name, int number, int nodePort) {}

    private void pachd() {
        List<Port> ports = new ArrayList<>(List.of(
                new Port("api-grpc-port", 650, 30650),
                new Port("trace-port", 651, 30651),
                new Port("api-http-port", 652, 30652),
                new Port("saml-port", 654, 30654),
                new Port("api-git-port", 655, 30655),
                new Port("s3gateway-port", 600, 30600)));
        if (setting.since(11)) {
            ports.add(new Port("oidc-port", 657, 30657));
        }
        if (setting.since(12)) {
            ports.add(new Port(setting.since(13) ? "prom-metrics" : "prometheus-metrics", 656, 30656));
        }
        service("pachd", ports);
    }

    private static ObjectNode labelled(String name) {
        ObjectNode object = World.named(name);
        Json.under(object, "metadata").set("labels", Chart.labels(name));
        return object;
    }

    private void workload(Kind kind, String name, String image, Map<String, Integer> ports) {
        ObjectNode workload = labelled(name);
        ObjectNode spec = workload.putObject("spec").put("replicas", 1);
        Json.under(spec, "selector").set("matchLabels", Chart.labels(name));
        if (kind == Kind.STATEFUL_SET) {
            spec.put("serviceName", name + "-headless");
        }
        Chart.template(spec, Chart.labels(name), name, image, ports);
        world.registry().create(kind, setting.namespace(), workload);
    }

    private void service(String name, List<Port> ports) {
        ObjectNode service = labelled(name);
        boolean open = ports.stream().anyMatch(port -> port.nodePort() > 0);
        ObjectNode spec = service.putObject("spec").put("type", open ? "NodePort" : "ClusterIP");
        spec.putObject("selector").put("app", name.equals("pachd-peer") ? "pachd" : name);
        ArrayNode list = spec.putArray("ports");
        for (Port port : ports) {
            ObjectNode entry = list.addObject()
                    .put("name", port.name())
                    .put("port", port.number())
                    .put("protocol", "TCP");
            if (port.nodePort() > 0) {
                entry.put("nodePort", port.nodePort() + setting.shift());
            }
        }
        world.registry().create(Kind.SERVICE, setting.namespace(), service);
    }
}
