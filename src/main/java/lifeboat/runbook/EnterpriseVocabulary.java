package lifeboat.runbook;

import static lifeboat.runbook.Form.Field.optional;
import static lifeboat.runbook.Form.Field.required;

import java.util.List;
import lifeboat.runbook.Form.Field;
import lifeboat.runbook.Form.Fields;
import lifeboat.runbook.Value.Entries;

/** The keys of every {@link EnterpriseTask}. */
final class EnterpriseVocabulary {
    private static final Field TARGET =
            required("target", ActionVocabulary.PACHCTL, "The pachctl that asks the enterprise server.");

    /** Every task, in the order in which the reader of the schema meets them. */
    static final List<Field> ALL = List.of(
            optional(
                    "set_enterprise_context",
                    Fields.of(
                            "set_enterprise_context",
                            "Makes a context of pachctl the enterprise context.",
                            TARGET,
                            required(
                                    "context",
                                    ActionVocabulary.TEXT,
                                    "The context; empty to leave the one that is there.")),
                    "Make a context of pachctl the enterprise context; its configuration is kept aside."),
            optional(
                    "keep_clusters",
                    Fields.of("keep_clusters", "Records which clusters are registered.", TARGET),
                    "Record which clusters are registered with the enterprise server."),
            optional(
                    "check_clusters",
                    Fields.of("check_clusters", "Waits for the clusters of the backup.", TARGET),
                    "Wait until every cluster of the backup is registered again and was heard since the install."));

    private EnterpriseVocabulary() {}

    /** Whether a key is one of {@link #ALL}. */
    static boolean knows(String key) {
        return ALL.stream().anyMatch(field -> field.name().equals(key));
    }

    /** The task under a key of {@link #ALL}. */
    static EnterpriseTask task(String key, Entries at) {
        String target = at.string("target");
        return switch (key) {
            case "set_enterprise_context" -> new EnterpriseTask.SetContext(target, at.template("context"));
            case "keep_clusters" -> new EnterpriseTask.KeepClusters(target);
            case "check_clusters" -> new EnterpriseTask.CheckClusters(target);
            default -> throw new IllegalArgumentException("no action is called " + key);
        };
    }
}
