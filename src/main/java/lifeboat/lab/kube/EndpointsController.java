package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;

/** Says behind each Service which pods answer, in the old form (Endpoints) and in the new one (EndpointSlice). */
final class EndpointsController implements Controller {
    private final Store store;
    private final Registry registry;
    private final Loop loop;

    EndpointsController(Store store, Registry registry, Loop loop) {
        this.store = store;
        this.registry = registry;
        this.loop = loop;
    }

    @Override
    public void heard(Change change) {
        Kind kind = change.key().kind();
        if (kind == Kind.SERVICE || kind == Kind.POD) {
            String namespace = change.key().namespace();
            loop.soon("endpoints " + namespace, () -> reconcile(namespace));
        }
    }

    private void reconcile(String namespace) {
        List<ObjectNode> pods = store.list(Kind.POD, namespace);
        for (ObjectNode service : store.list(Kind.SERVICE, namespace)) {
            String selector = Selectors.workload(service);
            if (!selector.isEmpty()) {
                write(service, subsets(service, pods, Selectors.labels(selector)));
            }
        }
        for (ObjectNode endpoints : store.list(Kind.ENDPOINTS, namespace)) {
            if (store.get(Templates.keyOf(Kind.SERVICE, endpoints)) == null) {
                registry.delete(Templates.keyOf(Kind.ENDPOINTS, endpoints), Registry.Deletion.AT_ONCE, false);
            }
        }
    }

    private static ArrayNode subsets(ObjectNode service, List<ObjectNode> pods, Predicate<JsonNode> chosen) {
        ArrayNode subsets = Json.object().arrayNode();
        ObjectNode subset = Json.object();
        ArrayNode ready = subset.arrayNode();
        ArrayNode unready = subset.arrayNode();
        ArrayNode ports = subset.arrayNode();
        for (ObjectNode pod : pods) {
            String ip = Json.text(pod, "status", "podIP");
            if (!chosen.test(pod) || ip.isEmpty()) {
                continue;
            }
            ObjectNode address = (PodText.isReady(pod) && !Meta.deleting(pod) ? ready : unready)
                    .addObject()
                    .put("ip", ip)
                    .put("nodeName", Json.text(pod, "spec", "nodeName"));
            address.putObject("targetRef")
                    .put("kind", "Pod")
                    .put("namespace", Meta.namespace(pod))
                    .put("name", Meta.name(pod))
                    .put("uid", Meta.uid(pod));
            if (ports.isEmpty()) {
                ports(service, pod, ports);
            }
        }
        if (!ready.isEmpty()) {
            subset.set("addresses", ready);
        }
        if (!unready.isEmpty()) {
            subset.set("notReadyAddresses", unready);
        }
        if (!subset.isEmpty()) {
            subset.set("ports", ports);
            subsets.add(subset);
        }
        return subsets;
    }

    private static void ports(ObjectNode service, ObjectNode pod, ArrayNode ports) {
        for (JsonNode port : Json.at(service, "spec", "ports")) {
            JsonNode target = port.path("targetPort");
            int number = target.isInt() ? target.asInt() : named(pod, target.asText());
            if (number > 0) {
                ObjectNode entry = ports.addObject()
                        .put("port", number)
                        .put("protocol", port.path("protocol").asText());
                if (port.hasNonNull("name")) {
                    entry.put("name", port.path("name").asText());
                }
            }
        }
    }

    private static int named(ObjectNode pod, String name) {
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            for (JsonNode port : container.path("ports")) {
                if (port.path("name").asText().equals(name)) {
                    return port.path("containerPort").asInt();
                }
            }
        }
        return 0;
    }

    private void write(ObjectNode service, ArrayNode subsets) {
        Key key = Templates.keyOf(Kind.ENDPOINTS, service);
        Key slice = new Key(Kind.ENDPOINT_SLICE, key.namespace(), key.name() + "-lab");
        if (store.get(key) == null) {
            registry.create(Kind.ENDPOINTS, key.namespace(), World.named(key.name()));
        }
        if (store.get(slice) == null) {
            ObjectNode made = World.named(slice.name()).put("addressType", "IPv4");
            Json.under(made, "metadata", "labels").put("kubernetes.io/service-name", key.name());
            Json.under(made, "metadata").putArray("ownerReferences").add(Meta.ownerReference(Kind.SERVICE, service));
            registry.create(Kind.ENDPOINT_SLICE, key.namespace(), made);
        }
        registry.change(key, Subresource.NONE, object -> object.set("subsets", subsets));
        registry.change(slice, Subresource.NONE, object -> {
            object.set(
                    "ports",
                    subsets.isEmpty() ? object.arrayNode() : subsets.get(0).path("ports"));
            ArrayNode endpoints = object.putArray("endpoints");
            subsets.path(0).path("addresses").forEach(address -> endpoint(endpoints, address, true));
            subsets.path(0).path("notReadyAddresses").forEach(address -> endpoint(endpoints, address, false));
        });
    }

    private static void endpoint(ArrayNode endpoints, JsonNode address, boolean ready) {
        ObjectNode endpoint = endpoints.addObject();
        endpoint.putArray("addresses").add(address.path("ip").asText());
        endpoint.putObject("conditions").put("ready", ready);
        endpoint.set("targetRef", address.path("targetRef"));
        endpoint.put("nodeName", address.path("nodeName").asText());
    }
}
