package lifeboat.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Other node ports for a service: which of its ports move, and which stay as they are.
 *
 * @param service the service as it is now
 * @param rows each of its ports, in order
 * @param refusal why it cannot be done, in lower case; empty if it can
 * @param hint what helps when it is refused; may be empty
 */
public record PortSwitch(ServiceRow service, List<Row> rows, Optional<String> refusal, String hint) {
    private static final String NODE_PORT = "NodePort";
    private static final int HIGHEST = 65_535;

    /**
     * One port of the service.
     *
     * @param index where it stands in the service
     * @param port its name, its number in the cluster and where nodes listen now
     * @param after where nodes listen afterwards; empty when they do not
     */
    public record Row(int index, ServiceRow.Port port, Optional<Integer> after) {
        /** Whether nodes will listen elsewhere. */
        public boolean moves() {
            return !after.equals(port.nodePort());
        }

        /** Its name, or its number in the cluster if it has none. */
        public String label() {
            return port.name().isEmpty() ? "port " + port.port() : port.name();
        }
    }

    /**
     * What a switch would do; asks nothing of the cluster.
     *
     * @param moves node port by node port: where it is, and where it goes
     * @param others services that have node ports too, of whatever namespace
     */
    public static PortSwitch plan(ServiceRow service, Map<Integer, Integer> moves, List<ServiceRow> others) {
        List<Row> rows = new ArrayList<>();
        for (int index = 0; index < service.ports().size(); index++) {
            ServiceRow.Port port = service.ports().get(index);
            rows.add(new Row(index, port, port.nodePort().map(number -> moves.getOrDefault(number, number))));
        }
        PortSwitch plan = new PortSwitch(service, List.copyOf(rows), Optional.empty(), "");
        return plan.whyNot(new TreeMap<>(moves), others);
    }

    private PortSwitch whyNot(TreeMap<Integer, Integer> moves, List<ServiceRow> others) {
        String name = "service/" + service.name();
        if (!service.type().equals(NODE_PORT)) {
            String listens = service.type().equals("LoadBalancer")
                    ? "its clients come through the load balancer, which a node port does not stop"
                    : "no node listens for it, so there is no port that could be moved";
            return refused(
                    name + " is of the type " + service.type() + " and not NodePort: " + listens,
                    "Stop what connects from outside by hand (load balancer, ingress, firewall), and write it down.");
        }
        Set<Integer> mine = new HashSet<>();
        for (Row row : rows) {
            if (row.after().isPresent() && !mine.add(row.after().get())) {
                return refused(
                        name + " would listen twice on " + row.after().get(), "Take another port for one of the two.");
            }
        }
        for (Map.Entry<Integer, Integer> move : moves.entrySet()) {
            int to = move.getValue();
            boolean there = rows.stream().anyMatch(row -> is(row.port().nodePort(), move.getKey()));
            boolean done = rows.stream().anyMatch(row -> is(row.port().nodePort(), to));
            if (!there && !done) {
                return refused(
                        name + " does not listen on " + move.getKey() + " and not on " + to,
                        "Look at its ports, and say which one is meant.");
            }
            if (to < 1 || to > HIGHEST) {
                return refused(to + " is not a port", "Take one of the node ports, usually 30000 to 32767.");
            }
            Optional<ServiceRow> holder = others.stream()
                    .filter(other -> !other.uid().equals(service.uid()))
                    .filter(other -> other.ports().stream().anyMatch(port -> is(port.nodePort(), to)))
                    .findFirst();
            if (holder.isPresent()) {
                return refused(
                        "the node port " + to + " belongs to service/"
                                + holder.get().name() + " in namespace "
                                + holder.get().namespace(),
                        "Take another port; a node port is the cluster's and not the namespace's.");
            }
        }
        return this;
    }

    private static boolean is(Optional<Integer> port, int number) {
        return port.equals(Optional.of(number));
    }

    private PortSwitch refused(String why, String help) {
        return new PortSwitch(service, rows, Optional.of(why), help);
    }

    /** The ports that move. */
    public List<Row> moving() {
        return rows.stream().filter(Row::moves).toList();
    }

    /** The ports that stay as they are. */
    public List<Row> staying() {
        return rows.stream().filter(row -> !row.moves()).toList();
    }

    /** The JSON Patch that is sent: a test of every old value, the moves, and the marks. */
    public String patchJson(Marks marks) {
        return Patching.json(operations(marks));
    }

    /** The same, an operation a line. */
    public List<String> patchLines(Marks marks) {
        return operations(marks).stream()
                .map(operation -> Patching.json(List.of(operation)))
                .map(json -> json.substring(1, json.length() - 1))
                .toList();
    }

    List<JsonPatchOp> operations(Marks marks) {
        List<JsonPatchOp> operations = new ArrayList<>();
        operations.add(JsonPatchOp.test("/spec/type", service.type()));
        for (Row row : moving()) {
            String path = "/spec/ports/" + row.index();
            if (!row.port().name().isEmpty()) {
                operations.add(JsonPatchOp.test(path + "/name", row.port().name()));
            }
            operations.add(JsonPatchOp.test(path + "/port", row.port().port()));
            operations.add(
                    JsonPatchOp.test(path + "/nodePort", row.port().nodePort().orElseThrow()));
        }
        for (Row row : moving()) {
            operations.add(JsonPatchOp.replace(
                    "/spec/ports/" + row.index() + "/nodePort", row.after().orElseThrow()));
        }
        return Patching.guarded(service.uid(), service.resourceVersion(), service.annotations(), operations, marks);
    }
}
