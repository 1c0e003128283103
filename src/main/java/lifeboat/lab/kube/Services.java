package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Addresses and node ports of Services: given out, and never twice. */
final class Services {
    private static final int LEAST = 30_000;
    private static final int MOST = 32_767;

    private final Store store;
    private final Seeded seeded;

    Services(Store store, Seeded seeded) {
        this.store = store;
        this.seeded = seeded;
    }

    void complete(ObjectNode service, @Nullable ObjectNode current) {
        ObjectNode spec = Json.under(service, "spec");
        if (!spec.hasNonNull("type")) {
            spec.put("type", "ClusterIP");
        }
        for (JsonNode port : spec.path("ports")) {
            if (port instanceof ObjectNode fields) {
                if (!fields.has("protocol")) {
                    fields.put("protocol", "TCP");
                }
                if (!fields.has("targetPort")) {
                    fields.set("targetPort", fields.path("port"));
                }
            }
        }
        if (spec.path("clusterIP").asText().isEmpty() && !external(spec)) {
            String old = current == null ? "" : Json.text(current, "spec", "clusterIP");
            spec.put("clusterIP", old.isEmpty() ? freeAddress(service) : old);
        }
        if (spec.hasNonNull("clusterIP") && !spec.has("clusterIPs")) {
            spec.putArray("clusterIPs").add(spec.path("clusterIP").asText());
        }
        if (open(spec)) {
            assignNodePorts(service, spec.path("ports"));
        }
        Json.under(service, "status", "loadBalancer");
    }

    void check(ObjectNode service, @Nullable ObjectNode current, List<ApiFailure.Cause> wrong) {
        JsonNode spec = service.path("spec");
        Set<Integer> taken = taken(service);
        int i = 0;
        for (JsonNode port : spec.path("ports")) {
            String field = "spec.ports[" + i + "].nodePort";
            int number = port.path("port").asInt();
            if (number < 1 || number > 65_535) {
                wrong.add(ApiFailure.Cause.invalid(
                        "spec.ports[" + i + "].port", number, "must be between 1 and 65535, inclusive"));
            }
            if (spec.path("ports").size() > 1 && port.path("name").asText().isEmpty()) {
                wrong.add(ApiFailure.Cause.required("spec.ports[" + i + "].name", ""));
            }
            if (port.hasNonNull("nodePort") && port.path("nodePort").asInt() != 0) {
                checkNodePort(field, port.path("nodePort").asInt(), spec, taken, wrong);
            }
            i++;
        }
        if (current != null) {
            String old = Json.text(current, "spec", "clusterIP");
            String now = spec.path("clusterIP").asText();
            if (!old.isEmpty() && !old.equals(now) && !external(spec)) {
                wrong.add(ApiFailure.Cause.invalid(
                        "spec.clusterIPs[0]", "[]string{" + Rules.quoted(now) + "}", "may not change once set"));
            }
        }
    }

    private static void checkNodePort(
            String field, int number, JsonNode spec, Set<Integer> taken, List<ApiFailure.Cause> wrong) {
        if (!open(spec)) {
            wrong.add(ApiFailure.Cause.forbidden(
                    field,
                    "may not be used when `type` is '" + spec.path("type").asText() + "'"));
        } else if (number < LEAST || number > MOST) {
            wrong.add(ApiFailure.Cause.invalid(
                    field,
                    number,
                    "provided port is not in the valid range. The range of valid ports is " + LEAST + "-" + MOST));
        } else if (!taken.add(number)) {
            wrong.add(ApiFailure.Cause.invalid(field, number, "provided port is already allocated"));
        }
    }

    private static boolean open(JsonNode spec) {
        String type = spec.path("type").asText();
        return type.equals("NodePort") || type.equals("LoadBalancer");
    }

    private static boolean external(JsonNode spec) {
        return spec.path("type").asText().equals("ExternalName");
    }

    /** The node ports of every other service. */
    private Set<Integer> taken(JsonNode service) {
        Set<Integer> numbers = new HashSet<>();
        for (ObjectNode other : store.list(Kind.SERVICE, "")) {
            boolean same = Meta.name(other).equals(Meta.name(service))
                    && Meta.namespace(other).equals(Meta.namespace(service));
            if (!same) {
                Json.at(other, "spec", "ports")
                        .forEach(port -> numbers.add(port.path("nodePort").asInt()));
            }
        }
        return numbers;
    }

    private void assignNodePorts(ObjectNode service, JsonNode ports) {
        Set<Integer> taken = taken(service);
        ports.forEach(port -> taken.add(port.path("nodePort").asInt()));
        var random = seeded.about("node ports " + Meta.namespace(service) + "/" + Meta.name(service));
        for (JsonNode port : (ArrayNode) ports) {
            if (port.path("nodePort").asInt() == 0 && port instanceof ObjectNode fields) {
                int number = random.nextInt(LEAST, MOST + 1);
                while (!taken.add(number)) {
                    number = random.nextInt(LEAST, MOST + 1);
                }
                fields.put("nodePort", number);
            }
        }
    }

    private String freeAddress(ObjectNode service) {
        Set<String> taken = new HashSet<>();
        store.list(Kind.SERVICE, "").forEach(other -> taken.add(Json.text(other, "spec", "clusterIP")));
        var random = seeded.about("address " + Meta.namespace(service) + "/" + Meta.name(service));
        String address;
        do {
            address = "10.96." + random.nextInt(1, 255) + "." + random.nextInt(1, 255);
        } while (taken.contains(address));
        return address;
    }
}
