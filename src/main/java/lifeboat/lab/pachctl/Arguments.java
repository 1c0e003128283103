package lifeboat.lab.pachctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line, split into words and flags.
 *
 * @param words what is not a flag
 * @param clientOnly whether {@code --client-only} was given
 * @param flags what else was given with a flag, by its long name; {@code true} for one without a value
 * @param complaint what is wrong with the flags
 */
record Arguments(List<String> words, boolean clientOnly, Map<String, String> flags, Optional<String> complaint) {
    private static final Set<String> PLAIN =
            Set.of("raw", "enterprise", "all-projects", "remove-cluster-deployment-id", "overwrite");
    private static final Set<String> VALUED = Set.of("project", "output", "pachd-address");
    private static final String DURATION = "([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h))+";

    static Arguments parse(List<String> arguments) {
        List<String> words = new ArrayList<>();
        Map<String, String> flags = new LinkedHashMap<>();
        boolean clientOnly = false;
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--client-only")) {
                clientOnly = true;
            } else if (word.equals("--timeout") && i + 1 == arguments.size()) {
                return wrong("flag needs an argument: --timeout");
            } else if (word.equals("--timeout") || word.startsWith("--timeout=")) {
                String value = word.equals("--timeout") ? arguments.get(++i) : word.substring("--timeout=".length());
                if (!value.matches(DURATION)) {
                    return wrong("invalid argument \"" + value + "\" for \"--timeout\" flag: time: invalid duration \""
                            + value + "\"");
                }
            } else if (word.startsWith("--") && PLAIN.contains(word.substring(2))) {
                flags.put(word.substring(2), "true");
            } else if (word.startsWith("--")
                    && VALUED.contains(word.substring(2).replaceFirst("=.*", ""))) {
                String name = word.substring(2).replaceFirst("=.*", "");
                boolean joined = word.contains("=");
                if (!joined && i + 1 == arguments.size()) {
                    return wrong("flag needs an argument: " + word);
                }
                flags.put(name, joined ? word.substring(word.indexOf('=') + 1) : arguments.get(++i));
            } else if (word.startsWith("--")) {
                return wrong("unknown flag: " + word);
            } else if (word.startsWith("-") && word.length() > 1) {
                return wrong("unknown shorthand flag: '" + word.charAt(1) + "' in " + word);
            } else {
                words.add(word);
            }
        }
        return new Arguments(List.copyOf(words), clientOnly, Map.copyOf(flags), Optional.empty());
    }

    private static Arguments wrong(String complaint) {
        return new Arguments(List.of(), false, Map.of(), Optional.of(complaint));
    }

    String flag(String name) {
        return flags.getOrDefault(name, "");
    }

    /** The words with one blank between them. */
    String line() {
        return String.join(" ", words);
    }
}
