package lifeboat.runbook;

import java.util.Optional;
import lifeboat.runbook.Value.Entries;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a runbook from the bytes of a YAML file.
 *
 * <p>A value is bound by the type of its field: {@code no}, {@code 0123} and {@code 30650:22} are texts unless the field
 * is a number or a boolean. Tags, aliases, duplicate keys, a second document, characters that cannot be seen, files over
 * 256 KiB and nesting over 32 levels are refused.
 */
public final class RunbookLoader {
    private RunbookLoader() {}

    /**
     * Reads and checks a runbook that includes no fragment.
     *
     * @param fileName what the file is called in messages; it is not opened
     * @param bytes the file's content, UTF-8
     * @throws RunbookException with everything that is wrong, if anything is
     */
    public static Runbook load(String fileName, byte[] bytes) throws RunbookException {
        return load(fileName, bytes, Fragments.none());
    }

    /**
     * Reads and checks a runbook together with the fragments that it includes. The fragments' names in messages are their
     * paths, seen from the folder in the runbook's name.
     *
     * @param fileName what the file is called in messages; it is not opened
     * @param bytes the file's content, UTF-8
     * @param fragments asked once for each fragment
     * @throws RunbookException with everything that is wrong, if anything is
     */
    public static Runbook load(String fileName, byte[] bytes, Fragments fragments) throws RunbookException {
        Problems problems = new Problems();
        Place start = Place.startOf(fileName);
        Optional<YamlSource> source = YamlSource.decode(start, bytes, problems);
        Optional<Node> root = source.flatMap(YamlSource::root);
        if (source.isPresent() && FragmentFile.isOne(bytes)) {
            problems.add(start, "a fragment, not a runbook", "Name a runbook that includes it.");
        } else if (source.isPresent() && root.isPresent()) {
            FormReader reader = new FormReader(source.get(), problems, Arguments.none());
            if (reader.read(root.get(), Vocabulary.RUNBOOK, "the file") instanceof Entries entries) {
                Inclusion inclusion = new Inclusion(fragments, problems);
                Entries whole = inclusion.compose(entries);
                if (inclusion.complete()) {
                    new RunbookChecks(whole, problems).check();
                }
                if (problems.none()) {
                    return RunbookBuilder.build(whole, new BookText(bytes, inclusion.files()));
                }
            }
        }
        throw new RunbookException(problems.sorted());
    }
}
