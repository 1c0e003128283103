package lifeboat.atlas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.atlas.AtlasException.Kind;
import lifeboat.process.Exit;

/** What the answers of {@link Nodetool} mean: its exit code alone proves little. */
public final class NodeAnswers {
    private static final Pattern FAILED = Pattern.compile("fail|error|exception", Pattern.CASE_INSENSITIVE);
    private static final Pattern FINISHED =
            Pattern.compile("finished|completed successfully", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE = Pattern.compile("\\s*Table(?: \\(index\\))?: (\\S+)\\s*");
    private static final Pattern SSTABLES = Pattern.compile("\\s*SSTable count: ([0-9]{1,9})\\s*");

    private NodeAnswers() {}

    /** The cluster's name, out of what {@link Nodetool#describe} printed. */
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

    /**
     * The tables that a snapshot of the keyspace holds on a node, out of what {@link Nodetool#listSnapshots} printed.
     *
     * @throws AtlasException if {@code _transactions} is not among them
     */
    public static List<String> snapshotTables(String node, String keyspace, String name, Exit exit, List<String> lines)
            throws AtlasException {
        refuseFailure("listing the snapshots of", node, exit, lines);
        List<String> tables = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length > 2 && words[0].equals(name) && words[1].equals(keyspace)) {
                tables.add(words[2]);
            }
        }
        if (!tables.contains("_transactions")) {
            throw new AtlasException(
                    Kind.FAILED,
                    "the snapshot on " + node + " holds "
                            + (tables.isEmpty() ? "no table of " + keyspace : "no table _transactions"),
                    "Look with nodetool listsnapshots whether " + keyspace + " is the keyspace of an AtlasDB.");
        }
        return List.copyOf(tables);
    }

    /**
     * Whether a node knows no such keyspace, out of what {@link Nodetool#tables} printed.
     *
     * @throws AtlasException if the answer does not tell
     */
    public static boolean isAbsent(String node, String keyspace, Exit exit, List<String> lines) throws AtlasException {
        if (!exit.succeeded() && lines.stream().anyMatch(line -> saysUnknown(line, keyspace))) {
            return true;
        }
        refuseFailure("asking", node, exit, lines);
        if (lines.stream().noneMatch(line -> line.matches("\\s*Keyspace ?: " + Pattern.quote(keyspace) + "\\s*"))) {
            throw new AtlasException(
                    Kind.FAILED,
                    node + " did not say whether the keyspace " + keyspace + " exists",
                    "Run nodetool cfstats " + keyspace + " there.");
        }
        return false;
    }

    private static boolean saysUnknown(String line, String keyspace) {
        int at = line.toLowerCase(java.util.Locale.ROOT).indexOf("unknown keyspace");
        return at >= 0 && line.substring(at).strip().endsWith(" " + keyspace);
    }

    /** How many files a node has in use for each table of the keyspace, out of what {@link Nodetool#tables} printed. */
    public static Map<String, Integer> files(String node, Exit exit, List<String> lines) throws AtlasException {
        refuseFailure("asking", node, exit, lines);
        Map<String, Integer> files = new LinkedHashMap<>();
        Optional<String> table = Optional.empty();
        for (String line : lines) {
            Matcher named = TABLE.matcher(line);
            Matcher counted = SSTABLES.matcher(line);
            if (named.matches()) {
                table = Optional.of(named.group(1));
            } else if (counted.matches() && table.isPresent()) {
                files.put(table.get(), Integer.parseInt(counted.group(1)));
            }
        }
        return files;
    }

    /** Judges the taking in of a table's files. */
    public static void judgeRefresh(String node, String table, Exit exit, List<String> lines) throws AtlasException {
        refuseFailure("the refresh of " + table + " on", node, exit, lines);
        if (lines.stream().anyMatch(line -> FAILED.matcher(line).find())) {
            throw new AtlasException(
                    Kind.FAILED,
                    "the refresh of " + table + " on " + node
                            + " ended with exit code 0, but nodetool speaks of a failure",
                    "Read the node's log; the files may belong to Cassandra's user, or be of another version.");
        }
    }
}
