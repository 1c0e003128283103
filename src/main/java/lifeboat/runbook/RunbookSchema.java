package lifeboat.runbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import lifeboat.runbook.Form.Choice;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Form.ListOf;
import lifeboat.runbook.Form.MapOf;
import lifeboat.runbook.Form.OrInclude;
import lifeboat.runbook.Form.Plain;
import lifeboat.runbook.Form.Scalar;

/** The JSON Schema of runbooks, for editors: made from the same table as the loader. */
public final class RunbookSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode definitions = JSON.objectNode();

    private RunbookSchema() {}

    /** The schema as text, JSON Schema 2020-12, the same for every call. */
    public static String text() {
        RunbookSchema schema = new RunbookSchema();
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Lifeboat runbook, or a fragment of one");
        root.putObject("if").putArray("required").add("fragment");
        root.set("then", schema.form(Vocabulary.FRAGMENT));
        root.set("else", schema.form(Vocabulary.RUNBOOK));
        root.set("$defs", schema.definitions);
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private ObjectNode form(Form form) {
        if (form instanceof Scalar scalar) {
            return scalar(scalar);
        }
        if (form instanceof ListOf list) {
            return list(list);
        }
        if (form instanceof OrInclude either) {
            return anyOf(form(either.form()), form(Vocabulary.INCLUDE));
        }
        if (form instanceof Plain) {
            ObjectNode list = JSON.objectNode().put("type", "array");
            list.set("items", value());
            return anyOf(value(), list);
        }
        if (form instanceof MapOf map) {
            ObjectNode node = JSON.objectNode().put("type", "object");
            node.set("propertyNames", scalar(map.names()));
            node.set("additionalProperties", form(map.value()));
            return node;
        }
        Fields fields = (Fields) form;
        if (!definitions.has(fields.name())) {
            // The entry is made before its content, because a step may hold steps.
            definitions.set(fields.name(), JSON.objectNode());
            definitions.set(fields.name(), fields(fields));
        }
        return JSON.objectNode().put("$ref", "#/$defs/" + fields.name());
    }

    private ObjectNode list(ListOf list) {
        ObjectNode node = JSON.objectNode().put("type", "array");
        node.set("items", form(list.element()));
        if (list.minimum() > 0) {
            node.put("minItems", list.minimum());
        }
        if (!list.orOne()) {
            return list.element() instanceof Scalar ? anyOf(node, argument()) : node;
        }
        return anyOf(form(list.element()), node);
    }

    private static ObjectNode anyOf(ObjectNode... forms) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").addAll(List.of(forms));
        return either;
    }

    /** The use of an argument alone. A runbook has none, but forms are the same in it and in a fragment. */
    private static ObjectNode argument() {
        return JSON.objectNode().put("type", "string").put("pattern", "^" + Arguments.USE + "$");
    }

    private static ObjectNode value() {
        ObjectNode node = JSON.objectNode();
        node.set("type", words(List.of("string", "number", "boolean")));
        return node;
    }

    private ObjectNode fields(Fields fields) {
        ObjectNode node = JSON.objectNode();
        node.put("description", fields.doc());
        node.put("type", "object");
        ObjectNode properties = node.putObject("properties");
        for (Field field : fields.byName().values()) {
            ObjectNode property = form(field.form());
            property.put("description", field.doc());
            field.otherwise().filter(text -> !text.isEmpty()).ifPresent(text -> property.put("default", text));
            properties.set(field.name(), property);
        }
        ArrayNode required = JSON.arrayNode();
        fields.fields().stream().filter(Field::required).map(Field::name).forEach(required::add);
        if (!required.isEmpty()) {
            node.set("required", required);
        }
        if (fields.choice() != Choice.NONE) {
            ArrayNode choices = node.putArray(fields.choice() == Choice.EXACTLY_ONE ? "oneOf" : "anyOf");
            fields.alternativeNames()
                    .forEach(name -> choices.addObject().putArray("required").add(name));
        }
        return node.put("additionalProperties", false);
    }

    private static ObjectNode scalar(Scalar scalar) {
        ObjectNode node = JSON.objectNode();
        switch (scalar.kind()) {
            case NUMBER ->
                orArgument(node, "integer").put("minimum", scalar.minimum()).put("maximum", scalar.maximum());
            case BOOLEAN -> orArgument(node, "boolean");
            case WORD -> {
                ObjectNode words = JSON.objectNode();
                words.set("enum", words(scalar.words()));
                return anyOf(words, argument());
            }
            case SLUG -> pattern(node, "[a-z][a-z0-9-]{0,63}");
            case REGISTER -> pattern(node, ScalarProblem.REGISTER_PATTERN);
            case DURATION -> pattern(node, DurationText.PATTERN);
            case SHAPED -> pattern(node, scalar.pattern());
            case PATTERN -> node.put("type", "string").put("format", "regex");
            case NUMBER_TEMPLATE -> node.set("type", words(List.of("integer", "string")));
            case BOOLEAN_TEMPLATE -> node.set("type", words(List.of("boolean", "string")));
            // An editor reads 0123 or no as a number or a boolean; the loader takes them as they are written.
            case TEXT, TEMPLATE -> {
                return value();
            }
            case CONDITION, TARGET, HOLD, STEP -> node.put("type", "string");
        }
        return node;
    }

    private static void pattern(ObjectNode node, String pattern) {
        node.put("type", "string").put("pattern", "^(?:" + pattern + "|.*" + Arguments.USE + ".*)$");
    }

    /** In JSON Schema a pattern concerns texts only, and a minimum numbers only. */
    private static ObjectNode orArgument(ObjectNode node, String type) {
        node.set("type", words(List.of(type, "string")));
        return node.put("pattern", "^" + Arguments.USE + "$");
    }

    private static ArrayNode words(Collection<String> words) {
        ArrayNode array = JSON.arrayNode();
        words.forEach(array::add);
        return array;
    }
}
