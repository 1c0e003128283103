package lifeboat.lab.kube;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** JSON trees: read, written, and looked into along a path. */
final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Reads text that is known to be JSON. */
    static ObjectNode of(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    static JsonNode read(byte[] bytes) throws IOException {
        return MAPPER.readTree(bytes);
    }

    /** Turns a model object into a tree, with numbers of the same types as if it had been read from text. */
    static ObjectNode from(Object model) {
        try {
            return (ObjectNode) MAPPER.readTree(MAPPER.writeValueAsBytes(model));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + model.getClass(), e);
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a tree that cannot be written", e);
        }
    }

    static JsonNode at(JsonNode node, String... path) {
        JsonNode here = node;
        for (String name : path) {
            here = here.path(name);
        }
        return here;
    }

    /** The text at a path; empty where there is nothing. */
    static String text(JsonNode node, String... path) {
        return at(node, path).asText("");
    }

    /** The whole number at a path; zero where there is nothing. */
    static int number(JsonNode node, String... path) {
        return at(node, path).asInt(0);
    }

    /** The object at a path, made where it is missing. */
    static ObjectNode under(ObjectNode node, String... path) {
        ObjectNode here = node;
        for (String name : path) {
            here = here.get(name) instanceof ObjectNode child ? child : here.putObject(name);
        }
        return here;
    }

    static ObjectNode strings(Map<String, String> entries) {
        ObjectNode node = object();
        entries.forEach(node::put);
        return node;
    }
}
