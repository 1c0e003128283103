package lifeboat.runbook;

import static lifeboat.runbook.Form.Field.optional;
import static lifeboat.runbook.Form.Field.required;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import lifeboat.runbook.Form.Choice;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Form.Kind;
import lifeboat.runbook.Form.ListOf;
import lifeboat.runbook.Form.MapOf;
import lifeboat.runbook.Form.OrInclude;
import lifeboat.runbook.Form.Plain;
import lifeboat.runbook.Form.Scalar;

/** The keys of a runbook: the one table that the loader and the JSON Schema are made from. */
final class Vocabulary {
    /** The only value of {@code schema}. */
    static final String VERSION = "lifeboat/v1";

    private static final Scalar TEXT = Scalar.of(Kind.TEXT);
    private static final Scalar TEMPLATE = Scalar.of(Kind.TEMPLATE);
    private static final Scalar SLUG = Scalar.of(Kind.SLUG);
    private static final Scalar FLAG = Scalar.of(Kind.BOOLEAN);
    private static final Scalar CONDITION = Scalar.of(Kind.CONDITION);
    private static final Scalar DURATION = Scalar.of(Kind.DURATION);

    /** What the key of a parameter or a target looks like. */
    static final Scalar NAME = Scalar.shaped("[a-z][a-z0-9_]{0,63}", "backup_dir");

    private static final Fields PARAMETER = Fields.of(
            "parameter",
            "A value that is asked for before the run starts.",
            required("type", Scalar.words(typeNames()), "Which values are accepted and which choices are offered."),
            optional("ask", TEXT, "", "The question."),
            optional("help", TEXT, "", "One or two sentences beside the question."),
            optional("default", TEMPLATE, "Used when nothing else gives a value; may use the parameters above."),
            optional("required", FLAG, "false", "Whether an empty value is refused."),
            optional("choices", new ListOf(TEXT, false, 1), "The only accepted values of a `choice`."),
            optional("pattern", Scalar.of(Kind.PATTERN), "A regular expression for the whole value."),
            optional(
                    "from",
                    Scalar.shaped("env:[A-Za-z_][A-Za-z0-9_]*", "env:PGPASSWORD"),
                    "Where to read it when nothing else gives a value: `env:NAME`."),
            optional("when", CONDITION, "Asked only if this holds; otherwise it has its default."));

    private static final Fields TARGET = Fields.of("target", "Something in the world that the steps work on.")
            .oneOf(
                    optional(
                            "cluster",
                            Fields.of(
                                    "cluster",
                                    "A Kubernetes cluster and namespace.",
                                    optional("kubeconfig", TEMPLATE, "", "A path; empty for the usual place."),
                                    optional("context", TEMPLATE, "", "A context; empty for the current one."),
                                    required("namespace", TEMPLATE, "Where the workloads are.")),
                            "A Kubernetes cluster and namespace."),
                    optional(
                            "database",
                            Fields.of(
                                    "database",
                                    "A PostgreSQL server.",
                                    required("host", TEMPLATE, "Its host, PostgreSQL itself and not a pooler."),
                                    optional("port", Scalar.of(Kind.NUMBER_TEMPLATE), "5432", "Its port."),
                                    required("user", TEMPLATE, "The role that may dump."),
                                    optional("password", TEMPLATE, "", "Its password."),
                                    optional("sslmode", TEMPLATE, "verify-full", "One of libpq's names."),
                                    optional("root_certificate", TEMPLATE, "", "A path; empty for libpq's default.")),
                            "A PostgreSQL server."),
                    optional(
                            "bucket",
                            Fields.of(
                                    "bucket",
                                    "A bucket of an object store.",
                                    required("name", TEMPLATE, "The bucket's name."),
                                    optional("endpoint", TEMPLATE, "", "A URL; empty for the SDK's own."),
                                    optional("region", TEMPLATE, "", "A region; empty for the SDK's own."),
                                    optional("access_key", TEMPLATE, "", "Empty for the SDK's own."),
                                    optional("secret_key", TEMPLATE, "", "Empty for the SDK's own.")),
                            "A bucket of an object store."),
                    optional(
                            "backup",
                            Fields.of("backup", "The folder of a backup.", required("folder", TEMPLATE, "Its path.")),
                            "The folder of a backup; the one that a restore reads is called `backup`."),
                    optional(
                            "pachctl",
                            Fields.of(
                                    "pachctl",
                                    "The pachctl program.",
                                    optional("program", TEMPLATE, "pachctl", "A name on the path, or a path."),
                                    optional("context", TEMPLATE, "", "A pachctl context; empty for the active one."),
                                    optional("config", TEMPLATE, "", "Its configuration; empty for its own.")),
                            "The pachctl program."),
                    AtlasVocabulary.ATLAS);

