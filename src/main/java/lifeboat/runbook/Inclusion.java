package lifeboat.runbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Items;
import lifeboat.runbook.Value.Text;
import lifeboat.runbook.Value.Unread;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Puts what fragments hold in the place of the includes: parameters and steps where the include stands, targets and holds
 * before the runbook's own.
 */
final class Inclusion {
    /** The key of the condition that an include gives to its steps and parameters; no author can write it. */
    static final String WHEN = "when of the include";

    /** The most includes of a runbook. */
    static final int MOST = 64;

    private final Fragments fragments;
    private final Problems problems;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Value> targets = new LinkedHashMap<>();
    private final Map<String, Place> targetKeys = new LinkedHashMap<>();
    private final Map<String, Value> holds = new LinkedHashMap<>();
    private final Map<String, Place> holdKeys = new LinkedHashMap<>();
    private int count;
    private boolean complete = true;

    Inclusion(Fragments fragments, Problems problems) {
        this.fragments = fragments;
        this.problems = problems;
    }

    /** The files that were included, by their paths. */
    Map<String, byte[]> files() {
        return files;
    }

    /** Whether everything that a fragment defines is there; otherwise its names would be called undefined. */
    boolean complete() {
        return complete;
    }

    /** The runbook without includes. */
    Entries compose(Entries book) {
        Map<String, Value> values = new LinkedHashMap<>(book.values());
        Map<String, Value> parameters = new LinkedHashMap<>();
        Map<String, Place> parameterKeys = new LinkedHashMap<>();
        book.entries("parameters").ifPresent(map -> map.values().forEach((name, value) -> {
            if (value instanceof Entries entry && entry.has("include")) {
                include(entry).ifPresent(content -> {
                    content.entries("parameters")
                            .ifPresent(more -> add(conditional(more, entry), parameters, parameterKeys, "parameter"));
                    refuse(entry, content, "steps");
                });
            } else {
                add(one(map, name, value), parameters, parameterKeys, "parameter");
            }
        }));
        List<Value> steps = new ArrayList<>();
        for (Entries step : book.mappings("steps")) {
            if (step.has("include")) {
                include(step).ifPresent(content -> {
                    content.mappings("steps").forEach(more -> steps.add(conditional(more, step)));
                    refuse(step, content, "parameters");
                });
            } else {
                steps.add(step);
            }
        }
        book.entries("targets").ifPresent(map -> add(map, targets, targetKeys, "target"));
        book.entries("holds").ifPresent(map -> add(map, holds, holdKeys, "hold"));
        put(values, book, "parameters", parameters, parameterKeys);
        put(values, book, "targets", targets, targetKeys);
        put(values, book, "holds", holds, holdKeys);
        if (values.get("steps") instanceof Items items) {
            values.put("steps", new Items(List.copyOf(steps), items.place(), items.sound()));
        }
        return new Entries(values, book.keys(), book.place(), book.sound());
    }

    private static void put(
            Map<String, Value> values, Entries book, String key, Map<String, Value> composed, Map<String, Place> keys) {
        Place place = book.entries(key).map(Entries::place).orElse(book.place());
        boolean sound = book.entries(key).map(Entries::sound).orElse(true);
        if (book.has(key) || !composed.isEmpty()) {
            values.put(key, new Entries(composed, keys, place, sound));
        }
    }

    private static Entries one(Entries map, String name, Value value) {
        return new Entries(Map.of(name, value), Map.of(name, map.keyPlace(name)), map.place(), map.sound());
    }

    private void add(Entries map, Map<String, Value> values, Map<String, Place> keys, String what) {
        map.values().forEach((name, value) -> {
            Place place = map.keyPlace(name);
            Place first = keys.putIfAbsent(name, place);
            if (first == null) {
                values.put(name, value);
            } else {
                problems.add(
                        place,
                        "a second " + what + " called `" + name + "`",
                        "The first stands " + first.asSeenFrom(place) + ".");
            }
        });
    }

