package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code pachctl config}. */
final class ConfigCommands {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(grpc|grpcs|http|https)://)?([^/:?@\\s]+)(?::([0-9]{1,5}))?");

    private final Config config;
    private final Release release;
    private final PrintStream out;

    ConfigCommands(Config config, Release release, PrintStream out) {
        this.config = config;
        this.release = release;
        this.out = out;
    }

    void run(List<String> arguments) throws Refusal, IOException {
        Set<String> plain = release.since(1, 10, 0) ? Set.of("raw", "remove-cluster-deployment-id") : Set.of("raw");
        Words words = Words.of(
                arguments, plain, Set.of("pachd-address", "cluster-name", "auth-info", "server-cas", "namespace"));
        if (words.complaint().isPresent()) {
            throw new Refusal(words.complaint().get());
        }
        switch (words.head(3)) {
            case "config get active-context" -> out.println(active());
            case "config get context" -> out.println(shown(existing(words.word(3))));
            case "config set active-context" -> {
                existing(words.word(3));
                config.activate(words.word(3));
            }
            case "config update context" -> update(words);
            case "config list context" -> {
                out.println("ACTIVE NAME");
                for (String name : config.names()) {
                    out.println((name.equals(config.active()) ? "*      " : "       ") + name);
                }
            }
            default ->
                throw new Refusal("unknown command \"" + words.word(1) + " " + words.word(2)
                        + "\" for \"pachctl config\"\nRun 'pachctl config --help' for usage.");
        }
    }

    private String active() throws Refusal, IOException {
        String name = config.active();
        if (name.isEmpty()) {
            if (release.since(1, 13, 0)) {
                return "NONE";
            }
            throw new Refusal("no active context");
        }
        existing(name);
        return name;
    }

    /** Numbers of a source are names where people see them, and the session token is shown, as by the real one. */
    private static String shown(JsonNode context) {
        ObjectNode copy = context.deepCopy();
        copy.put("source", "IMPORTED");
        return copy.toPrettyString();
    }

    private JsonNode existing(String name) throws Refusal, IOException {
        Optional<JsonNode> found = config.context(name);
        if (found.isEmpty()) {
            throw new Refusal("context does not exist: " + name);
        }
        return found.get();
    }

    private void update(Words words) throws Refusal, IOException {
        String name = words.word(3);
        if (name.isEmpty()) {
            name = config.active();
            out.println("editing the currently active context \"" + name + "\"");
        }
        existing(name);
        Map<String, String> fields = new LinkedHashMap<>();
        if (words.flags().containsKey("pachd-address")) {
            fields.put("pachd_address", address(words.flag("pachd-address")));
        }
        if (words.has("remove-cluster-deployment-id")) {
            fields.put("cluster_deployment_id", "");
        }
        config.change(name, fields);
    }

    private static String address(String given) throws Refusal {
        if (given.isEmpty()) {
            return "";
        }
        Matcher match = ADDRESS.matcher(given);
        if (!match.matches()) {
            throw new Refusal("could not parse pachd address \"" + given + "\"");
        }
        String scheme = Set.of("grpcs", "https").contains(String.valueOf(match.group(1))) ? "grpcs" : "grpc";
        return scheme + "://" + match.group(2) + ":" + (match.group(3) == null ? "30650" : match.group(3));
    }
}