    private static final Fields HOLD = Fields.of(
            "hold",
            "A change that must be taken back before the run may close.",
            required("means", TEMPLATE, "What it means for the users of the cluster."),
            optional("by_hand", TEMPLATE, "What takes it back without Lifeboat."));

    private static final Fields UNDO = new Fields(
            "undo", "The action that takes a step back.", List.of(), Choice.EXACTLY_ONE, () -> ActionVocabulary.ALL);

    private static final Fields PROBE = new Fields(
            "probe",
            "What tells, after a crash, whether the step took effect.",
            List.of(),
            Choice.EXACTLY_ONE,
            () -> CheckVocabulary.ALL);

    private static final Fields VERIFY = new Fields(
            "verify", "What must hold after the step.", List.of(), Choice.AT_LEAST_ONE, () -> CheckVocabulary.ALL);

    private static final ListOf HOLDS = new ListOf(Scalar.of(Kind.HOLD), true, 1);

    private static final Fields STEP = new Fields(
            "step",
            "One step: one action, how it is confirmed, proved and taken back.",
            List.of(
                    required("id", SLUG, "Its stable name; resume finds it by that."),
                    required("title", TEXT, "A short imperative."),
                    optional("why", TEXT, "", "The reason, and where a published page is wrong."),
                    optional("effect", Scalar.words("read", "mutate", "destroy"), "How strong the confirmation is."),
                    optional("when", CONDITION, "Left out unless this holds."),
                    optional("foreach", TEMPLATE, "The list it is done for, with `item` as the element."),
                    optional("parallel", Scalar.number(1, 64), "How many parts may be in flight."),
                    optional("register", Scalar.of(Kind.REGISTER), "The name under which outputs become variables."),
                    optional("holds", HOLDS, "The holds that it opens."),
                    optional("releases", HOLDS, "The holds that it releases."),
                    optional("cuts_off", new ListOf(TEMPLATE, true, 1), "Who is cut off by it."),
                    optional("verify", new ListOf(VERIFY, true, 1), "What must hold afterwards."),
                    optional("probe", PROBE, "What tells, after a crash, whether it took effect."),
                    optional("undo", UNDO, "What takes it back."),
                    optional("downtime", Scalar.words("begin", "end"), "Whether the outage begins or ends here."),
                    optional("timeout", DURATION, "10m", "How long one attempt may take, checks not counted."),
                    optional("eta", DURATION, "How long it usually takes."),
                    optional("required", FLAG, "false", "Whether it cannot be skipped."),
                    optional("confirm", TEMPLATE, "What must be typed when it destroys.")),
            Choice.EXACTLY_ONE,
            Vocabulary::stepAlternatives);

    private static final MapOf PARAMETERS = new MapOf(new OrInclude(PARAMETER), "a parameter", NAME);