    /** Nothing of a fragment is left out silently. */
    private void refuse(Entries include, Entries content, String key) {
        if (content.has(key)) {
            problems.add(
                    include.place(),
                    "the fragment has " + key + ", and stands among the "
                            + (key.equals("steps") ? "parameters" : "steps"),
                    "Make them two fragments, and include each where it belongs.");
        }
    }

    private static Entries conditional(Entries map, Entries include) {
        Optional<Text> when = include.text("when");
        if (when.isEmpty()) {
            return map;
        }
        Map<String, Value> values = new LinkedHashMap<>(map.values());
        if (map.has("id")) {
            values.put(WHEN, when.get());
        } else {
            values.replaceAll(
                    (name, value) -> value instanceof Entries parameter ? with(parameter, when.get()) : value);
        }
        return new Entries(values, map.keys(), map.place(), map.sound());
    }

    private static Entries with(Entries parameter, Text when) {
        Map<String, Value> values = new LinkedHashMap<>(parameter.values());
        values.put(WHEN, when);
        return new Entries(values, parameter.keys(), parameter.place(), parameter.sound());
    }

    /** What a fragment holds, its targets and holds taken; empty, with a problem, if it cannot be had. */
    private Optional<Entries> include(Entries include) {
        Optional<Text> path = include.text("include").filter(Text::sound);
        if (path.isEmpty()) {
            complete = false;
            return Optional.empty();
        }
        if (++count > MOST) {
            complete = false;
            problems.add(include.place(), "more than " + MOST + " includes", "Write out what is there only once.");
            return Optional.empty();
        }
        Optional<Entries> content = bytes(path.get()).flatMap(bytes -> read(path.get(), bytes, include));
        complete &= content.isPresent();
        content.ifPresent(found -> {
            found.entries("targets").ifPresent(map -> add(map, targets, targetKeys, "target"));
            found.entries("holds").ifPresent(map -> add(map, holds, holdKeys, "hold"));
        });
        return content;
    }

    private Optional<byte[]> bytes(Text path) {
        byte[] known = files.get(path.text());
        if (known != null) {
            return Optional.of(known);
        }
        try {
            byte[] bytes = fragments.read(path.text());
            files.put(path.text(), bytes);
            return Optional.of(bytes);
        } catch (Fragments.Missing missing) {
            problems.add(path.place(), "`" + path.text() + "` cannot be had: " + missing.reason(), missing.hint());
            return Optional.empty();
        }
    }

    private Optional<Entries> read(Text path, byte[] bytes, Entries include) {
        String book = path.place().file();
        String file = book.substring(0, book.lastIndexOf('/') + 1) + path.text();
        Place start = Place.startOf(file).via("Included " + include.place().somewhere() + ".");
        Optional<YamlSource> source = YamlSource.decode(start, bytes, problems);
        Optional<Node> root = source.flatMap(YamlSource::root);
        if (source.isEmpty() || root.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Entries> declared = FragmentFile.declared(source.get(), root.get(), problems);
        Optional<Map<String, Unread>> given = given(path, include, declared);
        return given.map(values -> FragmentFile.read(source.get(), root.get(), declared, values, problems));
    }

    private Optional<Map<String, Unread>> given(Text path, Entries include, Map<String, Entries> declared) {
        Map<String, Unread> given = new LinkedHashMap<>();
        int before = problems.count();
        include.entries("with").ifPresent(with -> with.values().forEach((name, value) -> {
            if (!declared.containsKey(name)) {
                problems.add(
                        with.keyPlace(name),
                        "`" + path.text() + "` has no argument `" + Characters.visible(name) + "`",
                        Nearest.hint(name, declared.keySet(), declared.isEmpty() ? "It has none." : "It has"));
            } else if (value instanceof Unread unread) {
                given.put(name, unread);
            }
        }));
        declared.forEach((name, argument) -> {
            if (!given.containsKey(name) && !argument.has("default")) {
                problems.add(
                        include.place(),
                        "`" + path.text() + "` needs the argument `" + name + "`",
                        "Add it under `with`: " + argument.string("means"));
            }
        });
        return problems.count() == before ? Optional.of(given) : Optional.empty();
    }
}
