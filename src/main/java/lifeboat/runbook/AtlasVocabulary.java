package lifeboat.runbook;

import static lifeboat.runbook.Form.Field.optional;
import static lifeboat.runbook.Form.Field.required;

import java.util.List;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Form.Kind;
import lifeboat.runbook.Form.Scalar;
import lifeboat.runbook.Value.Entries;

/** The keys of every {@link AtlasTask} and of {@link Target.Atlas}. */
final class AtlasVocabulary {
    private static final Scalar TEXT = Scalar.of(Kind.TEMPLATE);
    private static final Field TARGET = required("target", Scalar.target("atlas"), "The AtlasDB.");
    private static final Field BACKUP = required("backup", TEXT, "The folder of the backup.");
    private static final Field NODES = optional("nodes", TEXT, "", "Cassandra's nodes, with commas between them.");
    private static final Field WHILE =
            required("while", Scalar.of(Kind.HOLD), "The hold that says that the service is stopped.");

    /** Every task, in the order in which the reader of the schema meets them. */
    static final List<Field> ALL = List.of(
            optional(
                    "atlas_preflight",
                    Fields.of(
                            "atlas_preflight",
                            "Looks at an AtlasDB before anything is changed.",
                            TARGET,
                            required("for", Scalar.words("backup", "restore"), "What is to be done with it."),
                            required("lock", TEXT, "How the backup lock is taken: `http`, `cli` or `none`."),
                            NODES),
                    "Look at program, version, configuration, store and lock of an AtlasDB."),
            optional(
                    "acquire_backup_lock",
                    Fields.of(
                            "acquire_backup_lock",
                            "Takes AtlasDB's backup lock.",
                            TARGET,
                            required("by", TEXT, "`http` or `cli`.")),
                    "Take AtlasDB's backup lock, which keeps sweep from deleting."),
            optional(
                    "release_backup_lock",
                    Fields.of(
                            "release_backup_lock",
                            "Gives AtlasDB's backup lock back.",
                            TARGET,
                            required("by", TEXT, "`http`, `cli`, or `sql` for one that came with a dump."),
                            optional("token", TEXT, "", "What taking it gave; empty if that is not known.")),
                    "Give AtlasDB's backup lock back."),
            optional(
                    "fetch_timestamp",
                    Fields.of(
                            "fetch_timestamp",
                            "Fetches a timestamp into a file that is written once.",
                            TARGET,
                            required("as", Scalar.words("backup", "fast-forward"), "Which of the two it is.")),
                    "Fetch a timestamp through the running service into the backup's folder."),
            optional(
                    "check_atlas_backup",
                    Fields.of("check_atlas_backup", "Proves that a backup belongs together.", TARGET, BACKUP),
                    "Read a backup, and prove that files, timestamps and store belong together."),
            optional(
                    "prove_offline",
                    Fields.of(
                            "prove_offline",
                            "Proves that nobody works with the store.",
                            TARGET,
                            optional("empty", Scalar.of(Kind.BOOLEAN), "false", "Whether it must be empty as well."),
                            NODES),
                    "Prove that nothing listens and nobody is connected."),
            optional(
                    "prove_empty",
                    Fields.of("prove_empty", "Proves that the store holds nothing.", TARGET, NODES),
                    "Prove that the store holds nothing."),
            optional(
                    "restore_atlas_store",
                    Fields.of(
                            "restore_atlas_store",
                            "Restores the dump of a store under a scratch name first.",
                            TARGET,
                            BACKUP,
                            optional(
                                    "jobs",
                                    Scalar.of(Kind.NUMBER_TEMPLATE),
                                    "1",
                                    "How many tables are restored at once.")),
                    "Restore the dump of a store in PostgreSQL into an empty database."),
            optional(
                    "clean_transactions",
                    Fields.of(
                            "clean_transactions",
                            "Deletes the transactions that committed after the backup timestamp.",
                            TARGET,
                            BACKUP,
                            WHILE),
                    "Delete the transactions that committed after the backup timestamp."),
            optional(
                    "fast_forward",
                    Fields.of(
                            "fast_forward",
                            "Makes the timestamp service begin above the fast-forward timestamp.",
                            TARGET,
                            BACKUP,
                            WHILE),
                    "Make the timestamp service begin above the fast-forward timestamp."),
            optional(
                    "prove_timestamps",
                    Fields.of(
                            "prove_timestamps",
                            "Proves that a fresh timestamp is above the fast-forward timestamp.",
                            TARGET,
                            BACKUP),
                    "Prove, once the service runs, that a fresh timestamp is above the fast-forward timestamp."),
            optional(
                    "nodetool",
                    Fields.of(
                            "nodetool",
                            "Has one Cassandra node do something.",
                            TARGET,
                            required("node", TEXT, "The node, as ssh knows it."),
                            required("does", Scalar.words("snapshot", "refresh", "repair"), "What it does."),
                            optional("tables", TEXT, "", "The tables that are refreshed, with commas between them.")),
                    "Have one Cassandra node do something with nodetool, over ssh."));

