package lifeboat.cluster.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The values of a Helm release, as YAML; immutable. */
public final class HelmValues {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NONE = "(not set)";
    private static final String HIDDEN = "(hidden)";
    private static final Pattern SECRET =
            Pattern.compile(".*(password|secret|token|licensekey|cred|serviceaccountkey|privatekey).*");
    private static final Pattern NAMES_A_SECRET = Pattern.compile(".*(secretname|secretkey|existingsecret).*");

    private final ObjectNode root;

    private HelmValues(ObjectNode root) {
        this.root = root;
    }

    /** These values cannot be read. */
    public static final class UnreadableValues extends Exception {
        private static final long serialVersionUID = 1L;

        private UnreadableValues(String message) {
            super(message);
        }
    }

    /**
     * A value to set.
     *
     * @param path member names with dots between them
     * @param value the value as text; becomes a number or a boolean where the one before was
     * @param hidden whether it is never shown, whatever its path is
     */
    public record Edit(String path, String value, boolean hidden) {
        /** A value that is shown unless its path says that it is a secret. */
        public Edit(String path, String value) {
            this(path, value, false);
        }
    }

    /**
     * A value that changes, for showing: what may be a secret is hidden.
     *
     * @param path member names with dots between them
     * @param before the value before
     * @param after the value after
     */
    public record Changed(String path, String before, String after) {}

    /** Values after edits, and what changed. */
    public record Edited(HelmValues values, List<Changed> changes) {
        /** Keeps its own copy. */
        public Edited {
            changes = List.copyOf(changes);
        }
    }

    /** Reads YAML; an empty text is no values at all. */
    public static HelmValues read(String yaml) throws UnreadableValues {
        if (yaml.isBlank()) {
            return new HelmValues(JsonNodeFactory.instance.objectNode());
        }
        try {
            Object read = new KubernetesSerialization().unmarshal(yaml, Object.class);
            JsonNode node = read == null ? JsonNodeFactory.instance.objectNode() : JSON.valueToTree(read);
            if (node instanceof ObjectNode object) {
                return new HelmValues(object);
            }
        } catch (RuntimeException e) {
            // The parser's own words may quote the values, which hold secrets.
            throw new UnreadableValues("the values are not YAML");
        }
        throw new UnreadableValues("the values are not a mapping");
    }

    /** The scalar at a path; empty if there is none, or it is null or an empty text. */
    public Optional<String> at(String path) {
        JsonNode node = find(root, path);
        return node.isValueNode() && !node.isNull() && !node.asText().isEmpty()
                ? Optional.of(node.asText())
                : Optional.empty();
    }

    /** The values with these edits, in their order; one that changes nothing is left out of what changed. */
    public Edited with(List<Edit> edits) {
        ObjectNode copy = root.deepCopy();
        List<Changed> changes = new ArrayList<>();
        for (Edit edit : edits) {
            JsonNode before = find(copy, edit.path());
            JsonNode after = like(before, edit.value());
            if (!before.equals(after)) {
                set(copy, edit.path(), after);
                changes.add(new Changed(
                        edit.path(), shown(edit.path(), before), edit.hidden() ? HIDDEN : shown(edit.path(), after)));
            }
        }
        return new Edited(new HelmValues(copy), changes);
    }

    /** All of it as YAML. Holds secrets: keep it in a file of mode 0600. */
    public String yaml() {
        String text = new KubernetesSerialization().asYaml(root);
        return text.startsWith("---\n") ? text.substring(4) : text;
    }

    /** Every text in it that may be a secret, for a masker. */
    public List<String> secrets() {
        List<String> found = new ArrayList<>();
        collect(root, "", found);
        return List.copyOf(found);
    }

    private static void collect(JsonNode node, String path, List<String> found) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                collect(member.getValue(), path + "." + member.getKey(), found);
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> collect(element, path, found));
        } else if (node.isTextual() && isSecret(path) && !node.asText().isEmpty()) {
            found.add(node.asText());
        }
    }

    private static boolean isSecret(String path) {
        String low = path.toLowerCase(Locale.ROOT);
        return SECRET.matcher(low).matches() && !NAMES_A_SECRET.matcher(low).matches();
    }

    private static String shown(String path, JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return NONE;
        }
        if (isSecret(path)) {
            return node.asText().isEmpty() ? "\"\"" : HIDDEN;
        }
        return node.isTextual() && node.asText().isEmpty()
                ? "\"\""
                : node.isValueNode() ? node.asText() : node.toString();
    }

    private static JsonNode like(JsonNode before, String value) {
        if (before.isIntegralNumber() && value.matches("-?\\d{1,18}")) {
            long number = Long.parseLong(value);
            return before.isInt() && number == (int) number
                    ? JsonNodeFactory.instance.numberNode((int) number)
                    : JsonNodeFactory.instance.numberNode(number);
        }
        boolean isFlag = value.equals("true") || value.equals("false");
        if (isFlag && !before.isTextual()) {
            return JsonNodeFactory.instance.booleanNode(value.equals("true"));
        }
        return JsonNodeFactory.instance.textNode(value);
    }

    private static JsonNode find(JsonNode from, String path) {
        JsonNode node = from;
        for (String part : path.split("\\.", -1)) {
            node = node.path(part);
        }
        return node;
    }

    private static void set(ObjectNode root, String path, JsonNode value) {
        String[] parts = path.split("\\.", -1);
        ObjectNode at = root;
        for (int i = 0; i < parts.length - 1; i++) {
            at = at.get(parts[i]) instanceof ObjectNode next ? next : at.putObject(parts[i]);
        }
        at.set(parts[parts.length - 1], value);
    }
}
