package lifeboat.perform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.atlas.AtlasException;
import lifeboat.atlas.Nodetool;
import lifeboat.process.Command;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.Action;
import lifeboat.runbook.AtlasTask;
import lifeboat.runbook.AtlasTask.AskNode.Work;

/** Has one Cassandra node make a snapshot, or repair the table of transactions. */
final class AskNodeDoing implements Doing<Action.Atlas> {
    private final AtlasTask.AskNode task;

    AskNodeDoing(AtlasTask.AskNode task) {
        this.task = task;
    }

    private static Nodetool nodetool(AtlasPlace place) throws PerformException {
        try {
            return new Nodetool(place.ssh(), place.keyspace());
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }

    private static String snapshot(Call<?> call) {
        return "lifeboat-" + call.run().id();
    }

    private List<String> argv(Call<Action.Atlas> call) throws PerformException {
        Nodetool nodetool = nodetool(AtlasPlace.of(call, task.target()));
        try {
            return task.work() == Work.SNAPSHOT
                    ? nodetool.snapshot(call.text(task.node()), snapshot(call))
                    : nodetool.repair(call.text(task.node()));
        } catch (AtlasException e) {
            throw Reasons.of(e);
        }
    }

    @Override
    public Preview preview(Call<Action.Atlas> call) throws PerformException {
        return new Preview(List.of(), List.of(), List.of(argv(call)), List.of(), List.of());
    }

    @Override
    public Outcome act(Call<Action.Atlas> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        String node = call.text(task.node());
        AtlasProgram.Ran ran = new AtlasProgram(call, attempt, listener)
                .run(Command.of(argv(call)).inherit("SSH_AUTH_SOCK"), Optional.empty());
        try {
            if (task.work() == Work.SNAPSHOT) {
                Nodetool.judgeSnapshot(node, snapshot(call), ran.exit(), ran.lines());
                return Doing.done(
                        Map.of("snapshot", List.of(node + "=" + snapshot(call))),
                        node + " has the snapshot " + snapshot(call));
            }
            Nodetool.judgeRepair(node, ran.exit(), ran.lines());
            return Doing.done(Map.of("snapshot", List.of()), node + " has repaired _transactions");
        } catch (AtlasException e) {
            return new Outcome.Failed(false, Reasons.message(e), e.hint(), EffectSeen.UNKNOWN);
        }
    }
}
