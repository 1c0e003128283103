package lifeboat.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.runbook.Form.Choice;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Form.ListOf;
import lifeboat.runbook.Form.MapOf;
import lifeboat.runbook.Form.OrInclude;
import lifeboat.runbook.Form.Plain;
import lifeboat.runbook.Form.Scalar;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Items;
import lifeboat.runbook.Value.Text;
import lifeboat.runbook.Value.Unread;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads nodes as their forms say, and notes everything that does not fit. */
final class FormReader {
    private final YamlSource source;
    private final Problems problems;
    private final Arguments arguments;
    private final String via;

    /**
     * A reader of one file.
     *
     * @param arguments what stands for its arguments
     */
    FormReader(YamlSource source, Problems problems, Arguments arguments) {
        this(source, problems, arguments, "");
    }

    private FormReader(YamlSource source, Problems problems, Arguments arguments, String via) {
        this.source = source;
        this.problems = problems;
        this.arguments = arguments;
        this.via = via;
    }

    /** The same reader, whose problems end with that sentence. */
    FormReader via(String sentence) {
        return new FormReader(source, problems, arguments, sentence);
    }

    /**
     * Reads one node.
     *
     * @param what what it is called in messages
     */
    Value read(Node node, Form form, String what) {
        int before = problems.count();
        Place place = place(node);
        if (form instanceof OrInclude either) {
            return read(node, isInclude(node) ? Vocabulary.INCLUDE : either.form(), what);
        }
        if (form instanceof Plain) {
            return readPlain(node, what, place);
        }
        Optional<String> argument = Arguments.alone(node);
        if (argument.isPresent()) {
            return readArgument(argument.get(), form, what, place);
        }
        if (form instanceof Scalar scalar) {
            return readText(node, scalar, what, place);
        }
        if (form instanceof ListOf list) {
            List<Value> values = readItems(node, list, what, place);
            return new Items(List.copyOf(values), place, problems.count() == before);
        }
        Map<String, Value> values = new LinkedHashMap<>();
        Map<String, Place> keys = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            if (form instanceof Fields fields) {
                readFields(pairs(mapping, what), fields, place, values, keys);
            } else if (form instanceof MapOf map) {
                readMap(pairs(mapping, what), map, values, keys);
            }
        } else {
            problems.add(place, "`" + what + "` is " + kindOf(node), "It must be a mapping of keys and values.");
        }
        return new Entries(values, keys, place, problems.count() == before);
    }

    private Place place(Node node) {
        Place place = source.place(node);
        return via.isEmpty() ? place : place.via(via);
    }

    private static boolean isInclude(Node node) {
        return node instanceof MappingNode mapping
                && mapping.getValue().stream()
                        .anyMatch(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals("include"));
    }

    private Unread readPlain(Node node, String what, Place place) {
        boolean plain = node instanceof ScalarNode
                || node instanceof SequenceNode list && list.getValue().stream().allMatch(ScalarNode.class::isInstance);
        if (!plain) {
            problems.add(place, "`" + what + "` holds a mapping or a list of lists", "It must be a value or a list.");
        }
        return new Unread(node, this, place, plain);
    }

    private Value readArgument(String name, Form form, String what, Place place) {
        Optional<Unread> value = arguments.value(name, place, problems);
        if (value.isPresent()) {
            return value.get()
                    .as(
                            form,
                            what,
                            "It stands for << " + name + " >> " + place.of(name).somewhere() + ".");
        }
        if (form instanceof Scalar scalar) {
            return new Text("", scalar, place, false);
        }
        return form instanceof ListOf
                ? new Items(List.of(), place, false)
                : new Entries(Map.of(), Map.of(), place, false);
    }

    private Text readText(Node node, Scalar scalar, String what, Place place) {
        if (!(node instanceof ScalarNode text)) {
            problems.add(
                    place,
                    "`" + what + "` is " + kindOf(node),
                    "It must be " + scalar.kind().words() + ".");
            return new Text("", scalar, place, false);
        }
        if (text.getValue().isEmpty() && text.getScalarStyle() == ScalarStyle.PLAIN) {
            problems.add(place, "`" + what + "` has no value", "Write \"\" if it is meant to be empty.");
            return new Text("", scalar, place, false);
        }
        Optional<String> filled = arguments.fill(text.getValue(), place, problems);
        if (filled.isEmpty()) {
            return new Text("", scalar, place, false);
        }
        String value = filled.get();
        Optional<ScalarProblem> problem = ScalarProblem.of(value, scalar, what);
        problem.ifPresent(found -> problems.add(place, found.message(), found.hint()));
        return new Text(value, scalar, place, problem.isEmpty());
    }

    private List<Value> readItems(Node node, ListOf list, String what, Place place) {
        List<Value> values = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> values.add(read(element, list.element(), what)));
            if (values.size() < list.minimum()) {
                problems.add(
                        place,
                        "`" + what + "` has " + (values.isEmpty() ? "no elements" : "only one element"),
                        "It needs at least " + list.minimum() + ".");
            }
        } else if (list.orOne() && isOne(node, list.element())) {
            values.add(read(node, list.element(), what));
        } else {
            problems.add(place, "`" + what + "` is " + kindOf(node), "It must be a list.");
        }
        return values;
    }

    private static boolean isOne(Node node, Form element) {
        return element instanceof Scalar ? node instanceof ScalarNode : node instanceof MappingNode;
    }

    private void readMap(List<Pair> pairs, MapOf map, Map<String, Value> values, Map<String, Place> keys) {
        for (Pair pair : pairs) {
            ScalarProblem.of(pair.key(), map.names(), map.what())
                    .ifPresent(found -> problems.add(
                            pair.place(),
                            "`" + Characters.visible(pair.key()) + "` is no name for " + map.what(),
                            found.hint()));
            keys.put(pair.key(), pair.place());
            values.put(pair.key(), read(pair.value(), map.value(), pair.key()));
        }
    }

    private void readFields(
            List<Pair> pairs, Fields fields, Place place, Map<String, Value> values, Map<String, Place> keys) {
        Map<String, Field> known = fields.byName();
        List<String> alternatives = fields.alternativeNames();
        List<Pair> chosen = new ArrayList<>();
        boolean misspelt = false;
        for (Pair pair : pairs) {
            Field field = known.get(pair.key());
            if (field == null) {
                Optional<String> near = Nearest.to(pair.key(), known.keySet());
                misspelt |= near.filter(alternatives::contains).isPresent();
                problems.add(
                        pair.place(),
                        "unknown key `" + Characters.visible(pair.key()) + "` in " + article(fields.name()),
                        Nearest.hint(pair.key(), known.keySet(), "It may hold"));
                continue;
            }
            if (alternatives.contains(pair.key())) {
                chosen.add(pair);
            }
            keys.put(pair.key(), pair.place());
            values.put(pair.key(), read(pair.value(), field.form(), pair.key()));
        }
        if (fields.choice() != Choice.NONE && chosen.isEmpty() && !misspelt) {
            problems.add(
                    place,
                    article(fields.name()) + " without " + (fields.name().equals("step") ? "an action" : "its kind"),
                    "It needs one of " + Nearest.list(alternatives) + ".");
        }
        if (fields.choice() == Choice.EXACTLY_ONE && chosen.size() > 1) {
            Pair second = chosen.get(1);
            problems.add(
                    second.place(),
                    "`" + second.key() + "` beside `" + chosen.get(0).key() + "` in one " + fields.name(),
                    fields.name().equals("step") ? "Exactly one action a step; make it two steps." : "Keep one.");
        }
        known.forEach((name, field) -> complete(field, fields, place, values));
    }

    private void complete(Field field, Fields fields, Place place, Map<String, Value> values) {
        if (values.containsKey(field.name())) {
            return;
        }
        if (field.required()) {
            problems.add(
                    place, article(fields.name()) + " without `" + field.name() + "`", "Add it: " + lower(field.doc()));
        }
        field.otherwise()
                .ifPresent(text -> values.put(field.name(), new Text(text, (Scalar) field.form(), place, true)));
    }

    private record Pair(String key, Place place, Node value) {}

    private List<Pair> pairs(MappingNode mapping, String what) {
        Map<String, Place> seen = new LinkedHashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Place place = place(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(
                        place, "a key in `" + what + "` is " + kindOf(tuple.getKeyNode()), "Keys are plain words.");
                continue;
            }
            Optional<String> name = arguments.fill(key.getValue(), place, problems);
            if (name.isEmpty()) {
                continue;
            }
            Place first = seen.putIfAbsent(name.get(), place);
            if (first != null) {
                problems.add(
                        place,
                        "the key `" + Characters.visible(name.get()) + "` stands twice in `" + what + "`",
                        "It stands first in line " + first.line() + "; keep one.");
                continue;
            }
            pairs.add(new Pair(name.get(), place, tuple.getValueNode()));
        }
        return pairs;
    }

    private static String kindOf(Node node) {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        return node instanceof SequenceNode ? "a list" : "a single value";
    }

    private static String article(String name) {
        String words = name.replace('_', ' ').replace(" check", "");
        return (words.matches("[aeio].*|undo") ? "an " : "a ") + words;
    }

    private static String lower(String doc) {
        return doc.length() > 1 && !Character.isUpperCase(doc.charAt(1))
                ? Character.toLowerCase(doc.charAt(0)) + doc.substring(1)
                : doc;
    }
}
