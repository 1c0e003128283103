package lifeboat.runbook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads values for parameters from a YAML file: one mapping of names to plain values, under the rules of runbooks. */
public final class ParameterFile {
    private ParameterFile() {}

    /**
     * Reads a file.
     *
     * @param fileName what it is called in messages; it is not opened
     * @return the values as they stand there, in file order
     * @throws RunbookException with everything that is wrong, if anything is
     */
    public static Map<String, String> read(String fileName, byte[] bytes, Runbook book) throws RunbookException {
        Problems problems = new Problems();
        Map<String, String> values = new LinkedHashMap<>();
        Optional<YamlSource> source = YamlSource.decode(Place.startOf(fileName), bytes, problems);
        Optional<Node> root = source.flatMap(YamlSource::root);
        if (source.isPresent() && root.isPresent()) {
            if (root.get() instanceof MappingNode mapping) {
                for (NodeTuple entry : mapping.getValue()) {
                    take(entry, source.get(), book, values, problems);
                }
            } else {
                problems.add(
                        source.get().place(root.get()),
                        "the file is not a mapping of parameters to values",
                        "Write one `name: value` a line.");
            }
        }
        if (!problems.none()) {
            throw new RunbookException(problems.sorted());
        }
        return values;
    }

    private static void take(
            NodeTuple entry, YamlSource source, Runbook book, Map<String, String> values, Problems problems) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            problems.add(source.place(entry.getKeyNode()), "the name of a parameter is a plain text", "");
            return;
        }
        if (!(entry.getValueNode() instanceof ScalarNode value)) {
            problems.add(
                    source.place(entry.getValueNode()),
                    "the value of \"" + key.getValue() + "\" is a list or a mapping",
                    "A parameter has one plain value.");
            return;
        }
        if (book.parameter(key.getValue()).isEmpty()) {
            problems.add(
                    source.place(key),
                    "the runbook " + book.id() + " has no parameter \"" + key.getValue() + "\"",
                    "It has: "
                            + String.join(
                                    ", ",
                                    book.parameters().stream()
                                            .map(Parameter::name)
                                            .toList())
                            + ".");
        } else if (values.put(key.getValue(), value.getValue()) != null) {
            problems.add(source.place(key), "\"" + key.getValue() + "\" stands here twice", "Keep one of them.");
        }
    }
}
