package lifeboat.runbook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
     * Reads and checks a runbook.
     *
     * @param fileName what the file is called in messages; it is not opened
     * @param bytes the file's content, UTF-8
     * @throws RunbookException with everything that is wrong, if anything is
     */
    public static Runbook load(String fileName, byte[] bytes) throws RunbookException {
        Problems problems = new Problems(fileName);
        Optional<YamlSource> source = YamlSource.decode(bytes, problems);
        Optional<Node> root = source.flatMap(YamlSource::root);
        if (source.isPresent() && root.isPresent()) {
            Value value = new FormReader(source.get(), problems).read(root.get(), Vocabulary.RUNBOOK, "the file");
            if (value instanceof Entries entries) {
                new RunbookChecks(entries, problems).check();
                if (problems.none()) {
                    return RunbookBuilder.build(entries, sha256(bytes), new String(bytes, StandardCharsets.UTF_8));
                }
            }
        }
        throw new RunbookException(problems.sorted());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
