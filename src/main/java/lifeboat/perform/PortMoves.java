package lifeboat.perform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lifeboat.backup.BackupFolder;
import lifeboat.cluster.ClusterException;
import lifeboat.cluster.ObjectKind;
import lifeboat.runbook.RouteTask;
import lifeboat.runbook.Template;

/** What a step says of moving ports, and where the service is kept as it was. */
final class PortMoves {
    private static final Pattern MOVE = Pattern.compile("([0-9]{1,5}):([0-9]{1,5})");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*[.]json");

    private PortMoves() {}

    /** From where to where, in the order in which it is written; the other way round for the way back. */
    static Map<Integer, Integer> of(Call<?> call, RouteTask.SwitchPorts task) throws PerformException {
        Map<Integer, Integer> moves = of(call, task.ports());
        if (!task.back()) {
            return moves;
        }
        Map<Integer, Integer> back = new LinkedHashMap<>();
        for (Map.Entry<Integer, Integer> move : moves.entrySet()) {
            if (back.put(move.getValue(), move.getKey()) != null) {
                throw new PerformException(
                        "two ports are to come back from " + move.getValue(), "Say for each where it is.");
            }
        }
        return back;
    }

    private static Map<Integer, Integer> of(Call<?> call, List<Template> ports) throws PerformException {
        Map<Integer, Integer> moves = new LinkedHashMap<>();
        for (Template template : ports) {
            for (String text : call.text(template).split("[,\\s]+")) {
                if (text.isEmpty()) {
                    continue;
                }
                Matcher move = MOVE.matcher(text);
                if (!move.matches()) {
                    throw new PerformException(
                            "\"" + text + "\" does not say which port moves where",
                            "Write FROM:TO, such as 30650:30649; several with commas between them.");
                }
                int from = Integer.parseInt(move.group(1));
                Integer other = moves.put(from, Integer.parseInt(move.group(2)));
                if (other != null) {
                    throw new PerformException("the port " + from + " is to move twice", "Say once where it goes.");
                }
            }
        }
        if (moves.isEmpty()) {
            throw new PerformException("no port is to move", "Say which one, as FROM:TO.");
        }
        return moves;
    }

    /**
     * Keeps the service as it is now, in the backup, or in the run's folder once the backup is finished; a file that is there
     * already stays, and this one gets a number.
     */
    static String save(Call<?> call, RouteTask.SwitchPorts task, String service) throws PerformException {
        String name = call.text(task.save());
        if (!FILE.matcher(name).matches()) {
            throw new PerformException(
                    "\"" + name + "\" is no name for a file of the backup", "Take a plain name that ends with .json.");
        }
        Optional<String> json;
        try {
            json = call.world().cluster(call.run()).object(ObjectKind.SERVICE, service);
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
        byte[] content = json.orElseThrow(
                        () -> new PerformException("service/" + service + " is gone", "Look what deleted it."))
                .getBytes(StandardCharsets.UTF_8);
        // A backup whose manifest is written gets no more files: it would not be what the manifest says.
        BackupFolder backup = Folders.of(call);
        boolean finished = Files.exists(backup.manifest(), LinkOption.NOFOLLOW_LINKS);
        BackupFolder folder = finished ? Backups.kept(call) : backup;
        String stem = name.substring(0, name.length() - ".json".length());
        Path file = folder.kubernetes("service", service).resolveSibling(name);
        for (int number = 2; Files.exists(file, LinkOption.NOFOLLOW_LINKS); number++) {
            file = file.resolveSibling(stem + "." + number + ".json");
        }
        Folders.write(folder, file, content);
        return file.toString();
    }
}
