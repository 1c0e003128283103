package lifeboat.perform;

import java.util.List;
import java.util.Map;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Proves that a cluster is empty: a restore into one that is not says nothing and damages what is there. */
final class ProveEmptyClusterDoing implements Doing<ClassicAction> {
    private final ClassicTask.ProveEmpty task;

    ProveEmptyClusterDoing(ClassicTask.ProveEmpty task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) throws PerformException {
        ClassicPachctl pachctl = ClassicPlace.pachctl(call, task.target());
        return new Preview(
                List.of(),
                List.of(),
                List.of(pachctl.argv("list", "repo", "--raw"), pachctl.argv("list", "pipeline", "--raw")),
                List.of(),
                List.of());
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        List<String> there = found(call, task.target());
        return there.isEmpty()
                ? Doing.done(Map.of(), "it holds no repo and no pipeline")
                : new Outcome.Failed(
                        true,
                        "the cluster is not empty: " + String.join(", ", there),
                        "Restore into a cluster that is. A restore over what is there swallows its errors and deletes"
                                + " the specs of pipelines of the same name.",
                        EffectSeen.NONE);
    }

    /** Some of what is there. */
    static List<String> found(Call<?> call, String target) throws PerformException, InterruptedException {
        ClassicPachctl pachctl = ClassicPlace.pachctl(call, target);
        ClassicPlace.rules(call, target);
        try {
            List<String> repos = pachctl.repos();
            int pipelines = pachctl.pipelines().size();
            return repos.isEmpty() && pipelines == 0
                    ? List.of()
                    : List.of(
                            repos.size() + " repos" + (repos.isEmpty() ? "" : " (" + repos.get(0) + ")"),
                            pipelines + " pipelines");
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }
}
