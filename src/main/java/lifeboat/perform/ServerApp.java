package lifeboat.perform;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** The values as they are when the chart is made to install this server. */
    Function<String, Optional<String>> seenBy(HelmValues values) {
        return path -> switches().stream()
                .filter(edit -> edit.path().equals(path))
                .findFirst()
                .map(HelmValues.Edit::value)
                .or(() -> values.at(path));
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
