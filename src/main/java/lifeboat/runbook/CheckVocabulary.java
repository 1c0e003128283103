package lifeboat.runbook;

import static lifeboat.runbook.Form.Field.optional;
import static lifeboat.runbook.Form.Field.required;

import java.util.List;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Form.Kind;
import lifeboat.runbook.Form.ListOf;
import lifeboat.runbook.Form.Scalar;

/** The keys of every {@link Check}. */
final class CheckVocabulary {
    private static final Field REPLICAS = optional(
            "replicas",
            Fields.of(
                            "replicas_check",
                            "Workloads ask for exactly so many replicas.",
                            required("equals", ActionVocabulary.NUMBER, "How many replicas."))
                    .oneOf(ActionVocabulary.workloads()),
            "The workloads ask for exactly so many replicas.");

    private static final Field READY = optional(
            "ready",
            Fields.of(
                    "ready_check",
                    "A deployment is ready.",
                    required("deployment", ActionVocabulary.TEXT, "The deployment's name.")),
            "The deployment has all its pods ready; waited for.");

    private static final Field BACK = optional(
            "back",
            Fields.of(
                    "back_check",
                    "Workloads have replicas again.",
                    required(
                            "workloads",
                            new ListOf(ActionVocabulary.TEXT, true, 0),
                            "`kind/name=replicas`, as a `scale` step registers them."),
                    optional(
                            "observed",
                            Scalar.of(Kind.BOOLEAN),
                            "false",
                            "Whether one that stays away is only reported, because it scales by load.")),
            "Workloads that had replicas have some again; waited for.");

    private static final Field DRAINED = optional(
            "drained",
            Fields.of(
                    "drained_check",
                    "No pod is left.",
                    required("app", ActionVocabulary.TEXT, "The label `app` of the server's pods.")),
            "No pod of the server, of the workers or of pachw is left.");

    private static final Field PAUSED =
            optional("paused", Scalar.of(Kind.BOOLEAN), "Whether Pachyderm is in paused mode; waited for.");

    private static final Field DUMPED = optional(
            "dumped",
            Fields.of(
                    "dumped_check",
                    "A dump is complete.",
                    required("database", ActionVocabulary.TEXT, "The database's name.")),
            "The dump of a database is complete and its files have the recorded digests.");

    private static final Field ANSWERS = optional(
            "answers",
            Fields.of(
                    "answers_check",
                    "The server answers.",
                    required("target", ActionVocabulary.PACHCTL, "The pachctl to ask with."),
                    optional(
                            "enterprise",
                            Scalar.of(Kind.BOOLEAN),
                            "false",
                            "Whether the enterprise server is asked and not pachd.")),
            "`pachctl version` names the server's version; waited for.");

    private static final Field INSTALLED = optional(
            "installed",
            Fields.of(
                    "installed_check",
                    "A Helm release is deployed in this version, and its pods run it.",
                    required("release", ActionVocabulary.TEXT, "The release."),
                    required("deployment", ActionVocabulary.TEXT, "The deployment of its server."),
                    required("version", ActionVocabulary.TEXT, "The version of chart and image.")),
            "A Helm release is deployed in this version and every pod runs an image of it; waited for.");

    private static final Field UNINSTALLED = optional(
            "uninstalled",
            Fields.of(
                    "uninstalled_check",
                    "A Helm release is gone.",
                    required("release", ActionVocabulary.TEXT, "The release."),
                    required("deployment", ActionVocabulary.TEXT, "The deployment of its server.")),
            "A Helm release, its deployment and its pods are gone; waited for.");

    private static final Field REACHABLE = optional(
            "reachable",
            Fields.of(
                    "reachable_check",
                    "A server answers on an address, or does not.",
                    required("target", ActionVocabulary.PACHCTL, "The pachctl to ask with."),
                    required("address", ActionVocabulary.TEXT, "Where, whatever its context says."),
                    optional("equals", Scalar.of(Kind.BOOLEAN), "true", "Whether it is to answer.")),
            "`pachctl version` is answered on an address, or is not; waited for.");

    /** Every check. */
    static final List<Field> ALL =
            List.of(REPLICAS, READY, BACK, DRAINED, PAUSED, DUMPED, ANSWERS, INSTALLED, UNINSTALLED, REACHABLE);

    private CheckVocabulary() {}
}
