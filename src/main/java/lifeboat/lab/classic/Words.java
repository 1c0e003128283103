package lifeboat.lab.classic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line, split into words and flags.
 *
 * @param flags by their long names; {@code true} for one without a value
 * @param complaint what is wrong with the flags
 */
record Words(List<String> words, Map<String, String> flags, Optional<String> complaint) {
    private static final Map<String, String> SHORT = Map.of("-u", "--url", "-o", "--output", "-p", "--pipeline");

    /** Reads a command line of which these flags are known. */
    static Words of(List<String> arguments, Set<String> plain, Set<String> valued) {
        List<String> words = new ArrayList<>();
        Map<String, String> flags = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = SHORT.getOrDefault(arguments.get(i), arguments.get(i));
            if (!word.startsWith("-") || word.equals("-")) {
                words.add(word);
                continue;
            }
            String name = word.replaceFirst("^--?", "").replaceFirst("=.*", "");
            if (plain.contains(name)) {
                flags.put(name, word.contains("=") ? word.substring(word.indexOf('=') + 1) : "true");
            } else if (valued.contains(name)) {
                if (!word.contains("=") && i + 1 == arguments.size()) {
                    return wrong("flag needs an argument: " + word);
                }
                flags.put(name, word.contains("=") ? word.substring(word.indexOf('=') + 1) : arguments.get(++i));
            } else {
                return wrong(
                        word.startsWith("--")
                                ? "unknown flag: --" + name
                                : "unknown shorthand flag: '" + word.charAt(1) + "' in " + word);
            }
        }
        return new Words(List.copyOf(words), Map.copyOf(flags), Optional.empty());
    }

    private static Words wrong(String complaint) {
        return new Words(List.of(), Map.of(), Optional.of(complaint));
    }

    boolean has(String flag) {
        return flags.containsKey(flag) && !flags.getOrDefault(flag, "").equals("false");
    }

    String flag(String name) {
        return flags.getOrDefault(name, "");
    }

    /** A word, or empty text if there are not so many. */
    String word(int index) {
        return index < words.size() ? words.get(index) : "";
    }

    /** The first words, with one blank between them. */
    String head(int count) {
        return String.join(" ", words.subList(0, Math.min(count, words.size())));
    }
}
