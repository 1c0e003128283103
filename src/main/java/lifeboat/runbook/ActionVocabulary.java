package lifeboat.runbook;

import static lifeboat.runbook.Form.Field.optional;
import static lifeboat.runbook.Form.Field.required;

import java.util.List;
import java.util.stream.Stream;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Form.Kind;
import lifeboat.runbook.Form.ListOf;
import lifeboat.runbook.Form.MapOf;
import lifeboat.runbook.Form.Scalar;

/** The keys of every {@link Action}. */
final class ActionVocabulary {
    static final Scalar TEXT = Scalar.of(Kind.TEMPLATE);
    static final Scalar NUMBER = Scalar.of(Kind.NUMBER_TEMPLATE);
    static final Scalar FLAG = Scalar.of(Kind.BOOLEAN_TEMPLATE);
    static final Scalar DATABASE = Scalar.target("database");
    static final Scalar BUCKET = Scalar.target("bucket");
    static final Scalar PACHCTL = Scalar.target("pachctl");

    private static final ListOf TEXTS = new ListOf(TEXT, false, 1);

    private static final Field PREFLIGHT = optional(
            "preflight",
            Fields.of(
                    "preflight",
                    "Looks at everything that could stop the run before anything is changed.",
                    required(
                            "checks",
                            new ListOf(
                                    Scalar.words(
                                            "tools",
                                            "cluster",
                                            "permissions",
                                            "workloads",
                                            "pachctl",
                                            "database",
                                            "buckets",
                                            "disk"),
                                    false,
                                    1),
                            "The rows, in the order in which they are looked at."),
                    optional("app", TEXT, "pachd", "The label `app` of the server's pods."),
                    optional("databases", TEXTS, "Databases to look for; those that exist are registered."),
                    optional("whole_server", FLAG, "false", "Whether every database of the server is to be dumped.")),
            "Look at everything that could stop the run.");

    private static final Field KEEP_HELM_VALUES = optional(
            "keep_helm_values",
            Fields.of(
                    "keep_helm_values",
                    "Keeps the Helm values from the release secret.",
                    optional("release", TEXT, "", "The release; empty for the only one that is deployed.")),
            "Keep the Helm values in the backup's folder.");

    private static final Field KEEP_SECRETS = optional(
            "keep_secrets",
            Fields.of(
                    "keep_secrets",
                    "Keeps secrets by name and digest, with consent by content.",
                    optional("names", TEXTS, "Names of secrets; one that does not exist is left out."),
                    optional("selector", TEXT, "", "A label selector for more of them."),
                    optional("content", FLAG, "false", "Whether their content is kept, in files of mode 0600.")),
            "Keep the secrets that no Helm value holds.");

    private static final Field KEEP_OBJECTS = optional(
            "keep_objects",
            Fields.of(
                    "keep_objects",
                    "Keeps Kubernetes objects as they are now.",
                    required("objects", TEXTS, "`kind/name`, such as `deployment/pachd`; a missing one is left out."),
                    optional("selector", TEXT, "", "Replication controllers to keep as well.")),
            "Keep Kubernetes objects as they are now, one JSON file each.");

    private static final Field ANNOUNCE = optional(
            "announce",
            Fields.of(
                    "announce",
                    "Tells people something.",
                    required("message", TEXT, "The text."),
                    optional("webhook", TEXT, "", "A URL that gets the text as JSON; empty for none."),
                    optional("command", TEXT, "", "A program that gets the text on its standard input.")),
            "Tell people something; without webhook and command the text is shown for copying.");

    private static final Field MANUAL = optional(
            "manual",
            Fields.of(
                    "manual",
                    "Something that the operator does.",
                    required("instruction", TEXT, "What to do."),
                    required("evidence", TEXT, "What to write down as evidence, as a question.")),
            "Something that the operator does; the confirmation is the evidence.");

    private static final Field PAUSE = optional(
            "pause",
            Fields.of(
                    "pause",
                    "`pachctl enterprise pause`, 2.2 to 2.11.",
                    required("target", PACHCTL, "The pachctl to use.")),
            "Pause Pachyderm with `pachctl enterprise pause` (2.2 to 2.11).");

    private static final Field UNPAUSE = optional(
            "unpause",
            Fields.of(
                    "unpause",
                    "`pachctl enterprise unpause`, 2.2 to 2.11.",
                    required("target", PACHCTL, "The pachctl to use.")),
            "Unpause Pachyderm with `pachctl enterprise unpause`.");

