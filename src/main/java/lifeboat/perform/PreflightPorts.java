package lifeboat.perform;

import java.nio.file.Files;
import java.util.stream.Collectors;
import lifeboat.cluster.helm.HelmValues;
import lifeboat.pachyderm.ChartPorts;
import lifeboat.runbook.Restoring;

/** The row of a restore's preflight that looks whether the install would get the node ports that the kept values ask for. */
record PreflightPorts(Call<Restoring.PreflightRestore> call, Sheet sheet) {
    private static final String ROW = "ports";

    void look() throws PerformException {
        String deployment = call.text(call.action().deployment());
        String version = sheet.text("version");
        if (deployment.equals("keep")
                || version.isEmpty()
                || !Files.exists(Folders.of(call).helmValues())) {
            return;
        }
        HelmValues values = EditValuesDoing.read(Folders.of(call).helmValues());
        TakenPorts ports = TakenPorts.look(
                call,
                Versions.of(version),
                new ServerApp(call.text(call.action().app())).seenBy(values),
                deployment.equals("replace") ? sheet.text("release") : "");
        boolean dropped = call.text(call.action().nodePorts()).equals("drop");
        String dropping = ports.inTheWay().stream()
                .map(one -> one.service() + " gets none, so nodes do not listen for it")
                .collect(Collectors.joining("; "));
        ports.unseen()
                .filter(reason -> !ports.asked().isEmpty())
                .ifPresent(reason -> sheet.warn(
                        ROW, "whether another namespace has the node ports of the values is not known: " + reason));
        for (String taken : ports.taken()) {
            if (dropped) {
                sheet.warn(ROW, taken + " that the values ask for");
            } else {
                sheet.fail(
                        ROW,
                        taken
                                + " that the values ask for, and a node port is one for the whole cluster: helm would fail"
                                + " half-way",
                        "Restore into another cluster, free the ports, or choose that the new services get no node"
                                + " ports (node_ports: drop).");
            }
        }
        if (dropped && !dropping.isEmpty()) {
            sheet.warn(ROW, dropping + ": an address with the old port leads to the old server");
        } else if (!ports.asked().isEmpty()
                && ports.taken().isEmpty()
                && ports.unseen().isEmpty()) {
            sheet.pass(
                    ROW,
                    "free: " + ports.asked().stream().map(PreflightPorts::words).collect(Collectors.joining("; ")));
        }
    }

    private static String words(ChartPorts.Asked asked) {
        return "the node ports "
                + asked.ports().stream().map(String::valueOf).collect(Collectors.joining(", ")) + " of "
                + asked.service();
    }
}
