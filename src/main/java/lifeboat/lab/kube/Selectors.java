package lifeboat.lab.kube;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors, in the syntax of the query string and of workloads' specs. */
final class Selectors {
    private static final Pattern SET =
            Pattern.compile("\\s*([^\\s!=,()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*", Pattern.DOTALL);
    private static final Pattern EQUAL = Pattern.compile("\\s*([^\\s!=,()]+)\\s*(==|=|!=)\\s*([^\\s!=,()]*)\\s*");
    private static final Pattern COMPARED = Pattern.compile("\\s*([^\\s!=,()<>]+)\\s*([<>])\\s*(-?\\d+)\\s*");
    private static final Pattern PRESENT = Pattern.compile("\\s*(!?)\\s*([^\\s!=,()]+)\\s*");

    private Selectors() {}

    /**
     * @param text requirements with commas between them; empty selects everything
     * @throws ApiFailure 400 if it cannot be understood
     */
    static Predicate<JsonNode> labels(String text) {
        Predicate<JsonNode> all = object -> true;
        for (String part : split(text)) {
            all = all.and(requirement(part));
        }
        return all;
    }

    private static Predicate<JsonNode> requirement(String part) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            String key = set.group(1);
            Set<String> values = Set.copyOf(List.of(set.group(3).split(",", -1)).stream()
                    .map(String::strip)
                    .distinct()
                    .toList());
            return set.group(2).equals("in")
                    ? object -> has(object, key) && values.contains(Meta.label(object, key))
                    : object -> !has(object, key) || !values.contains(Meta.label(object, key));
        }
        Matcher equal = EQUAL.matcher(part);
        if (equal.matches()) {
            String key = equal.group(1);
            String value = equal.group(3);
            return equal.group(2).equals("!=")
                    ? object -> !has(object, key) || !Meta.label(object, key).equals(value)
                    : object -> has(object, key) && Meta.label(object, key).equals(value);
        }
        Matcher compared = COMPARED.matcher(part);
        if (compared.matches()) {
            return compared(compared.group(1), compared.group(2), Long.parseLong(compared.group(3)));
        }
        Matcher present = PRESENT.matcher(part);
        if (present.matches()) {
            String key = present.group(2);
            return present.group(1).isEmpty() ? object -> has(object, key) : object -> !has(object, key);
        }
        throw ApiFailure.badRequest("unable to parse requirement: " + part.strip());
    }

    private static Predicate<JsonNode> compared(String key, String operator, long bound) {
        return object -> {
            String value = Meta.label(object, key);
            if (!value.matches("-?\\d{1,18}")) {
                return false;
            }
            return operator.equals("<") ? Long.parseLong(value) < bound : Long.parseLong(value) > bound;
        };
    }

    private static boolean has(JsonNode object, String label) {
        return Json.at(object, "metadata", "labels").has(label);
    }

    /**
     * @param text {@code field=value} and {@code field!=value} with commas between them
     * @throws ApiFailure 400 for a field that the kind cannot be selected by
     */
    static Predicate<JsonNode> fields(Kind kind, String text) {
        Predicate<JsonNode> all = object -> true;
        for (String part : split(text)) {
            Matcher equal = Pattern.compile("\\s*([^\\s!=]+?)\\s*(==|=|!=)\\s*(.*?)\\s*")
                    .matcher(part);
            if (!equal.matches()) {
                throw ApiFailure.badRequest("invalid field selector: " + part);
            }
            String field = equal.group(1);
            if (!selectable(kind, field)) {
                throw ApiFailure.badRequest("Unable to find \"" + kind.apiVersion() + ", Resource=" + kind.plural
                        + "\" that match field selector: field label not supported: " + field);
            }
            String[] path = field.split("\\.");
            boolean wanted = !equal.group(2).equals("!=");
            String value = equal.group(3);
            all = all.and(object -> Json.text(object, path).equals(value) == wanted);
        }
        return all;
    }

    private static boolean selectable(Kind kind, String field) {
        if (field.equals("metadata.name") || (field.equals("metadata.namespace") && kind.namespaced)) {
            return true;
        }
        return switch (kind) {
            case POD ->
                Set.of("status.phase", "spec.nodeName", "status.podIP", "spec.restartPolicy", "spec.serviceAccountName")
                        .contains(field);
            case EVENT ->
                field.startsWith("involvedObject.")
                        || Set.of("reason", "type", "source").contains(field);
            case SECRET -> field.equals("type");
            case NAMESPACE -> field.equals("status.phase");
            case REPLICATION_CONTROLLER, REPLICA_SET -> field.equals("status.replicas");
            default -> false;
        };
    }

    /** A workload's selector: plain labels (ReplicationController, Service), or matchLabels and matchExpressions. */
    static String workload(JsonNode object) {
        JsonNode selector = Json.at(object, "spec", "selector");
        JsonNode labels = selector.has("matchLabels") || selector.has("matchExpressions")
                ? selector.path("matchLabels")
                : selector;
        List<String> parts = new ArrayList<>();
        Meta.map(labels).forEach((name, value) -> parts.add(name + "=" + value));
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = expression.path("key").asText();
            List<String> values = new ArrayList<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            parts.add(
                    switch (expression.path("operator").asText()) {
                        case "In" -> key + " in (" + String.join(",", values) + ")";
                        case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
                        case "DoesNotExist" -> "!" + key;
                        default -> key;
                    });
        }
        return String.join(",", parts);
    }

    /** Splits at the commas that are not between parentheses. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (!text.isBlank()) {
            parts.add(text.substring(start));
        }
        return parts;
    }
}
