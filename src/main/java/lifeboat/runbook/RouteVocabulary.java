package lifeboat.runbook;

import static lifeboat.runbook.Form.Field.optional;
import static lifeboat.runbook.Form.Field.required;

import java.util.List;
import java.util.Optional;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Form.Kind;
import lifeboat.runbook.Form.ListOf;
import lifeboat.runbook.Form.Scalar;
import lifeboat.runbook.Value.Entries;

/** The keys of every {@link RouteTask}. */
final class RouteVocabulary {
    /** Every task, in the order in which the reader of the schema meets them. */
    static final List<Field> ALL = List.of(
            optional(
                    "switch_ports",
                    Fields.of(
                            "switch_ports",
                            "Moves node ports of a service.",
                            required("service", ActionVocabulary.TEXT, "The service."),
                            required(
                                    "ports",
                                    new ListOf(ActionVocabulary.TEXT, true, 1),
                                    "Each `FROM:TO`, or several with commas between them, or empty."),
                            optional(
                                    "back",
                                    Scalar.of(Kind.BOOLEAN),
                                    "false",
                                    "Whether they go the other way, each from TO to FROM."),
                            optional(
                                    "target",
                                    ActionVocabulary.PACHCTL,
                                    "The pachctl with which the old and the new port are asked afterwards."),
                            required(
                                    "save",
                                    ActionVocabulary.TEXT,
                                    "The file in `kubernetes/` of the backup that keeps the service as it was.")),
                    "Move node ports of a service, so that those who know only the old ones are refused."),
            optional(
                    "update_pachctl_context",
                    Fields.of(
                            "update_pachctl_context",
                            "Gives a context of pachctl another address.",
                            required("target", ActionVocabulary.PACHCTL, "The pachctl whose context it is."),
                            optional("context", ActionVocabulary.TEXT, "", "The context; empty for the active one."),
                            optional(
                                    "address",
                                    ActionVocabulary.TEXT,
                                    "",
                                    "Where it leads to; empty to keep the host and change the port."),
                            optional("port", ActionVocabulary.TEXT, "", "The port, when there is no address.")),
                    "Give a context of pachctl another address; its configuration is kept aside."));

    private RouteVocabulary() {}

    /** Whether a key is one of {@link #ALL}. */
    static boolean knows(String key) {
        return ALL.stream().anyMatch(field -> field.name().equals(key));
    }

    /** The task under a key of {@link #ALL}. */
    static RouteTask task(String key, Entries at) {
        return switch (key) {
            case "switch_ports" ->
                new RouteTask.SwitchPorts(
                        at.template("service"),
                        at.templates("ports"),
                        at.string("back").equals("true"),
                        at.template("save"),
                        Optional.of(at.string("target")).filter(one -> !one.isEmpty()));
            case "update_pachctl_context" ->
                new RouteTask.UpdateContext(
                        at.string("target"), at.template("context"), at.template("address"), at.template("port"));
            default -> throw new IllegalArgumentException("no action is called " + key);
        };
    }
}
