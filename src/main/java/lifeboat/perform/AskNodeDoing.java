package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.NodeAnswers;
import lifeboat.atlas.Nodetool;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;

/** Has one Cassandra node make a snapshot, take in the files of one, or repair the table of transactions. */
final class AskNodeDoing implements Doing<Action.Atlas> {
    private static final String TRANSACTIONS = "_transactions";

    private final AtlasTask.AskNode task;

    AskNodeDoing(AtlasTask.AskNode task) {
        this.task = task;
    }

    /** One node, and how it is asked for one attempt. */
    private record Work(Call<Action.Atlas> call, Nodetool nodetool, String node, AtlasProgram program) {
        AtlasProgram.Ran run(List<String> argv, String mark) throws PerformException, InterruptedException {
            return program.run(AtlasNodes.command(argv), mark);
        }

        String snapshot() {
            return "lifeboat-" + call.run().id();
        }
    }

    private Nodetool nodetool(Call<Action.Atlas> call) throws PerformException {
        return new AtlasNodes(call.world(), AtlasPlace.of(call, task.target())).nodetool();
    }

    private List<String> tables(Call<Action.Atlas> call) throws PerformException {
        List<String> tables = new ArrayList<>();
        for (String table : call.text(task.tables()).split(",", -1)) {
            if (!table.isBlank()) {
                tables.add(table.strip());
            }
        }
        if (!tables.contains(TRANSACTIONS)) {
            throw new PerformException(
                    "the backup's manifest names no snapshot with the table " + TRANSACTIONS,
                    "It was not finished, or is not of Cassandra; use another one.");
        }
        return tables;
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) throws PerformException {
        Nodetool nodetool = nodetool(call);
        String node = call.text(task.node());
        List<List<String>> commands = new ArrayList<>();
        try {
            switch (task.work()) {
                case SNAPSHOT ->
                    commands.add(
                            nodetool.snapshot(node, "lifeboat-" + call.run().id()));
                case REPAIR -> commands.add(nodetool.repair(node));
                case REFRESH -> {
                    for (String table : tables(call)) {
                        commands.add(nodetool.refresh(node, table));
                    }
                }
            }
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
        return new Preview(List.of(), List.of(), List.copyOf(commands), List.of(), List.of());
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Work work = new Work(call, nodetool(call), call.text(task.node()), new AtlasProgram(call, attempt, listener));
        try {
            return switch (task.work()) {
                case SNAPSHOT -> snapshot(work);
                case REFRESH -> refresh(work, tables(call), listener);
                case REPAIR -> repair(work);
            };
        } catch (AtlasException e) {
            return new Outcome.Failed(false, Reasons.message(e), e.hint(), EffectSeen.UNKNOWN);
        }
    }

    private static Outcome snapshot(Work work) throws PerformException, AtlasException, InterruptedException {
        String name = work.snapshot();
        AtlasProgram.Ran made = work.run(work.nodetool().snapshot(work.node(), name), "");
        NodeAnswers.judgeSnapshot(work.node(), name, made.exit(), made.lines());
        AtlasProgram.Ran listed = work.run(work.nodetool().listSnapshots(work.node()), "-listed");
        List<String> tables = NodeAnswers.snapshotTables(
                work.node(), work.nodetool().keyspace(), name, listed.exit(), listed.lines());
        return Doing.done(
                Map.of("snapshot", List.of(work.node() + "=" + name), "tables", tables),
                work.node() + " has the snapshot " + name + " of " + tables.size() + " tables");
    }

    private static Outcome repair(Work work) throws PerformException, AtlasException, InterruptedException {
        AtlasProgram.Ran ran = work.run(work.nodetool().repair(work.node()), "");
        NodeAnswers.judgeRepair(work.node(), ran.exit(), ran.lines());
        return done(work.node() + " has repaired " + TRANSACTIONS);
    }

    /** Takes in each table's files, and looks afterwards whether the node has any: without files a refresh succeeds too. */
    private static Outcome refresh(Work work, List<String> tables, Performer.Listener listener)
            throws PerformException, AtlasException, InterruptedException {
        for (String table : tables) {
            AtlasProgram.Ran ran = work.run(work.nodetool().refresh(work.node(), table), "-" + table);
            NodeAnswers.judgeRefresh(work.node(), table, ran.exit(), ran.lines());
        }
        AtlasProgram.Ran asked = work.run(work.nodetool().tables(work.node()), "-tables");
        Map<String, Integer> files = NodeAnswers.files(work.node(), asked.exit(), asked.lines());
        List<String> missing =
                tables.stream().filter(table -> !files.containsKey(table)).toList();
        List<String> empty = tables.stream()
                .filter(table -> files.getOrDefault(table, 1) == 0)
                .toList();
        if (!missing.isEmpty() || empty.contains(TRANSACTIONS)) {
            String what = missing.isEmpty()
                    ? work.node() + " has no file of " + TRANSACTIONS
                    : work.node() + " does not know the tables " + String.join(", ", missing);
            listener.checked("node " + work.node(), Severity.FAIL, what);
            return new Outcome.Failed(
                    false,
                    what,
                    missing.isEmpty()
                            ? "Put the files of its snapshot into the directories of its tables, then retry."
                            : "Make the keyspace from the schema of the backup, with every table, then retry.",
                    EffectSeen.UNKNOWN);
        }
        listener.checked(
                "node " + work.node(),
                empty.isEmpty() ? Severity.PASS : Severity.WARN,
                empty.isEmpty() ? "has files of each table" : "has no file of " + String.join(", ", empty));
        return done(
                work.node() + " has taken in " + (tables.size() - empty.size()) + " of " + tables.size() + " tables");
    }

    private static Outcome done(String summary) {
        return Doing.done(Map.of("snapshot", List.of(), "tables", List.of()), summary);
    }
}
