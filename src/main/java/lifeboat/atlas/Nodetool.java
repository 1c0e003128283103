package lifeboat.atlas;

import java.util.List;
import java.util.regex.Pattern;
import lifeboat.atlas.AtlasException.Kind;

/**
 * Cassandra's {@code nodetool}, run on a node over the operator's own {@code ssh}. What ssh is given for the other side goes
 * through a shell there, so every word is one that no shell touches.
 */
public final class Nodetool {
    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,252}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,127}");

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

    /** The keyspace that it is about. */
    public String keyspace() {
        return keyspace;
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

    /** The argument list that lists the snapshots. */
    public List<String> listSnapshots(String node) throws AtlasException {
        return on(node, List.of("listsnapshots"));
    }

    /** The argument list that asks for the tables of the keyspace. */
    public List<String> tables(String node) throws AtlasException {
        // Later versions call it tablestats, and know the old name too.
        return on(node, List.of("cfstats", keyspace));
    }

    /** The argument list that takes in the files that were put into the directory of a table. */
    public List<String> refresh(String node, String table) throws AtlasException {
        return on(node, List.of("refresh", "--", keyspace, word(table, "a table")));
    }
}
