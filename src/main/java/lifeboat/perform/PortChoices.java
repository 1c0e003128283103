package lifeboat.perform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lifeboat.cluster.PortSwitch;
import lifeboat.run.Preview;
import lifeboat.runbook.RouteTask;
import lifeboat.runbook.Template;

/** Which other node ports of a service a step could move as well, and which of those that it moves it could leave. */
final class PortChoices {
    /** Where Pachyderm's own pages of 1.10 and later move what they move. */
    private static final Map<Integer, Integer> USUAL =
            Map.of(30650, 30649, 30651, 30648, 30652, 30647, 30654, 30646, 30655, 30644, 30600, 30611);

    private PortChoices() {}

    /** One for each port, and one for all of them; none where the runbook leaves nothing to choose. */
    static List<Preview.Choice> of(Call<?> call, RouteTask.SwitchPorts task, PortSwitch plan) {
        Optional<String> parameter = parameter(call, task);
        if (task.back() || parameter.isEmpty()) {
            return List.of();
        }
        String name = parameter.get();
        Map<String, String> chosen = chosen(call.text(new Template("{{ " + name + " }}")));
        List<Integer> taken =
                plan.rows().stream().flatMap(row -> row.after().stream()).toList();
        List<Preview.Choice> choices = new ArrayList<>();
        Map<String, String> all = new LinkedHashMap<>(chosen);
        for (PortSwitch.Row row : plan.rows()) {
            int port = row.port().nodePort().orElse(0);
            int to = USUAL.getOrDefault(port, 0);
            String from = Integer.toString(port);
            if (!row.moves() && to > 0 && !taken.contains(to)) {
                all.put(from, Integer.toString(to));
                choices.add(new Preview.Choice(
                        "also " + from,
                        row.label() + " moves to " + to + " as well",
                        name,
                        text(chosen, Map.of(from, Integer.toString(to)))));
            } else if (row.moves() && chosen.containsKey(from)) {
                Map<String, String> without = new LinkedHashMap<>(chosen);
                without.remove(from);
                choices.add(new Preview.Choice(
                        "not " + from, row.label() + " stays where it is", name, text(without, Map.of())));
            }
        }
        if (all.size() > chosen.size() + 1) {
            choices.add(0, new Preview.Choice("also all", "all of these move", name, text(all, Map.of())));
        }
        return List.copyOf(choices);
    }

    /** The parameter that names further ports: it alone is an element of the list, and it may still change. */
    private static Optional<String> parameter(Call<?> call, RouteTask.SwitchPorts task) {
        return task.ports().stream()
                .filter(template -> template.variables().size() == 1)
                .map(template -> template.variables().iterator().next())
                .filter(name -> task.ports().contains(new Template("{{ " + name + " }}")))
                .filter(name -> call.run().book().parameter(name).isPresent())
                .filter(name -> call.run().changeObstacle(name).isEmpty())
                .findFirst();
    }

    private static Map<String, String> chosen(String text) {
        Map<String, String> moves = new LinkedHashMap<>();
        for (String move : text.split("[,\\s]+")) {
            int colon = move.indexOf(':');
            if (colon > 0) {
                moves.put(move.substring(0, colon), move.substring(colon + 1));
            }
        }
        return moves;
    }

    private static String text(Map<String, String> moves, Map<String, String> more) {
        return Stream.concat(moves.entrySet().stream(), more.entrySet().stream())
                .map(move -> move.getKey() + ":" + move.getValue())
                .collect(Collectors.joining(","));
    }
}
