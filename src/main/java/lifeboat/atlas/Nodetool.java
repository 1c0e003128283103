package lifeboat.atlas;

import java.util.List;
import java.util.regex.Pattern;
import lifeboat.atlas.AtlasException.Kind;
import lifeboat.process.Exit;

/**
 * Cassandra's {@code nodetool}, run on a node over the operator's own {@code ssh}. What ssh is given for the other side goes
 * through a shell there, so every word is one that no shell touches.
 */
public final class Nodetool {
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,252}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,127}");
    private static final Pattern FAILED = Pattern.compile("fail|error|exception", Pattern.CASE_INSENSITIVE);
    private static final Pattern FINISHED =
            Pattern.compile("finished|completed successfully", Pattern.CASE_INSENSITIVE);

    private final String ssh;
    private final String keyspace;

    /**
     * The tool for a keyspace.
     *
     * @param ssh a name on the path, or a path
     * @throws AtlasException if that is no name of a keyspace
     */
    public Nodetool(String ssh, String keyspace) throws AtlasException {
        this.ssh = ssh;
        this.keyspace = word(keyspace, "a keyspace");
    }

    private static String word(String text, String what) throws AtlasException {
        if (!WORD.matcher(text).matches()) {
            throw new AtlasException(
                    Kind.CONFIGURATION,
                    "\"" + text + "\" is not the name of " + what,
                    "Letters, digits, underscores and hyphens are allowed.");
        }
        return text;
    }

    private List<String> on(String node, List<String> words) throws AtlasException {
        if (!NODE.matcher(node).matches()) {
            throw new AtlasException(
                    Kind.CONFIGURATION,
                    "\"" + node + "\" is not a node",
                    "Name it as ssh knows it: host or user@host.");
        }
        List<String> argv =
                new java.util.ArrayList<>(List.of(ssh, "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "--", node));
        argv.add("nodetool");
        argv.addAll(words);
        return List.copyOf(argv);
    }

    /** The argument list that makes a snapshot of the keyspace. */
    public List<String> snapshot(String node, String name) throws AtlasException {
        return on(node, List.of("snapshot", "-t", word(name, "a snapshot"), keyspace));
    }

    /** The argument list that repairs the table of transactions in full. */
    public List<String> repair(String node) throws AtlasException {
        return on(node, List.of("repair", "--partitioner-range", "--full", "--", keyspace, "_transactions"));
    }

    /** The argument list that asks for the name of the cluster. */
    public List<String> describe(String node) throws AtlasException {
        return on(node, List.of("describecluster"));
    }

    /** The cluster's name, out of what {@link #describe} printed. */
    public static String clusterName(String node, Exit exit, List<String> lines) throws AtlasException {
        refuseFailure("asking", node, exit, lines);
        return lines.stream()
                .map(String::strip)
                .filter(line -> line.startsWith("Name:"))
                .map(line -> line.substring("Name:".length()).strip())
                .findFirst()
                .orElseThrow(() -> new AtlasException(
                        Kind.FAILED,
                        node + " did not say the name of its cluster",
                        "Run nodetool describecluster there."));
    }

    /** Judges a snapshot; one of that name that is there already was made by an earlier attempt of the same run. */
    public static void judgeSnapshot(String node, String name, Exit exit, List<String> lines) throws AtlasException {
        boolean there = lines.stream().anyMatch(line -> line.contains(name) && line.contains("already exists"));
        if (there) {
            return;
        }
        refuseFailure("the snapshot on", node, exit, lines);
        if (lines.stream().noneMatch(line -> line.contains(name))) {
            throw new AtlasException(
                    Kind.FAILED,
                    "the snapshot on " + node + " ended with exit code 0, but nodetool did not name it",
                    "Look with nodetool listsnapshots.");
        }
    }

    /** Judges a repair: old versions end with 0 although a session failed. */
    public static void judgeRepair(String node, Exit exit, List<String> lines) throws AtlasException {
        refuseFailure("the repair on", node, exit, lines);
        boolean failed = lines.stream().anyMatch(line -> FAILED.matcher(line).find());
        boolean finished =
                lines.stream().anyMatch(line -> FINISHED.matcher(line).find());
        if (failed || !finished) {
            throw new AtlasException(
                    Kind.FAILED,
                    "the repair on " + node + " ended with exit code 0, but nodetool "
                            + (failed ? "speaks of a failure" : "does not say that it finished"),
                    "Every node must be up. Read its log, then repair again; cleaning without it misses transactions.");
        }
    }

    private static void refuseFailure(String what, String node, Exit exit, List<String> lines) throws AtlasException {
        if (!exit.succeeded()) {
            throw new AtlasException(
                    Kind.FAILED,
                    what + " " + node + " failed, " + exit.words()
                            + (lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1)),
                    "Check that ssh gets to the node without a question, and that Cassandra runs there.");
        }
    }
}
