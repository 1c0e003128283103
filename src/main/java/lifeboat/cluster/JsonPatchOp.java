package lifeboat.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One operation of a JSON Patch (RFC 6902).
 *
 * @param verb what to do
 * @param path a JSON Pointer; {@link #pointer} escapes its parts
 * @param valueJson the value as JSON text; empty text for {@code REMOVE}
 */
public record JsonPatchOp(Verb verb, String path, String valueJson) {
    /** What an operation does. */
    public enum Verb {
        /** The change is refused unless the value is there. */
        TEST,
        /** Adds, or replaces a member of an object. */
        ADD,
        /** Replaces what is there. */
        REPLACE,
        /** Removes what is there. */
        REMOVE;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public JsonPatchOp {
        if (verb == Verb.REMOVE != valueJson.isEmpty()) {
            throw new IllegalArgumentException(verb.text() + " of " + path + " with the value '" + valueJson + "'");
        }
        if (!valueJson.isEmpty()) {
            try {
                Json.MAPPER.readTree(valueJson);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("the value for " + path + " is not JSON", e);
            }
        }
    }

    /** Refuses the patch unless this number is there. */
    public static JsonPatchOp test(String path, long value) {
        return new JsonPatchOp(Verb.TEST, path, Long.toString(value));
    }

    /** Refuses the patch unless this text is there. */
    public static JsonPatchOp test(String path, String value) {
        return new JsonPatchOp(Verb.TEST, path, Json.quoted(value));
    }

    /** Replaces the number that is there. */
    public static JsonPatchOp replace(String path, long value) {
        return new JsonPatchOp(Verb.REPLACE, path, Long.toString(value));
    }

    /** Replaces the text that is there. */
    public static JsonPatchOp replace(String path, String value) {
        return new JsonPatchOp(Verb.REPLACE, path, Json.quoted(value));
    }

    /** Adds a text. */
    public static JsonPatchOp add(String path, String value) {
        return new JsonPatchOp(Verb.ADD, path, Json.quoted(value));
    }

    /** A JSON Pointer of these parts, escaped: {@code lifeboat.dev/run} becomes {@code lifeboat.dev~1run}. */
    public static String pointer(String... parts) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append('/').append(part.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }

    ObjectNode node() {
        ObjectNode op = Json.object().put("op", verb.text()).put("path", path);
        if (!valueJson.isEmpty()) {
            op.set("value", value());
        }
        return op;
    }

    JsonNode value() {
        return Json.parsed(valueJson);
    }
}
