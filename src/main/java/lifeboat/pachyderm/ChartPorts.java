package lifeboat.pachyderm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The node ports that the chart asks for by number. A node port is one for the whole cluster, so an install into another
 * namespace asks for those that the first one has, and Kubernetes refuses them.
 */
public final class ChartPorts {
    /** Without these the services are there and no node listens for them. */
    private static final String INSIDE = "ClusterIP";

    private final PachydermVersion version;
    private final Function<String, Optional<String>> present;
    private final List<Asked> asked = new ArrayList<>();

    private ChartPorts(PachydermVersion version, Function<String, Optional<String>> present) {
        this.version = version;
        this.present = present;
    }

    /**
     * What one service asks for.
     *
     * @param service its name
     * @param ports the node ports, ascending
     * @param path the Helm value that says that it has node ports: member names with dots between them
     */
    public record Asked(String service, List<Integer> ports, String path) {
        /** Keeps its own copy. */
        public Asked {
            ports = List.copyOf(ports);
        }

        /** What makes the service ask for none; every version of the chart takes it, and it is what the chart has by itself. */
        public ChartFields.Field without() {
            return new ChartFields.Field(path, INSIDE);
        }
    }

    /**
     * What an install of this version asks for, by the name of the service; none is the usual answer.
     *
     * @param version the version that will be installed
     * @param present the value at a path; empty if there is none
     */
    public static List<Asked> of(PachydermVersion version, Function<String, Optional<String>> present) {
        ChartPorts all = new ChartPorts(version, present);
        if (all.is("pachd.enabled", true)) {
            all.pachd();
        }
        if (all.is("enterpriseServer.enabled", false)) {
            all.asks("pach-enterprise", "enterpriseServer.service.", List.of(31650, 31656, 31657, 31658));
        }
        boolean proxy = version.compareTo(PachydermVersion.of(2, 5, 0)) >= 0;
        if (version.compareTo(PachydermVersion.of(2, 3, 0)) >= 0 && all.is("proxy.enabled", proxy)) {
            all.proxy();
        }
        return List.copyOf(all.asked);
    }

    /** From 2.2 on the values say the port inside, and the node port is the same number; before that both were fixed. */
    private void pachd() {
        Map<String, Integer> usual = new TreeMap<>(Map.of(
                "apiGRPCPort",
                30650,
                "s3GatewayPort",
                30600,
                "oidcPort",
                30657,
                "identityPort",
                30658,
                "prometheusPort",
                30656));
        boolean fixed = version.compareTo(PachydermVersion.of(2, 2, 0)) < 0;
        String path = "pachd.service.";
        asks(
                "pachd",
                path,
                usual.entrySet().stream()
                        .map(port -> fixed ? port.getValue() : number(path + port.getKey(), port.getValue()))
                        .toList());
    }

    private void proxy() {
        String path = "proxy.service.";
        List<Integer> ports = new ArrayList<>(List.of(number(path + "httpNodePort", 30080)));
        if (is("proxy.tls.enabled", false)) {
            ports.add(number(path + "httpsNodePort", 30443));
        }
        for (String legacy : List.of("console", "grpc", "s3Gateway", "oidc", "identity", "metrics")) {
            ports.add(number(path + "legacyPorts." + legacy, 0));
        }
        asks("pachyderm-proxy", path, ports);
    }

    private void asks(String service, String path, List<Integer> ports) {
        if (present.apply(path + "type").filter("NodePort"::equals).isPresent()) {
            asked.add(new Asked(
                    service, ports.stream().filter(port -> port > 0).sorted().toList(), path + "type"));
        }
    }

    private boolean is(String path, boolean otherwise) {
        return present.apply(path).map("true"::equals).orElse(otherwise);
    }

    private int number(String path, int otherwise) {
        return present.apply(path)
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }
}
