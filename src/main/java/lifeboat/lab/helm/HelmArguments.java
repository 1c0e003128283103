package lifeboat.lab.helm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line of {@code helm}, split into words and flags.
 *
 * @param words what is not a flag
 * @param flags what was given with a flag, by its long name
 * @param complaint what is wrong with the flags
 */
record HelmArguments(List<String> words, Map<String, String> flags, Optional<String> complaint) {
    private static final Set<String> VALUED = Set.of(
            "version", "repo", "kubeconfig", "kube-context", "namespace", "values", "description", "timeout", "output");
    private static final Set<String> PLAIN = Set.of("wait", "short", "all", "create-namespace");
    private static final Map<String, String> SHORT =
            Map.of("-n", "namespace", "-f", "values", "-a", "all", "-o", "output");

    static HelmArguments parse(List<String> given) {
        List<String> arguments = given;
        List<String> words = new ArrayList<>();
        Map<String, String> flags = new LinkedHashMap<>();
        // `helm version --short` and `helm install --version V` share a name.
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (!word.startsWith("-")) {
                words.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            if (equals > 0) {
                arguments = new ArrayList<>(arguments);
                arguments.add(i + 1, word.substring(equals + 1));
                word = word.substring(0, equals);
            }
            String name = SHORT.getOrDefault(word, word.length() > 2 ? word.substring(2) : "");
            if (PLAIN.contains(name)) {
                flags.put(name, "true");
            } else if (!VALUED.contains(name)) {
                return new HelmArguments(List.of(), Map.of(), Optional.of("unknown flag: " + word));
            } else if (i + 1 == arguments.size()) {
                return new HelmArguments(List.of(), Map.of(), Optional.of("flag needs an argument: " + word));
            } else {
                flags.put(name, arguments.get(++i));
            }
        }
        return new HelmArguments(List.copyOf(words), Map.copyOf(flags), Optional.empty());
    }

    String flag(String name) {
        return flags.getOrDefault(name, "");
    }
}
