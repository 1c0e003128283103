package lifeboat.perform;

import java.util.List;
import lifeboat.cluster.helm.HelmValues;
import lifeboat.runbook.Template;

/**
 * Which server a runbook works on, by the name of its deployment, which is the label {@code app} of its pods too.
 *
 * @param name {@code pachd} or {@code pach-enterprise}
 */
record ServerApp(String name) {
    private static final String ENTERPRISE = "pach-enterprise";

    static ServerApp of(Call<?> call, Template app) {
        return new ServerApp(call.text(app));
    }

    /** Whether it is a standalone enterprise server: no workers, no pachw, no bucket, no paused mode. */
    boolean isEnterprise() {
        return name.equals(ENTERPRISE);
    }

    /** The values that make the chart install this server; pachd is what it installs by itself. */
    List<HelmValues.Edit> switches() {
        return isEnterprise()
                ? List.of(
                        new HelmValues.Edit("enterpriseServer.enabled", "true"),
                        new HelmValues.Edit("pachd.enabled", "false"))
                : List.of();
    }
}