    /** What brings in a fragment. */
    static final Fields INCLUDE = Fields.of(
            "include",
            "Brings in what a fragment holds.",
            required(
                    "include",
                    Scalar.shaped(Fragments.PATH, "fragments/dump.yaml"),
                    "The fragment, beside the runbook."),
            optional("with", new MapOf(new Plain(), "an argument", NAME), "What its arguments stand for."),
            optional("when", CONDITION, "Goes for each of its parameters and steps, beside their own `when`."));

    private static final Fields ARGUMENT = Fields.of(
            "argument",
            "What differs from one include of a fragment to the next; used as `<< name >>`.",
            required("means", TEXT, "What it stands for."),
            optional("default", new Plain(), "Used when an include does not name it; without one it must be named."));

    /** What the arguments of a fragment are. */
    static final MapOf ARGUMENTS = new MapOf(ARGUMENT, "an argument", NAME);

    /** The whole file, when it is a fragment. */
    static final Fields FRAGMENT = Fields.of(
            "fragment",
            "A part of a runbook that several runbooks include.",
            required("schema", Scalar.words(VERSION), "The version of this format."),
            required("fragment", SLUG, "Its name."),
            required("summary", TEXT, "What it is for, one or two sentences."),
            optional("arguments", ARGUMENTS, "What differs from one include to the next."),
            optional("parameters", new MapOf(PARAMETER, "a parameter", NAME), "What is asked, in this order."),
            optional("targets", new MapOf(TARGET, "a target", NAME), "What the steps work on, by name."),
            optional("holds", new MapOf(HOLD, "a hold", SLUG), "What the holds of the steps mean."),
            optional("steps", new ListOf(STEP, false, 1), "The steps, in order."));

    /** The whole file. */
    static final Fields RUNBOOK = Fields.of(
            "runbook",
            "A procedure for Lifeboat.",
            required("schema", Scalar.words(VERSION), "The version of this format."),
            required("id", SLUG, "The runbook's name."),
            required("title", TEXT, "What it does."),
            optional("summary", TEXT, "", "What it is for, one or two sentences."),
            optional(
                    "requires",
                    Fields.of(
                            "requires",
                            "What must be there.",
                            optional(
                                    "tools",
                                    new MapOf(
                                            Scalar.shaped("\\*|(>=|<=|==|>|<)[0-9]+([.][0-9]+)*", ">=13"),
                                            "a program",
                                            Scalar.shaped("[A-Za-z][A-Za-z0-9._-]{0,63}", "pg_dump")),
                                    "Programs, each with `*` or a version such as `>=13`.")),
                    "What must be there before the run starts."),
            optional("parameters", PARAMETERS, "What is asked, in this order."),
            optional("targets", new MapOf(TARGET, "a target", NAME), "What the steps work on, by name."),
            optional(
                    "identity",
                    new ListOf(Scalar.target("cluster", "database", "bucket", "backup", "pachctl", "atlas"), false, 1),
                    "The targets that are pinned and looked at again before every change."),
            required("lock", TEMPLATE, "The name under which only one run may work."),
            optional(
                    "watch",
                    new ListOf(
                            Fields.of("watch", "Pods to show.", required("pods", TEMPLATE, "A label selector.")),
                            false,
                            1),
                    "The pods that are shown while the run works."),
            optional("holds", new MapOf(HOLD, "a hold", SLUG), "What the holds of the steps mean."),
            required("steps", new ListOf(new OrInclude(STEP), false, 1), "The steps, in order."),
            optional(
                    "finally",
                    new ListOf(Scalar.of(Kind.STEP), false, 1),
                    "Steps offered on abort and after a crash, for the holds that are open."));

    private Vocabulary() {}

    private static List<Field> stepAlternatives() {
        List<Field> all = new java.util.ArrayList<>(ActionVocabulary.ALL);
        all.add(optional("together", new ListOf(STEP, false, 2), "Steps that run side by side as parts of this one."));
        return all;
    }

    private static String[] typeNames() {
        return Arrays.stream(Parameter.Type.values())
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }
}
