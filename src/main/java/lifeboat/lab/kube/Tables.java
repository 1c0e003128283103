package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Objects as rows, for {@code kubectl get}: the server decides on the columns. */
final class Tables {
    private final LabTime time;

    Tables(LabTime time) {
        this.time = time;
    }

    /** A column; wide ones are shown with {@code -o wide} only. */
    private record Column(String name, boolean wide, Function<JsonNode, String> cell) {
        static Column of(String name, Function<JsonNode, String> cell) {
            return new Column(name, false, cell);
        }

        static Column wide(String name, Function<JsonNode, String> cell) {
            return new Column(name, true, cell);
        }
    }

    ObjectNode table(Kind kind, List<ObjectNode> objects, ObjectNode listMeta, String include) {
        List<Column> columns = columns(kind);
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", listMeta);
        ArrayNode definitions = table.putArray("columnDefinitions");
        for (Column column : columns) {
            definitions
                    .addObject()
                    .put("name", column.name)
                    .put("type", "string")
                    .put("format", column.name.equals("Name") ? "name" : "")
                    .put("description", "")
                    .put("priority", column.wide ? 1 : 0);
        }
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.forEach(column -> cells.add(column.cell.apply(object)));
            if (include.equals("Object")) {
                row.set("object", object);
            } else if (!include.equals("None")) {
                row.putObject("object")
                        .put("kind", "PartialObjectMetadata")
                        .put("apiVersion", "meta.k8s.io/v1")
                        .set("metadata", object.path("metadata"));
            }
        }
        return table;
    }

    private List<Column> columns(Kind kind) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("Name", Meta::name));
        columns.addAll(own(kind));
        columns.add(Column.of("Age", object -> age(object, "metadata", "creationTimestamp")));
        columns.addAll(wide(kind));
        return columns;
    }

    private List<Column> own(Kind kind) {
        return switch (kind) {
            case POD ->
                List.of(
                        Column.of("Ready", PodText::ready),
                        Column.of("Status", PodText::status),
                        Column.of("Restarts", pod -> Integer.toString(PodText.restarts(pod))));
            case DEPLOYMENT ->
                List.of(
                        Column.of("Ready", Tables::readyOfWanted),
                        Column.of("Up-to-date", number("status", "updatedReplicas")),
                        Column.of("Available", number("status", "availableReplicas")));
            case STATEFUL_SET -> List.of(Column.of("Ready", Tables::readyOfWanted));
            case REPLICA_SET, REPLICATION_CONTROLLER ->
                List.of(
                        Column.of("Desired", number("spec", "replicas")),
                        Column.of("Current", number("status", "replicas")),
                        Column.of("Ready", number("status", "readyReplicas")));
            case SERVICE ->
                List.of(
                        Column.of("Type", text("spec", "type")),
                        Column.of("Cluster-IP", text("spec", "clusterIP")),
                        Column.of("External-IP", any -> "<none>"),
                        Column.of("Port(s)", Tables::ports));
            case CONFIG_MAP -> List.of(Column.of("Data", Tables::dataSize));
            case SECRET -> List.of(Column.of("Type", text("type")), Column.of("Data", Tables::dataSize));
            case NODE ->
                List.of(
                        Column.of("Status", any -> "Ready"),
                        Column.of("Roles", any -> "<none>"),
                        Column.of("Version", text("status", "nodeInfo", "kubeletVersion")));
            case NAMESPACE, CLAIM -> List.of(Column.of("Status", text("status", "phase")));
            case LEASE -> List.of(Column.of("Holder", text("spec", "holderIdentity")));
            case EVENT ->
                List.of(
                        Column.of("Last Seen", event -> age(event, "lastTimestamp")),
                        Column.of("Type", text("type")),
                        Column.of("Reason", text("reason")),
                        Column.of(
                                "Object",
                                event -> Json.text(event, "involvedObject", "kind")
                                                .toLowerCase(Locale.ROOT) + "/"
                                        + Json.text(event, "involvedObject", "name")),
                        Column.of("Message", text("message")));
            default -> List.of();
        };
    }

    private static List<Column> wide(Kind kind) {
        return switch (kind) {
            case POD ->
                List.of(Column.wide("IP", orNone("status", "podIP")), Column.wide("Node", orNone("spec", "nodeName")));
            case DEPLOYMENT, REPLICA_SET, REPLICATION_CONTROLLER, STATEFUL_SET ->
                List.of(
                        Column.wide("Containers", object -> containers(object, "name")),
                        Column.wide("Images", object -> containers(object, "image")),
                        Column.wide("Selector", Selectors::workload));
            case SERVICE -> List.of(Column.wide("Selector", Selectors::workload));
            default -> List.of();
        };
    }

    private static Function<JsonNode, String> text(String... path) {
        return object -> Json.text(object, path);
    }

    private static Function<JsonNode, String> orNone(String... path) {
        return object -> Json.text(object, path).isEmpty() ? "<none>" : Json.text(object, path);
    }

    private static Function<JsonNode, String> number(String... path) {
        return object -> Integer.toString(Json.number(object, path));
    }

    private static String readyOfWanted(JsonNode object) {
        return Json.number(object, "status", "readyReplicas") + "/" + Json.number(object, "spec", "replicas");
    }

    private static String dataSize(JsonNode object) {
        return Integer.toString(
                object.path("data").size() + object.path("binaryData").size());
    }

    private static String ports(JsonNode service) {
        List<String> ports = new ArrayList<>();
        for (JsonNode port : Json.at(service, "spec", "ports")) {
            String nodePort =
                    port.hasNonNull("nodePort") ? ":" + port.path("nodePort").asInt() : "";
            ports.add(port.path("port").asInt() + nodePort + "/"
                    + port.path("protocol").asText());
        }
        return ports.isEmpty() ? "<none>" : String.join(",", ports);
    }

    private static String containers(JsonNode workload, String field) {
        List<String> names = new ArrayList<>();
        Json.at(workload, "spec", "template", "spec", "containers")
                .forEach(container -> names.add(container.path(field).asText()));
        return String.join(",", names);
    }

    private String age(JsonNode object, String... path) {
        try {
            return Ages.human(Duration.between(Instant.parse(Json.text(object, path)), time.now()));
        } catch (DateTimeParseException e) {
            return "<unknown>";
        }
    }
}
