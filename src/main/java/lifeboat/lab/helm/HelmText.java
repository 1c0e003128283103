package lifeboat.lab.helm;

import java.util.List;
import java.util.Set;
import lifeboat.lab.kube.ChartInstaller.Installed;

/** What Helm prints. */
final class HelmText {
    private static final Set<String> SHOWN = Set.of("deployed", "failed");

    private HelmText() {}

    static String list(List<Installed> releases, String namespace, HelmArguments arguments) {
        StringBuilder table = new StringBuilder(row("NAME", "NAMESPACE", "REVISION", "UPDATED", "STATUS", "CHART"));
        for (Installed release : releases) {
            if (SHOWN.contains(release.status()) || !arguments.flag("all").isEmpty()) {
                table.append(row(
                        release.name(),
                        namespace,
                        Integer.toString(release.revision()),
                        release.updated(),
                        release.status(),
                        "pachyderm-" + release.version()));
            }
        }
        return table.toString();
    }

    private static String row(String... columns) {
        return String.join("\t", columns) + "\n";
    }

    static String status(Installed release, String namespace) {
        return "NAME: " + release.name() + "\nLAST DEPLOYED: " + release.updated() + "\nNAMESPACE: " + namespace
                + "\nSTATUS: " + release.status() + "\nREVISION: " + release.revision() + "\nTEST SUITE: None\n";
    }

    /** JSON is YAML. */
    static String values(Installed release) {
        return "USER-SUPPLIED VALUES:\n" + release.valuesJson() + "\n";
    }
}
