package lifeboat.lab.classic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands that the stand-in knows, but for {@code config} and the streams. */
final class Commands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FILE = Pattern.compile("([^@]+)@([^:]+):(/?data)");
    private static final Map<String, String> HEADERS = Map.of(
            "pipeline", "NAME VERSION INPUT CREATED STATE / LAST JOB DESCRIPTION",
            "repo", "NAME CREATED SIZE (MASTER) DESCRIPTION",
            "job", "ID PIPELINE STARTED DURATION RESTART PROGRESS DL UL STATE",
            "commit", "REPO BRANCH COMMIT FINISHED SIZE PROGRESS DESCRIPTION",
            "branch", "BRANCH HEAD TRIGGER");

    private final Release release;
    private final Config config;
    private final Function<Config, PachdLine> lines;
    private final Streams streams;
    private final Path directory;
    private final PrintStream out;
    private final PrintStream err;

    Commands(
            Release release,
            Config config,
            Function<Config, PachdLine> lines,
            Streams streams,
            Path directory,
            PrintStream out,
            PrintStream err) {
        this.release = release;
        this.config = config;
        this.lines = lines;
        this.streams = streams;
        this.directory = directory;
        this.out = out;
        this.err = err;
    }

    /** Runs one command; its exit code. */
    int run(List<String> arguments) {
        try {
            return dispatch(arguments);
        } catch (Refusal | IOException e) {
            out.flush();
            err.println(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private int dispatch(List<String> arguments) throws Refusal, IOException {
        String first = arguments.isEmpty() ? "" : arguments.get(0);
        switch (first) {
            case "config":
                new ConfigCommands(config, release, out).run(arguments);
                return 0;
            case "extract":
                return streams.extract(arguments);
            case "restore":
                return streams.restore(arguments);
            default:
                break;
        }
        Words words = Words.of(
                arguments,
                Set.of("raw", "client-only", "no-pager", "full-timestamps"),
                Set.of("timeout", "output", "pipeline"));
        if (words.complaint().isPresent()) {
            throw new Refusal(words.complaint().get());
        }
        switch (first) {
            case "version":
                return version(words);
            case "list":
                return list(words);
            case "stop":
            case "start":
                return change(words);
            case "get":
                return file(words);
            default:
                return rest(words);
        }
    }

    private int version(Words words) throws IOException {
        if (words.has("client-only")) {
            out.println(release.text());
            return 0;
        }
        if (words.has("raw")) {
            out.println(number(release));
        } else {
            out.printf("%-20s%-20s%n%-20s%-20s%n", "COMPONENT", "VERSION", "pachctl", release.text());
        }
        out.flush();
        try {
            String server = lines.apply(config).ask("version", "{}");
            if (words.has("raw")) {
                out.println(number(new Release(server)));
            } else {
                out.printf("%-20s%-20s%n", "pachd", server);
            }
            return 0;
        } catch (Refusal | PachdLine.Unreachable e) {
            err.printf("%-20s(version unknown) : %s%n", "pachd", e.getMessage());
            return 1;
        }
    }

    /** Zero is left out, as of every number. */
    private static String number(Release of) {
        ObjectNode json = JSON.createObjectNode().put("major", 1).put("minor", of.minor());
        if (of.micro() > 0) {
            json.put("micro", of.micro());
        }
        return json.toPrettyString();
    }

    private int list(Words words) throws Refusal, IOException {
        String what = words.word(1);
        boolean ofRepo = what.equals("commit") || what.equals("branch");
        if (!HEADERS.containsKey(what)) {
            return unknown(words);
        }
        if (words.words().size() != (ofRepo ? 3 : 2)) {
            return usage("list " + what);
        }
        String answer = lines.apply(config)
                .ask(
                        "list-" + what,
                        JSON.createObjectNode()
                                .put("name", words.word(2))
                                .put("pipeline", words.flag("pipeline"))
                                .toString());
        out.print(words.has("raw") ? answer : HEADERS.getOrDefault(what, "") + "\n");
        return 0;
    }

    /** Says nothing when it is done, and does it later. */
    private int change(Words words) throws Refusal, IOException {
        if (!words.word(1).equals("pipeline")) {
            return unknown(words);
        }
        if (words.words().size() != 3) {
            return usage(words.word(0) + " pipeline");
        }
        lines.apply(config)
                .ask(
                        words.word(0) + "-pipeline",
                        JSON.createObjectNode().put("name", words.word(2)).toString());
        return 0;
    }

    private int file(Words words) throws Refusal, IOException {
        Matcher file = FILE.matcher(words.word(2));
        if (!words.word(1).equals("file") || !file.matches()) {
            return usage("get file");
        }
        byte[] content;
        try (var answer = lines.apply(config)
                .open(
                        "get-file",
                        java.net.http.HttpRequest.BodyPublishers.ofString(JSON.createObjectNode()
                                .put("name", file.group(1))
                                .put("commit", file.group(2))
                                .toString()),
                        Map.of())) {
            content = answer.readAllBytes();
        }
        if (words.flag("output").isEmpty()) {
            out.write(content);
        } else {
            Files.write(directory.resolve(words.flag("output")), content);
        }
        return 0;
    }

    private int rest(Words words) throws Refusal, IOException {
        switch (words.head(2)) {
            case "inspect cluster" -> out.println(lines.apply(config).ask("inspect-cluster", "{}"));
            case "auth whoami" -> {
                if (!lines.apply(config).ask("auth-active", "{}").equals("true")) {
                    throw new Refusal("the auth service is not activated");
                }
                out.println("You are \"" + lines.apply(config).ask("whoami", "{}") + "\"");
            }
            case "enterprise get-state" ->
                out.println(
                        lines.apply(config).ask("enterprise-state", "{}").equals("ACTIVE")
                                ? "Pachyderm Enterprise token state: ACTIVE\nExpiration: 2031-01-01 00:00:00 +0000 UTC"
                                : "No Pachyderm Enterprise token was found");
            default -> {
                return unknown(words);
            }
        }
        return 0;
    }

    /** A wrong count of arguments prints how it is used, and is no error: so it was up to 2.5. */
    private int usage(String command) {
        out.println("Usage:\n  pachctl " + command + " <argument> [flags]");
        return 0;
    }

    private int unknown(Words words) throws Refusal {
        throw new Refusal("Error: unknown command \"" + words.head(2) + "\" for \"pachctl\"\n"
                + "Run 'pachctl --help' for usage.");
    }
}
