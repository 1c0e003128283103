package lifeboat.runbook;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.runbook.Value.Unread;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * What the arguments of a fragment stand for while it is read: {@code << name >>}, resolved when the runbook is loaded.
 * A runbook of its own has none.
 */
final class Arguments {
    /** How the use of an argument looks, for editors. */
    static final String USE = "<<\\s*[a-z][a-z0-9_]*\\s*>>";

    private static final Pattern IN_TEXT = Pattern.compile("<<\\s*([A-Za-z][A-Za-z0-9_-]*)\\s*>>");
    private static final Pattern MALFORMED = Pattern.compile("<<[^<>\\n]{0,80}>>");

    private final boolean fragment;
    private final Map<String, Unread> given;
    private final Set<String> open;
    private final Set<String> used = new LinkedHashSet<>();

    private Arguments(boolean fragment, Map<String, Unread> given, Set<String> open) {
        this.fragment = fragment;
        this.given = given;
        this.open = open;
    }

    /** Those of a runbook, which has none. */
    static Arguments none() {
        return new Arguments(false, Map.of(), Set.of());
    }

    /**
     * Those of a fragment.
     *
     * @param given what they stand for
     * @param open those of which nobody has said what they stand for; texts that use them are not checked
     */
    static Arguments of(Map<String, Unread> given, Set<String> open) {
        return new Arguments(true, Map.copyOf(given), Set.copyOf(open));
    }

    /** Whether this one was used since the reading began. */
    boolean isUsed(String name) {
        return used.contains(name);
    }

    /** The name of the argument if the value is nothing else. */
    static Optional<String> alone(Node node) {
        if (node instanceof ScalarNode text) {
            Matcher matcher = IN_TEXT.matcher(text.getValue().strip());
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
        return Optional.empty();
    }

    /** What the argument stands for; empty, and a problem where that is one, if nobody has said so. */
    Optional<Unread> value(String name, Place use, Problems problems) {
        used.add(name);
        if (!given.containsKey(name) && !open.contains(name)) {
            Set<String> names = new LinkedHashSet<>(given.keySet());
            names.addAll(open);
            problems.add(
                    use.of(name),
                    fragment ? "there is no argument `" + name + "`" : "the argument `" + name + "` outside a fragment",
                    fragment
                            ? Nearest.hint(name, names, names.isEmpty() ? "Add it to `arguments`." : "There are")
                            : "Only fragments have arguments; write the value.");
        }
        return Optional.ofNullable(given.get(name)).filter(Unread::sound);
    }

    /** The text with every argument in it replaced; empty if one of them cannot be. */
    Optional<String> fill(String text, Place place, Problems problems) {
        if (!text.contains("<<")) {
            return Optional.of(text);
        }
        Matcher matcher = IN_TEXT.matcher(text);
        StringBuilder filled = new StringBuilder();
        boolean complete = true;
        while (matcher.find()) {
            String name = matcher.group(1);
            Optional<Unread> value = value(name, place, problems);
            if (value.isPresent() && !(value.get().node() instanceof ScalarNode)) {
                problems.add(place.of(name), "the list `" + name + "` inside a text", "It can only stand alone.");
            }
            complete &= value.isPresent() && value.get().node() instanceof ScalarNode;
            String replacement = complete && value.get().node() instanceof ScalarNode scalar ? scalar.getValue() : "";
            matcher.appendReplacement(filled, Matcher.quoteReplacement(replacement));
        }
        Matcher malformed = MALFORMED.matcher(IN_TEXT.matcher(text).replaceAll(" "));
        if (fragment && malformed.find()) {
            String part = malformed.group();
            problems.add(place.of(part), "`" + Characters.visible(part) + "` is no argument", "Write << name >>.");
            return Optional.empty();
        }
        return complete ? Optional.of(matcher.appendTail(filled).toString()) : Optional.empty();
    }
}
