package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a chart of Pachyderm 2.x makes of its values: pachd, etcd, pg-bouncer and console, from some version on pachw and a proxy,
 * services, a config map and the secrets. What pachd makes by itself when it runs (workers, {@code pachd-config}) is not the
 * chart's.
 */
final class Chart {
    private final ChartValues values;
    private final List<Made> made = new ArrayList<>();

    private Chart(ChartValues values) {
        this.values = values;
    }

    /** One object, without its namespace. */
    record Made(Kind kind, ObjectNode object) {}

    /** Every object, in the order in which Helm makes them. */
    static List<Made> objects(ChartValues values) {
        Chart chart = new Chart(values);
        chart.make();
        return List.copyOf(chart.made);
    }

    private void make(Kind kind, ObjectNode object) {
        made.add(new Made(kind, object));
    }

    private void make() {
        secrets();
        if (values.hasProxy()) {
            configMap("pachyderm-proxy-config", Map.of("envoy.json", "{}"));
        }
        services();
        String version = values.flavour().version();
        String image = "pachyderm/pachd:" + version;
        if (values.hasPachd()) {
            pachd(image);
        }
        if (values.hasEnterpriseServer()) {
            workload(Kind.DEPLOYMENT, EnterpriseFixture.APP, 1, image, EnterpriseChart.CONTAINER_PORTS);
        }
        workload(
                Kind.DEPLOYMENT, "pg-bouncer", 1, "pachyderm/pgbouncer:1.16.2-debian-10-r82", Map.of("postgres", 5432));
        if (values.hasConsole()) {
            workload(Kind.DEPLOYMENT, "console", 1, "haudi/pachyderm-console:" + version, Map.of("console-http", 4000));
        }
        if (values.hasProxy()) {
            workload(Kind.DEPLOYMENT, "pachyderm-proxy", 1, "envoyproxy/envoy:v1.24.1", Map.of("http", 8080));
        }
        if (values.hasPachd() && values.flavour().hasPachw()) {
            workload(Kind.DEPLOYMENT, "pachw", 1, image, Map.of("peer-port", 1653));
        }
        workload(Kind.STATEFUL_SET, "etcd", 1, "pachyderm/etcd:v3.5.5", Map.of("client-port", 2379));
    }

