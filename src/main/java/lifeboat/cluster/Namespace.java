package lifeboat.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lifeboat.cluster.ClusterException.Kind;

/** Reads the objects of one namespace, as JSON. */
record Namespace(Api api, String name) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9A-Z]([a-z0-9A-Z.:_-]{0,251}[a-z0-9A-Z])?");

    /** One object, or empty when there is none. */
    Optional<JsonNode> find(ObjectKind kind, String object) throws ClusterException {
        return api.find(kind.path(name) + "/" + named(object), "read " + kind.kubectlName() + "/" + object);
    }

    /**
     * The objects of a kind, by name.
     *
     * @param selector a label selector; blank for all
     */
    List<JsonNode> list(ObjectKind kind, String selector) throws ClusterException {
        Map<String, String> query = selector.isBlank() ? Map.of() : Map.of("labelSelector", selector);
        String what = "list " + kind.plural() + (selector.isBlank() ? "" : " of " + selector);
        return items(api.get(kind.path(name), query, what))
                .sorted(Comparator.comparing(node -> Json.string(node, "/metadata/name")))
                .toList();
    }

    /** What happened to a pod, oldest first. */
    List<PodEvent> events(String pod) throws ClusterException {
        Map<String, String> query = Map.of("fieldSelector", "involvedObject.name=" + named(pod));
        return items(api.get(ObjectKind.EVENT.path(name), query, "list the events of pod/" + pod))
                .filter(event -> Json.string(event, "/involvedObject/name").equals(pod))
                .map(PodReading::event)
                .sorted(Comparator.comparing(PodEvent::at))
                .toList();
    }

    /** The objects in an answer to a list. */
    static Stream<JsonNode> items(JsonNode list) {
        return PodReading.stream(list.path("items"));
    }

    /** A name goes into a URL, so nothing but a name may pass. */
    static String named(String name) throws ClusterException {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new ClusterException(Kind.CONFIGURATION, "'" + name + "' is not a name of a Kubernetes object");
        }
        return name;
    }
}
