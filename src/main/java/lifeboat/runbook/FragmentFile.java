package lifeboat.runbook;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lifeboat.runbook.Value.Entries;
import lifeboat.runbook.Value.Unread;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * A fragment that is looked at by itself, without a runbook that includes it.
 *
 * @param id a slug
 * @param summary what it is for
 * @param arguments how many it has
 * @param parameters how many it has
 * @param steps how many it has
 */
public record FragmentFile(String id, String summary, int arguments, int parameters, int steps) {
    /** Whether the file says that it is a fragment, rightly or not; false for what cannot be read. */
    public static boolean isOne(byte[] bytes) {
        Problems ignored = new Problems();
        return YamlSource.decode(Place.startOf(""), bytes, ignored)
                .flatMap(YamlSource::root)
                .flatMap(root -> child(root, "fragment"))
                .isPresent();
    }

    /**
     * Checks what can be checked without a runbook: the form of everything that does not depend on an argument, and that
     * each argument is known and used. Which names and variables there are, only a runbook knows.
     *
     * @param fileName what the file is called in messages; it is not opened
     * @throws RunbookException with everything that is wrong, if anything is
     */
    public static FragmentFile check(String fileName, byte[] bytes) throws RunbookException {
        Problems problems = new Problems();
        Optional<YamlSource> source = YamlSource.decode(Place.startOf(fileName), bytes, problems);
        Optional<Node> root = source.flatMap(YamlSource::root);
        if (source.isPresent() && root.isPresent()) {
            Map<String, Entries> declared = declared(source.get(), root.get(), problems);
            Entries read = read(source.get(), root.get(), declared, Map.of(), problems);
            if (problems.none()) {
                return new FragmentFile(
                        read.string("fragment"),
                        read.string("summary"),
                        declared.size(),
                        read.entries("parameters")
                                .map(map -> map.values().size())
                                .orElse(0),
                        read.mappings("steps").size());
            }
        }
        throw new RunbookException(problems.sorted());
    }

    /** The arguments that a fragment has, by name. */
    static Map<String, Entries> declared(YamlSource source, Node root, Problems problems) {
        Map<String, Entries> declared = new LinkedHashMap<>();
        FormReader reader = new FormReader(source, problems, Arguments.of(Map.of(), Set.of()));
        child(root, "arguments").ifPresent(node -> {
            if (reader.read(node, Vocabulary.ARGUMENTS, "arguments") instanceof Entries map) {
                map.values().forEach((name, value) -> {
                    if (value instanceof Entries argument) {
                        declared.put(name, argument);
                    }
                });
            }
        });
        return declared;
    }

    /**
     * A fragment as it is with these arguments.
     *
     * @param given what an include says that they stand for; the rest has its default, or stays open
     */
    static Entries read(
            YamlSource source, Node root, Map<String, Entries> declared, Map<String, Unread> given, Problems problems) {
        int before = problems.count();
        Map<String, Unread> values = new LinkedHashMap<>(given);
        Set<String> open = new LinkedHashSet<>(declared.keySet());
        declared.forEach((name, argument) -> {
            if (argument.values().get("default") instanceof Unread standard) {
                values.putIfAbsent(name, standard);
            }
        });
        Arguments arguments = Arguments.of(values, open);
        Entries read =
                (Entries) new FormReader(source, problems, arguments).read(root, Vocabulary.FRAGMENT, "the file");
        boolean fine = problems.count() == before;
        declared.forEach((name, argument) -> {
            if (fine && !arguments.isUsed(name)) {
                Place place = read.entries("arguments").orElseThrow().keyPlace(name);
                problems.add(place, "the argument `" + name + "` is not used", "Use it as << " + name + " >>.");
            }
        });
        return read;
    }

    private static Optional<Node> child(Node root, String key) {
        if (root instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key)) {
                    return Optional.of(tuple.getValueNode());
                }
            }
        }
        return Optional.empty();
    }
}
