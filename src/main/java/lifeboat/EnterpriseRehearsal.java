package lifeboat;

import java.util.LinkedHashMap;
import java.util.Map;
import lifeboat.lab.Lab;
import lifeboat.lab.LabDescription;
import lifeboat.lab.pachctl.EnterpriseContexts;
import lifeboat.runbook.EnterpriseAction;
import lifeboat.runbook.Given;
import lifeboat.runbook.Runbook;

/** What is different about a rehearsal with a stand-alone enterprise server. */
final class EnterpriseRehearsal {
    private EnterpriseRehearsal() {}

    /** Whether a runbook works on one. */
    static boolean isFor(Runbook book) {
        return book.steps().stream().anyMatch(step -> step.action() instanceof EnterpriseAction);
    }

    /** The runbook that makes the backup which a restore is rehearsed with. */
    static String maker(Runbook restore) {
        return isFor(restore) ? "enterprise-backup" : "pachyderm-backup";
    }

    /** What the lab answers to the questions that only such a runbook has. */
    static Map<String, Given> given(Runbook book, Lab lab, Map<String, Given> chosen) {
        LabDescription world = lab.description();
        boolean elsewhere = chosen.containsKey("context")
                && chosen.get("context").value().equals(world.second().context());
        Map<String, String> values = Map.of(
                "pachctl_config",
                lab.directory().resolve("pachctl/config.json").toString(),
                "enterprise_context",
                EnterpriseContexts.ENTERPRISE,
                "enterprise_address",
                elsewhere ? world.second().pachd() : world.cluster().pachd());
        Map<String, Given> given = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (book.parameter(name).isPresent()) {
                given.put(name, new Given(value, "lab"));
            }
        });
        return given;
    }
}
