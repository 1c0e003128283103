package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ServiceRow;
import lifeboat.pachyderm.ChartPorts;
import lifeboat.pachyderm.PachydermVersion;

/**
 * The node ports that an install would ask for, and which services of the cluster have them.
 *
 * @param asked what the chart asks for, by service
 * @param having the service that has a port, as {@code NAMESPACE/NAME}, by the port
 * @param unseen why the services of other namespaces are not known; empty if they are
 */
record TakenPorts(List<ChartPorts.Asked> asked, TreeMap<Integer, String> having, Optional<String> unseen) {
    private static final String OWNER = "meta.helm.sh/release-name";

    /**
     * Looks.
     *
     * @param present the Helm value at a path
     * @param going the release of this namespace whose services go before the install; empty text for none
     */
    static TakenPorts look(
            Call<?> call, PachydermVersion version, Function<String, Optional<String>> present, String going)
            throws PerformException {
        List<ChartPorts.Asked> asked = ChartPorts.of(version, present);
        if (asked.isEmpty()) {
            return new TakenPorts(asked, new TreeMap<>(), Optional.empty());
        }
        Cluster cluster = call.world().cluster(call.run());
        try {
            Optional<String> unseen = Optional.empty();
            List<ServiceRow> services;
            try {
                services = cluster.servicesEverywhere();
            } catch (ClusterException e) {
                if (e.kind() != ClusterException.Kind.FORBIDDEN) {
                    throw e;
                }
                unseen = Optional.of(Reasons.message(e));
                services = cluster.services("");
            }
            TreeMap<Integer, String> having = new TreeMap<>();
            for (ServiceRow service : services) {
                boolean goes = !going.isEmpty()
                        && service.namespace().equals(cluster.location().namespace())
                        && going.equals(service.annotations().get(OWNER));
                if (!goes) {
                    service.ports().forEach(port -> port.nodePort()
                            .ifPresent(number -> having.put(number, service.namespace() + "/" + service.name())));
                }
            }
            return new TakenPorts(asked, having, unseen);
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    /** What asks for a port that is taken, or, where nobody can tell, may be taken. */
    List<ChartPorts.Asked> inTheWay() {
        return asked.stream()
                .filter(one -> unseen.isPresent() || one.ports().stream().anyMatch(having::containsKey))
                .toList();
    }

    /** Who has which of them, one sentence for each service that has some; none if none is taken. */
    List<String> taken() {
        TreeMap<String, TreeSet<Integer>> byService = new TreeMap<>();
        for (ChartPorts.Asked one : asked) {
            for (Integer port : one.ports()) {
                if (having.containsKey(port)) {
                    byService
                            .computeIfAbsent(having.get(port), service -> new TreeSet<>())
                            .add(port);
                }
            }
        }
        List<String> sentences = new ArrayList<>();
        byService.forEach((service, ports) -> sentences.add("the service " + service + " has "
                + (ports.size() == 1 ? "the node port " : "the node ports ")
                + String.join(", ", ports.stream().map(String::valueOf).toList())));
        return List.copyOf(sentences);
    }
}
