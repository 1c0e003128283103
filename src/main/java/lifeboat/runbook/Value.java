package lifeboat.runbook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** A value as it was read, bound to its form, with its place; what the checks and the builder work on. */
sealed interface Value {
    Place place();

    /** Whether nothing in it was wrong in form. */
    boolean sound();

    /** A single value; its text fits its form if it is sound. */
    record Text(String text, Form.Scalar form, Place place, boolean sound) implements Value {}

    /** A value whose form is that of the field in which it will be used: what an argument stands for. */
    record Unread(Node node, FormReader reader, Place place, boolean sound) implements Value {
        /**
         * The value in a field of that form.
         *
         * @param what what the field is called in messages
         * @param use where it is used, as a sentence
         */
        Value as(Form form, String what, String use) {
            return reader.via(use).read(node, form, what);
        }
    }

    /** A list. */
    record Items(List<Value> values, Place place, boolean sound) implements Value {
        List<Text> texts() {
            return values.stream().map(Text.class::cast).toList();
        }

        List<Entries> mappings() {
            return values.stream().map(Entries.class::cast).toList();
        }
    }

    /**
     * A mapping, in the order of the file.
     *
     * @param keys where each key stands; keys that were left out and have a default are not in it
     */
    record Entries(Map<String, Value> values, Map<String, Place> keys, Place place, boolean sound) implements Value {
        boolean has(String key) {
            return values.containsKey(key);
        }

        Optional<Text> text(String key) {
            return values.get(key) instanceof Text text ? Optional.of(text) : Optional.empty();
        }

        /** The text of a key that is there or has a default; empty otherwise. */
        String string(String key) {
            return text(key).map(Text::text).orElse("");
        }

        Template template(String key) {
            return new Template(string(key));
        }

        List<Template> templates(String key) {
            return texts(key).stream().map(text -> new Template(text.text())).toList();
        }

        List<Text> texts(String key) {
            return values.get(key) instanceof Items items
                    ? items.values().stream()
                            .filter(Text.class::isInstance)
                            .map(Text.class::cast)
                            .toList()
                    : List.of();
        }

        List<String> strings(String key) {
            return texts(key).stream().map(Text::text).toList();
        }

        List<Entries> mappings(String key) {
            return values.get(key) instanceof Items items
                    ? items.values().stream()
                            .filter(Entries.class::isInstance)
                            .map(Entries.class::cast)
                            .toList()
                    : List.of();
        }

        Optional<Entries> entries(String key) {
            return values.get(key) instanceof Entries entries ? Optional.of(entries) : Optional.empty();
        }

        /** Where the key stands, or the mapping if it was left out. */
        Place keyPlace(String key) {
            return keys.getOrDefault(key, place);
        }
    }
}