    private void pachd(String image) {
        workload(
                Kind.DEPLOYMENT,
                "pachd",
                values.number("pachd.replicas", 1),
                image,
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
    }

    private void secrets() {
        String token = values.generated("pachd.rootToken");
        String enterprise = values.generated("pachd.enterpriseSecret");
        String licence = values.generated("pachd.enterpriseLicenseKey");
        if (values.flavour().hasBootstrapSecret()) {
            secret(
                    "pachyderm-bootstrap-config",
                    Map.of("rootToken", token, "enterpriseSecret", enterprise, "license", licence));
        } else {
            secret("pachyderm-auth", Map.of("root-token", token));
            secret("pachyderm-identity", Map.of("upstream-idps", "[]"));
            if (values.flavour().hasLicence()) {
                secret("pachyderm-enterprise", Map.of("enterprise-secret", enterprise));
                secret("pachyderm-license", Map.of("enterprise-license-key", licence));
            }
        }
        if (values.hasConsole()) {
            secret(
                    "pachyderm-console-secret",
                    Map.of("OAUTH_CLIENT_SECRET", values.generated("console.config.oauthClientSecret")));
        }
        secret(
                "pachyderm-deployment-id-secret",
                Map.of("CLUSTER_DEPLOYMENT_ID", values.generated("pachd.clusterDeploymentID")));
        if (values.hasPachd()) {
            secret(
                    "pachyderm-storage-secret",
                    Map.of(
                            "AMAZON_BUCKET", values.amazon("bucket"),
                            "AMAZON_REGION", values.amazon("region"),
                            "AMAZON_ID", values.amazon("id"),
                            "AMAZON_SECRET", values.amazon("secret"),
                            "CUSTOM_ENDPOINT", values.amazon("customEndpoint")));
        }
        if (!values.hasOwnPassword()) {
            secret("postgres", Map.of("postgresql-password", values.postgres("postgresqlPassword", "")));
        }
    }

    private void secret(String name, Map<String, String> content) {
        ObjectNode secret = named(name, Json.object().put("app", name).put("suite", "pachyderm"));
        secret.set("stringData", Json.strings(content));
        make(Kind.SECRET, secret);
    }

    /** As the real chart does it: where the databases and the objects are, and in which mode pachd starts. */
    private void environment(ObjectNode container, boolean pachd) {
        TreeMap<String, String> plain = new TreeMap<>(Map.of(
                "POSTGRES_HOST", values.postgres("postgresqlHost", "postgres"),
                "POSTGRES_PORT", values.postgres("postgresqlPort", "5432"),
                "POSTGRES_USER", values.postgres("postgresqlUsername", "pachyderm"),
                "POSTGRES_DATABASE", values.postgres("postgresqlDatabase", "pachyderm"),
                "IDENTITY_SERVER_DATABASE", values.postgres("identityDatabaseFullNameOverride", "dex")));
        if (pachd && values.byUrl()) {
            plain.put("STORAGE_URL", values.text("pachd.storage.storageURL", ""));
        }
        ArrayNode list = container.putArray("env");
        plain.forEach((name, value) -> list.addObject().put("name", name).put("value", value));
        Json.under(list.addObject().put("name", "POSTGRES_PASSWORD"), "valueFrom", "secretKeyRef")
                .put("name", values.postgres("postgresqlExistingSecretName", "postgres"))
                .put("key", values.postgres("postgresqlExistingSecretKey", "postgresql-password"));
        ArrayNode from = container.putArray("envFrom");
        from.addObject().putObject("secretRef").put("name", "pachyderm-deployment-id-secret");
        if (!pachd) {
            return;
        }
        from.addObject().putObject("secretRef").put("name", "pachyderm-storage-secret");
        // Helm does not make this one, so it may be missing.
        from.addObject().putObject("configMapRef").put("name", "pachd-config").put("optional", true);
    }

    static ObjectNode labels(String app) {
        return Json.object().put("app", app).put("suite", "pachyderm");
    }

    private ObjectNode named(String name, ObjectNode labels) {
        ObjectNode object = World.named(name);
        Json.under(object, "metadata").set("labels", labels);
        Json.under(object, "metadata", "labels").put("app.kubernetes.io/managed-by", "Helm");
        Json.under(object, "metadata", "annotations")
                .put("meta.helm.sh/release-name", values.release())
                .put("meta.helm.sh/release-namespace", values.namespace());
        return object;
    }

    private void configMap(String name, Map<String, String> data) {
        ObjectNode map = named(name, Json.object().put("suite", "pachyderm"));
        map.set("data", Json.strings(data));
        make(Kind.CONFIG_MAP, map);
    }

    private void workload(Kind kind, String name, int replicas, String image, Map<String, Integer> ports) {
        ObjectNode workload = named(name, labels(name));
        ObjectNode spec = workload.putObject("spec").put("replicas", replicas);
        Json.under(spec, "selector").set("matchLabels", labels(name));
        if (kind == Kind.STATEFUL_SET) {
            spec.put("serviceName", name + "-headless");
        }
        template(spec, labels(name), name, image, ports);
        if (name.equals("pachd") || name.equals(EnterpriseFixture.APP)) {
            environment(
                    (ObjectNode) Json.at(spec, "template", "spec", "containers").get(0), name.equals("pachd"));
        }
        make(kind, workload);
    }

    static void template(ObjectNode spec, ObjectNode labels, String name, String image, Map<String, Integer> ports) {
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

    /** A service's port: its name, its number, the name of the container's port, its node port or 0. */
    record Port(String name, int number, String target, int nodePort) {}

    private void services() {
        if (values.hasPachd()) {
            service("pachd", "pachd", values.text("pachd.service.type", "ClusterIP"), pachdPorts());
            service("pachd-peer", "pachd", "ClusterIP", List.of(new Port("api-grpc-peer-port", 30653, "peer-port", 0)));
        }
        if (values.hasEnterpriseServer()) {
            service(
                    EnterpriseFixture.APP,
                    EnterpriseFixture.APP,
                    values.text("enterpriseServer.service.type", "ClusterIP"),
                    EnterpriseChart.ports());
        }
        service("pg-bouncer", "pg-bouncer", "ClusterIP", List.of(new Port("postgres", 5432, "postgres", 0)));
        if (values.hasProxy()) {
            service(
                    "pachyderm-proxy",
                    "pachyderm-proxy",
                    values.text("proxy.service.type", "ClusterIP"),
                    List.of(new Port("http-port", 80, "http", values.number("proxy.service.httpNodePort", 30080))));
        }
        if (values.hasConsole()) {
            service(
                    "console-proxy",
                    "console",
                    "ClusterIP",
                    List.of(new Port("console-http", 4000, "console-http", 0)));
        }
        service("etcd", "etcd", "ClusterIP", List.of(new Port("client-port", 2379, "client-port", 0)));
        service("etcd-headless", "etcd", "None", List.of(new Port("client-port", 2379, "client-port", 0)));
    }

    private List<Port> pachdPorts() {
        if (values.flavour().hasContainerPorts()) {
            return List.of(
                    new Port("api-grpc-port", 1650, "api-grpc-port", 30650),
                    new Port("s3gateway-port", 1600, "s3gateway-port", 30600),
                    new Port("oidc-port", 1657, "oidc-port", 30657),
                    new Port("identity-port", 1658, "identity-port", 30658),
                    new Port("prom-metrics", 1656, "prom-metrics", 30656));
        }
        return List.of(
                port("api-grpc-port", "apiGRPCPort", 30650),
                port("s3gateway-port", "s3GatewayPort", 30600),
                port("oidc-port", "oidcPort", 30657),
                port("identity-port", "identityPort", 30658),
                port("prom-metrics", "prometheusPort", 30656));
    }

    private Port port(String name, String value, int usual) {
        int number = values.number("pachd.service." + value, usual);
        return new Port(name, number, name, number);
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
            if (port.nodePort > 0 && type.equals("NodePort")) {
                entry.put("nodePort", port.nodePort);
            }
        }
        make(Kind.SERVICE, service);
    }
}
