package lifeboat.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lifeboat.runbook.Action;
import lifeboat.runbook.Repeat;
import lifeboat.runbook.Runbook;

/** The reference of the README: made from the schema, which is made from the loader's vocabulary. */
final class RunbookReference {
    private static final Map<Repeat, String> AFTER_A_CRASH = Map.of(
            Repeat.READ, "done again",
            Repeat.SET, "looked at, then settled",
            Repeat.RESUMABLE, "goes on where it was",
            Repeat.ARTIFACT, "made afresh; a half-made file is kept aside, a half-made database dropped",
            Repeat.ONCE, "you say what happened",
            Repeat.DESTRUCTIVE, "you say what happened");

    private final JsonNode schema;
    private final Map<String, Action> actions = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    /**
     * A reference.
     *
     * @param books in one of which every action occurs
     */
    RunbookReference(JsonNode schema, List<Runbook> books) {
        this.schema = schema;
        books.stream()
                .flatMap(book -> book.steps().stream())
                .flatMap(step -> Stream.concat(Stream.of(step.action()), step.undo().stream()))
                .forEach(action -> actions.putIfAbsent(action.key(), action));
    }

    String text() {
        keys("The file", form("runbook"), Set.of());
        keys("A parameter", form("parameter"), Set.of());
        JsonNode types = enumOf(form("parameter").at("/properties/type"));
        List<String> names = new ArrayList<>();
        types.forEach(type -> names.add("`" + type.asText() + "`"));
        lines.add("Types: " + String.join(", ", names) + ".");
        lines.add("");
        nested("A target", "Exactly one of:", form("target"));
        keys("A hold", form("hold"), Set.of());
        Set<String> notKeys = new TreeSet<>(actionKeys());
        keys("A step", form("step"), notKeys);
        keys("An include, in the place of a parameter or a step", form("include"), Set.of());
        keys("A fragment", form("fragment"), Set.of());
        keys("An argument of a fragment", form("argument"), Set.of());
        title("The actions of a step");
        lines.add("Exactly one a step, or `together`.");
        lines.add("");
        actionKeys().forEach(this::action);
        lines.add("");
        nested("The checks of `verify` and `probe`", "", form("verify"));
        return String.join("\n", lines).strip() + "\n";
    }

    /** The keys of the actions, in the order of the schema. */
    List<String> actionKeys() {
        List<String> keys = new ArrayList<>();
        form("undo").get("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private void title(String title) {
        lines.add("### " + title);
        lines.add("");
    }

    private void keys(String title, JsonNode form, Set<String> without) {
        title(title);
        lines.add("| key | | what it says |");
        lines.add("|---|---|---|");
        form.get("properties").fields().forEachRemaining(field -> {
            if (!without.contains(field.getKey())) {
                lines.add("| `" + field.getKey() + "` | " + need(form, field.getKey(), field.getValue()) + " | "
                        + description(field.getValue()) + words(field.getValue()) + " |");
            }
        });
        lines.add("");
    }

    private void nested(String title, String intro, JsonNode form) {
        title(title);
        if (!intro.isEmpty()) {
            lines.add(intro);
            lines.add("");
        }
        form.get("properties").fields().forEachRemaining(field -> {
            lines.add("- `" + field.getKey() + "`: " + description(field.getValue()));
            fields(field.getValue());
        });
        lines.add("");
    }

    private void action(String key) {
        JsonNode field = form("undo").get("properties").get(key);
        Action action = actions.get(key);
        if (action == null) {
            throw new IllegalArgumentException("no runbook shows the action " + key);
        }
        List<String> outputs = new TreeSet<>(action.outputs())
                .stream().map(name -> "`" + name + "`").toList();
        lines.add("- `" + key + "` (" + action.effect().name().toLowerCase(Locale.ROOT) + "): " + description(field)
                + " After a crash: " + AFTER_A_CRASH.get(action.repeat()) + "."
                + (outputs.isEmpty() ? "" : " Registers " + String.join(", ", outputs) + "."));
        fields(field);
    }

    private void fields(JsonNode value) {
        if (!value.has("$ref")) {
            return;
        }
        JsonNode form = schema.at(value.get("$ref").asText().substring(1));
        form.get("properties").fields().forEachRemaining(field -> {
            String need = need(form, field.getKey(), field.getValue());
            lines.add("  - `" + field.getKey() + "`" + (need.isEmpty() ? "" : " (" + need + ")") + ": "
                    + description(field.getValue()) + words(field.getValue()));
        });
    }

    private static String need(JsonNode form, String key, JsonNode value) {
        for (JsonNode required : form.path("required")) {
            if (required.asText().equals(key)) {
                return "required";
            }
        }
        String standard = value.path("default").asText("");
        return standard.isEmpty() ? "" : "else `" + standard + "`";
    }

    /** The accepted words of a key, except where they are listed apart. */
    private static String words(JsonNode value) {
        JsonNode list = enumOf(value);
        if (!list.isArray() || list.size() > 10) {
            return "";
        }
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add("`" + word.asText() + "`"));
        return " " + String.join(", ", words) + ".";
    }

    /** The words of a value, or of the elements of a list; an argument may stand in their place. */
    private static JsonNode enumOf(JsonNode value) {
        if (value.has("enum")) {
            return value.get("enum");
        }
        JsonNode first = value.has("anyOf") ? value.get("anyOf").get(0) : value.path("items");
        return first.isMissingNode() ? first : enumOf(first);
    }

    private static String description(JsonNode value) {
        return value.path("description").asText();
    }

    private JsonNode form(String name) {
        return schema.get("$defs").get(name);
    }
}
