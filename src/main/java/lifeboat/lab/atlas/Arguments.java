package lifeboat.lab.atlas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line as the real program takes it apart: options of the whole stand before the group, options of the group before
 * the sub-command, and what stands elsewhere is unexpected.
 *
 * @param words the group and the sub-command, as far as they are there
 * @param values what options with a value were given, by their long name
 * @param flags the options without one
 * @param unexpected what nobody knows what to do with, in its order
 */
record Arguments(List<String> words, Map<String, String> values, Set<String> flags, List<String> unexpected) {
    private static final Map<String, String> GLOBAL = Map.of(
            "-c", "--config",
            "--config", "--config",
            "--config-root", "--config-root",
            "--inline-config", "--inline-config",
            "--runtime-config", "--runtime-config",
            "--runtime-config-root", "--runtime-config-root");
    private static final Map<String, String> TIMESTAMP =
            Map.of("-f", "--file", "--file", "--file", "-t", "--timestamp", "--timestamp", "--timestamp");
    private static final Map<String, String> START =
            Map.of("-s", "--start-timestamp", "--start-timestamp", "--start-timestamp");
    private static final Set<String> OWN =
            Set.of("-i", "--immutable", "-d", "--date-time", "-a", "--acquire", "-r", "--release");

    static Arguments parse(List<String> arguments, Release release) {
        List<String> words = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> flags = new LinkedHashSet<>();
        List<String> unexpected = new ArrayList<>();
        for (int at = 0; at < arguments.size(); at++) {
            String word = arguments.get(at);
            Optional<String> name = option(word, words, release);
            if (name.isPresent() && at + 1 < arguments.size()) {
                values.put(name.get(), arguments.get(++at));
            } else if (isFlag(word, words, release)) {
                flags.add(word);
            } else if (!word.startsWith("-") && words.size() < depth(words) && unexpected.isEmpty()) {
                words.add(word);
            } else {
                unexpected.add(word);
            }
        }
        return new Arguments(words, values, flags, unexpected);
    }

    private static int depth(List<String> words) {
        return !words.isEmpty() && words.get(0).equals("timestamp") ? 2 : 1;
    }

    private static Optional<String> option(String word, List<String> words, Release release) {
        if (words.isEmpty()) {
            return Optional.ofNullable(GLOBAL.get(word));
        }
        if (words.equals(List.of("timestamp"))) {
            String start = release.hasStartTimestamp() ? START.get(word) : null;
            return Optional.ofNullable(start == null ? TIMESTAMP.get(word) : start);
        }
        return Optional.empty();
    }

    private static boolean isFlag(String word, List<String> words, Release release) {
        if (words.isEmpty()) {
            return word.equals("--offline") && release.hasOffline();
        }
        if (words.equals(List.of("timestamp"))) {
            return word.equals("--skip-start-timestamp-check") && release.hasStartTimestamp();
        }
        return OWN.contains(word);
    }

    /** The words with a blank between them. */
    String line() {
        return String.join(" ", words);
    }
}
