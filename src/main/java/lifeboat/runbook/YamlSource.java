package lifeboat.runbook;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One YAML document of plain mappings, lists and scalars; everything else that YAML can do is refused before a node is
 * made, because a node graph of hostile depth or with aliases is already the damage.
 */
final class YamlSource {
    /** The largest file, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    /** The deepest nesting of mappings and lists. */
    static final int MAX_DEPTH = 32;

    private final String text;
    private final Place start;
    private final Problems problems;

    /** Where each code point starts; the parser counts in code points. */
    private final int[] offsets;

    private YamlSource(String text, Place start, Problems problems) {
        this.text = text;
        this.start = start;
        this.offsets = IntStream.rangeClosed(0, text.length())
                .filter(index -> index == 0
                        || index == text.length()
                        || !Character.isSurrogatePair(text.charAt(index - 1), text.charAt(index)))
                .toArray();
        this.problems = problems;
    }

    /**
     * The file's text, or empty with a problem if it is too large or not UTF-8 text.
     *
     * @param start the file's first character
     */
    static Optional<YamlSource> decode(Place start, byte[] bytes, Problems problems) {
        if (bytes.length > MAX_BYTES) {
            problems.add(
                    start,
                    "the file has " + bytes.length + " bytes; a runbook has at most " + MAX_BYTES,
                    "Check that it is the right file.");
            return Optional.empty();
        }
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            problems.add(
                    start.ofCharacter(text, text.length()),
                    "the file is not UTF-8 text",
                    "Save it in the encoding UTF-8.");
            return Optional.empty();
        }
        // Some editors put a byte order mark first; it says nothing in UTF-8.
        String marked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return Optional.of(new YamlSource(marked.replace("\r\n", "\n"), start, problems));
    }

    /** The document's root, or empty with at least one problem. */
    Optional<Node> root() {
        Optional<Integer> forbidden = Characters.firstForbidden(text);
        if (forbidden.isPresent()) {
            refuseCharacter(start.ofCharacter(text, forbidden.get()), text.codePointAt(forbidden.get()));
            return Optional.empty();
        }
        int before = problems.count();
        try {
            checkEvents();
            if (problems.count() > before) {
                return Optional.empty();
            }
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                problems.add(start, "the file is empty", "A runbook starts with `schema: lifeboat/v1`.");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException broken) {
            String problem = broken.getProblem() == null ? "not readable" : broken.getProblem();
            Mark begun = broken.getContextMark();
            problems.add(
                    place(broken.getProblemMark()),
                    "not YAML: " + Characters.visible(problem),
                    begun == null ? "" : "What is not finished begins in line " + (begun.getLine() + 1) + ".");
        } catch (RuntimeException broken) {
            // The parser has other exceptions of its own, and slips that surface as those of the JDK.
            String message =
                    String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
            problems.add(start, "not YAML: " + Characters.visible(message), "");
        }
        return Optional.empty();
    }

    /** The place of a node, with its source. */
    Place place(Node node) {
        return place(node.getStartMark(), node.getEndMark());
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(0);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        return new Yaml(options);
    }

    private void checkEvents() {
        int depth = 0;
        int documents = 0;
        for (Event event : yaml().parse(new StringReader(text))) {
            Place place = place(event.getStartMark());
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                problems.add(place, "nested deeper than " + MAX_DEPTH + " levels", "A runbook needs fewer than ten.");
                return;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (event instanceof DocumentStartEvent && ++documents > 1) {
                problems.add(place, "a second document in the file", "Keep one runbook to a file.");
                return;
            }
            if (event instanceof NodeEvent node) {
                check(node, place);
            }
        }
    }

    private void check(NodeEvent event, Place place) {
        if (event instanceof AliasEvent) {
            problems.add(place, "the alias `*" + event.getAnchor() + "`", "Aliases are not allowed; write it out.");
            return;
        }
        if (event.getAnchor() != null) {
            problems.add(place, "the anchor `&" + event.getAnchor() + "`", "Anchors are not allowed; remove it.");
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            problems.add(place, "the tag `" + tag + "`", "Tags are not allowed; the field decides the type.");
        }
        if (event instanceof ScalarEvent scalar) {
            String value = scalar.getValue();
            Characters.firstForbidden(value).ifPresent(index -> refuseCharacter(place, value.codePointAt(index)));
        }
    }

    private void refuseCharacter(Place place, int character) {
        problems.add(
                place,
                String.format("the character U+%04X, which cannot be seen", character),
                "Remove it; control and format characters are not allowed in a runbook.");
    }

    private Place place(@Nullable Mark mark) {
        return place(mark, mark);
    }

    private Place place(@Nullable Mark from, @Nullable Mark to) {
        if (from == null || to == null) {
            return start;
        }
        int index = offset(from);
        return start.at(from.getLine() + 1, from.getColumn() + 1, text.substring(index, Math.max(index, offset(to))));
    }

    private int offset(Mark mark) {
        return offsets[Math.min(mark.getIndex(), offsets.length - 1)];
    }
}