    private static final Field SCALE = optional(
            "scale",
            Fields.of(
                            "scale",
                            "Scales workloads and records what they had.",
                            required("replicas", NUMBER, "How many replicas."),
                            optional("optional", Scalar.of(Kind.BOOLEAN), "false", "Whether it is fine to find none."))
                    .oneOf(workloads()),
            "Scale workloads and record what they had.");

    private static final Field DRAIN = optional(
            "drain",
            Fields.of(
                    "drain",
                    "Waits until no pod of the server, of the workers or of pachw is left.",
                    required("app", TEXT, "The label `app` of the server's pods; empty if the server stays.")),
            "Wait until the pods are gone.");

    private static final Field DUMP = optional(
            "dump",
            Fields.of(
                    "dump",
                    "Dumps one database with pg_dump, directory format.",
                    required("target", DATABASE, "The database server."),
                    required("database", TEXT, "The database's name."),
                    optional("jobs", NUMBER, "1", "How many tables are dumped at once."),
                    optional("compression", NUMBER, "6", "From 0, none, to 9.")),
            "Dump one database into the backup's folder.");

    private static final Field DUMP_GLOBALS = optional(
            "dump_globals",
            Fields.of(
                    "dump_globals",
                    "`pg_dumpall --globals-only --no-role-passwords`.",
                    required("target", DATABASE, "The database server.")),
            "Dump roles and tablespaces, without passwords.");

    private static final Field CLONE = optional(
            "clone",
            Fields.of(
                    "clone",
                    "Copies every object of one bucket into another.",
                    required("from", BUCKET, "The bucket to copy."),
                    required("to", BUCKET, "The bucket that gets the copy."),
                    optional("concurrency", NUMBER, "32", "How many copies are in flight.")),
            "Copy every object of one bucket into another, on the server's side where one store holds both.");

    private static final Field DOWNLOAD = optional(
            "download",
            Fields.of(
                    "download",
                    "Downloads every object of a bucket.",
                    required("from", BUCKET, "The bucket to download.")),
            "Download every object of a bucket into the backup's folder.");

    private static final Field COMPARE = optional(
            "compare",
            Fields.of(
                    "compare",
                    "Compares a bucket with its copy.",
                    required("from", BUCKET, "The bucket that was copied."),
                    optional("to", BUCKET, "The copy; without it the objects that were downloaded."),
                    optional("sample", NUMBER, "20", "How many objects are read back on both sides.")),
            "Compare a bucket with its copy and write the inventory.");

    private static final Field MANIFEST = optional(
            "manifest",
            Fields.of("manifest", "Writes manifest.json, last and atomically."),
            "Write the backup's manifest, last.");

    private static final Field RUN = optional(
            "run",
            Fields.of(
                    "run",
                    "Runs a program from an argument list, never through a shell.",
                    required("argv", TEXTS, "The program and its arguments."),
                    optional(
                            "environment",
                            new MapOf(
                                    TEXT,
                                    "an environment variable",
                                    Scalar.shaped("[A-Za-z_][A-Za-z0-9_]*", "PGPASSWORD")),
                            "Variables for the program; values may be secrets."),
                    optional("exit", new ListOf(Scalar.number(0, 255), false, 1), "The exit codes that mean success.")),
            "Run a program.");

    private static final List<Field> OWN = List.of(
            PREFLIGHT,
            KEEP_HELM_VALUES,
            KEEP_SECRETS,
            KEEP_OBJECTS,
            ANNOUNCE,
            MANUAL,
            PAUSE,
            UNPAUSE,
            SCALE,
            DRAIN,
            DUMP,
            DUMP_GLOBALS,
            CLONE,
            DOWNLOAD,
            COMPARE,
            MANIFEST,
            RUN);

    /** Every action, in the order in which the reader of the schema meets them. */
    static final List<Field> ALL = Stream.of(
                    OWN,
                    RestoringVocabulary.ALL,
                    EnterpriseVocabulary.ALL,
                    RouteVocabulary.ALL,
                    AtlasVocabulary.ALL,
                    ClassicVocabulary.ALL)
            .flatMap(List::stream)
            .toList();

    private ActionVocabulary() {}

    /** The two ways to name workloads. */
    static Field[] workloads() {
        return new Field[] {
            optional("deployment", TEXT, "A deployment, by its name."),
            optional("replication_controllers", TEXT, "Replication controllers, by a label selector.")
        };
    }
}
