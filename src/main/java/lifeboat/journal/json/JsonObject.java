package lifeboat.journal.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON object that is read field by field; every complaint names the field with its path. */
public final class JsonObject {
    private final String path;
    private final Map<?, ?> fields;

    private JsonObject(String path, Map<?, ?> fields) {
        this.path = path;
        this.fields = fields;
    }

    /** Wraps a value from {@link CanonicalJson}; refuses what is not an object. */
    public static JsonObject of(@Nullable Object value) throws MalformedJsonException {
        return at("", value);
    }

    private static JsonObject at(String path, @Nullable Object value) throws MalformedJsonException {
        if (value instanceof Map<?, ?> fields) {
            return new JsonObject(path, fields);
        }
        throw new MalformedJsonException((path.isEmpty() ? "the value" : path) + " is not an object");
    }

    /** Whether the field is there and not {@code null}. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /** The names of its fields. */
    public Set<String> names() {
        Map<String, Boolean> names = new LinkedHashMap<>();
        fields.keySet().forEach(name -> names.put((String) name, true));
        return names.keySet();
    }

    /** A string that must be there. */
    public String text(String name) throws MalformedJsonException {
        return cast(name, String.class, "a string");
    }

    /** A string that may be missing. */
    public Optional<String> optionalText(String name) throws MalformedJsonException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** An integer that must be there. */
    public long number(String name) throws MalformedJsonException {
        return cast(name, Number.class, "an integer").longValue();
    }

    /** A boolean that must be there. */
    public boolean flag(String name) throws MalformedJsonException {
        return cast(name, Boolean.class, "true or false");
    }

    /** An object that must be there. */
    public JsonObject object(String name) throws MalformedJsonException {
        return at(where(name), fields.get(name));
    }

    /** An object that may be missing. */
    public Optional<JsonObject> optionalObject(String name) throws MalformedJsonException {
        return has(name) ? Optional.of(object(name)) : Optional.empty();
    }

    /** A list of strings that must be there. */
    public List<String> texts(String name) throws MalformedJsonException {
        return strings(where(name), fields.get(name));
    }

    /** A list of lists of strings that must be there. */
    public List<List<String>> textLists(String name) throws MalformedJsonException {
        List<List<String>> lists = new ArrayList<>();
        for (Object element : list(where(name), fields.get(name))) {
            lists.add(strings(where(name), element));
        }
        return List.copyOf(lists);
    }

    /** A list of objects that must be there. */
    public List<JsonObject> objects(String name) throws MalformedJsonException {
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : list(where(name), fields.get(name))) {
            objects.add(at(where(name) + "[" + objects.size() + "]", element));
        }
        return List.copyOf(objects);
    }

    /** An object of strings that must be there, in the order of the file. */
    public Map<String, String> textMap(String name) throws MalformedJsonException {
        JsonObject object = object(name);
        Map<String, String> map = new LinkedHashMap<>();
        for (String key : object.names()) {
            map.put(key, object.text(key));
        }
        return map;
    }

    /** An object of lists of strings that must be there, in the order of the file. */
    public Map<String, List<String>> textListMap(String name) throws MalformedJsonException {
        JsonObject object = object(name);
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (String key : object.names()) {
            map.put(key, object.texts(key));
        }
        return map;
    }

    /** A complaint about one of its fields. */
    public MalformedJsonException wrong(String name, String what) {
        return new MalformedJsonException(where(name) + " " + what);
    }

    private String where(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private <T> T cast(String name, Class<T> type, String what) throws MalformedJsonException {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw wrong(name, value == null ? "is missing" : "is not " + what);
        }
        return type.cast(value);
    }

    private static List<?> list(String where, @Nullable Object value) throws MalformedJsonException {
        if (value instanceof List<?> elements) {
            return elements;
        }
        throw new MalformedJsonException(where + (value == null ? " is missing" : " is not a list"));
    }

    private static List<String> strings(String where, @Nullable Object value) throws MalformedJsonException {
        List<String> strings = new ArrayList<>();
        for (Object element : list(where, value)) {
            if (!(element instanceof String text)) {
                throw new MalformedJsonException(where + " has an element that is not a string");
            }
            strings.add(text);
        }
        return List.copyOf(strings);
    }
}
