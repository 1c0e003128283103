package lifeboat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lifeboat.journal.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat runs [--json]}: every run of this state directory, newest first. */
@Command(name = "runs", description = "Lists the runs, newest first.")
final class RunsCommand implements Callable<Integer> {
    private final Wiring wiring;

    @Option(names = "--json", description = "As a JSON array.")
    private boolean json;

    RunsCommand(Wiring wiring) {
        this.wiring = wiring;
    }

    @Override
    public Integer call() throws Complaint {
        List<RunSummary> runs = new Overview(wiring).runs();
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            runs.forEach(run -> array.add(json(run)));
            wiring.machine().say(ascii(array.toPrettyString()));
        } else {
            new Overview(wiring).print(runs);
        }
        return ExitCodes.DONE;
    }

    /** Whatever terminal it is read on; outside of its texts JSON has nothing but ASCII. */
    private static String ascii(String json) {
        StringBuilder out = new StringBuilder(json.length());
        json.chars().forEach(character -> {
            if (character < 0x7f) {
                out.append((char) character);
            } else {
                out.append(String.format("\\u%04x", character));
            }
        });
        return out.toString();
    }

    private static ObjectNode json(RunSummary run) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("run", run.runId());
        node.put("state", run.state().name().toLowerCase(Locale.ROOT));
        node.put("book", run.bookId());
        node.put("title", run.title());
        node.put("mode", run.mode() == null ? null : run.mode().text());
        node.put("opened_at", run.openedAt() == null ? null : run.openedAt().toString());
        node.put("last_at", run.lastAt() == null ? null : run.lastAt().toString());
        node.put("result", run.result().orElse(null));
        ArrayNode holds = node.putArray("open_holds");
        run.openHolds().forEach(hold -> holds.add(hold.id()));
        run.holder().ifPresent(holder -> node.put("worked_on_by", holder.describe()));
        run.problem().ifPresent(problem -> node.put("problem", problem));
        return node;
    }
}
