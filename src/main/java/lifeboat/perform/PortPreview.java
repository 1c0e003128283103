package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lifeboat.cluster.Marks;
import lifeboat.cluster.PortSwitch;
import lifeboat.cluster.ServiceRow;
import lifeboat.run.Preview;

/**
 * How a switch of ports is put before the operator: every port before and after, who is cut off and who is not.
 *
 * @param save the file that keeps the service as it was
 * @param unseen why node ports of other namespaces are not known
 * @param choices which ports could move as well, or stay
 */
record PortPreview(PortSwitch plan, String save, Optional<String> unseen, List<Preview.Choice> choices) {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    Preview preview(Marks marks, List<String> command) {
        ServiceRow service = plan.service();
        String object = "service/" + service.name();
        List<Preview.Change> changes = new ArrayList<>();
        List<Preview.Change> stays = new ArrayList<>();
        stays.add(new Preview.Change(object, "type", service.type(), service.type()));
        for (PortSwitch.Row row : plan.rows()) {
            String before = numbers(row, row.port().nodePort());
            (row.moves() ? changes : stays)
                    .add(new Preview.Change(object, row.label(), before, numbers(row, row.after())));
        }
        if (changes.isEmpty()) {
            return new Preview(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of("nothing has to change: it listens there already"),
                    List.of(),
                    stays,
                    choices);
        }
        return new Preview(
                changes, cutsOff(), List.of(command), details(object, marks), warnings(object), stays, choices);
    }

    private static String numbers(PortSwitch.Row row, Optional<Integer> nodePort) {
        return row.port().port() + " : " + nodePort.map(Object::toString).orElse("(none)");
    }

    private List<String> cutsOff() {
        return List.of("every client of "
                + plan.moving().stream()
                        .map(row -> ":" + row.port().nodePort().orElseThrow())
                        .collect(Collectors.joining(", "))
                + " (how many cannot be seen from here)");
    }

    private List<String> details(String object, Marks marks) {
        List<String> details = new ArrayList<>();
        List<PortSwitch.Row> open = plan.staying().stream()
                .filter(row -> row.port().nodePort().isPresent())
                .toList();
        if (!open.isEmpty()) {
            details.add("still open: "
                    + open.stream()
                            .map(row -> row.label().replaceFirst("-port$", "") + " "
                                    + row.port().nodePort().orElseThrow())
                            .collect(Collectors.joining(", ")));
        }
        List<String> offered = choices.stream()
                .map(Preview.Choice::say)
                .filter(say -> say.matches("also [0-9]+"))
                .map(say -> say.substring("also ".length()))
                .toList();
        if (!offered.isEmpty()) {
            details.add("may move too: " + String.join(", ", offered));
        }
        details.add("still in: "
                + plan.moving().stream()
                        .map(row -> plan.service().name() + ":" + row.port().port())
                        .collect(Collectors.joining(", "))
                + " inside the cluster; who is connected now, until it hangs up");
        details.add("firewall: must let "
                + plan.moving().stream()
                        .map(row -> row.after().orElseThrow().toString())
                        .collect(Collectors.joining(", "))
                + " through");
        details.add("saved: kubernetes/" + save);
        details.add("patch of " + object + ":\n" + String.join("\n", plan.patchLines(marks)));
        return details;
    }

    private List<String> warnings(String object) {
        List<String> warnings = new ArrayList<>();
        unseen.ifPresent(why -> warnings.add("whether another namespace holds one of the ports cannot be seen: " + why
                + "; the API server will say"));
        if (plan.service().annotations().containsKey(LAST_APPLIED)) {
            warnings.add("the next `kubectl apply` of the manifest of " + object
                    + " (and so `pachctl deploy`) puts the old ports back");
        }
        return warnings;
    }
}