    /** What a target of this kind holds. */
    static final Field ATLAS = optional(
            "atlas",
            Fields.of(
                    "atlas",
                    "An AtlasDB: its program, its configuration, its store.",
                    optional("program", TEXT, "atlasdb", "The command line tool, on the path or a path."),
                    required("config", TEXT, "Its configuration."),
                    optional("config_root", TEXT, "/atlasdb", "The path to the AtlasDB block in it."),
                    required("version", TEXT, "The version of AtlasDB."),
                    required("store", TEXT, "`postgresql`, `cassandra`, `rocksdb` or `other`."),
                    required("service", TEXT, "The base URL of the product that serves it."),
                    optional("database", TEXT, "", "The store's database, on the server `database`."),
                    optional("keyspace", TEXT, "", "Cassandra's keyspace."),
                    optional("path", TEXT, "", "RocksDB's directory."),
                    optional("ssh", TEXT, "ssh", "The program that leads to Cassandra's nodes.")),
            "An AtlasDB.");

    private AtlasVocabulary() {}

    /** The task under a key of {@link #ALL}. */
    static AtlasTask task(String key, Entries at) {
        String target = at.string("target");
        return switch (key) {
            case "atlas_preflight" ->
                new AtlasTask.Preflight(
                        target, at.string("for").equals("backup"), at.template("lock"), at.template("nodes"));
            case "acquire_backup_lock" -> new AtlasTask.AcquireLock(target, at.template("by"));
            case "release_backup_lock" -> new AtlasTask.ReleaseLock(target, at.template("by"), at.template("token"));
            case "fetch_timestamp" ->
                new AtlasTask.FetchTimestamp(target, AtlasTask.FetchTimestamp.Which.of(at.string("as")));
            case "check_atlas_backup" -> new AtlasTask.CheckBackup(target, at.template("backup"));
            case "prove_offline" ->
                new AtlasTask.ProveOffline(target, at.string("empty").equals("true"), at.template("nodes"));
            case "prove_empty" -> new AtlasTask.ProveEmpty(target, at.template("nodes"));
            case "prove_timestamps" -> new AtlasTask.ProveTimestamps(target, at.template("backup"));
            case "restore_atlas_store" ->
                new AtlasTask.RestoreStore(target, at.template("backup"), at.template("jobs"));
            case "clean_transactions" ->
                new AtlasTask.CleanTransactions(target, at.template("backup"), at.string("while"));
            case "fast_forward" -> new AtlasTask.FastForward(target, at.template("backup"), at.string("while"));
            case "nodetool" ->
                new AtlasTask.AskNode(
                        target,
                        at.template("node"),
                        AtlasTask.AskNode.Work.of(at.string("does")),
                        at.template("tables"));
            default -> throw new IllegalArgumentException("no action is called " + key);
        };
    }

    /** The target of an entry. */
    static Target.Atlas target(Entries in) {
        return new Target.Atlas(
                in.template("program"),
                in.template("config"),
                in.template("config_root"),
                in.template("version"),
                in.template("store"),
                in.template("service"),
                in.template("database"),
                in.template("keyspace"),
                in.template("path"),
                in.template("ssh"));
    }
}
