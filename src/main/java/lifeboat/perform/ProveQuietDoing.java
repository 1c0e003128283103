package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lifeboat.cluster.Cluster;
import lifeboat.pachyderm.ClassicJob;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.ClassicPipeline;
import lifeboat.pachyderm.ClassicRules;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Proves that pipelines do nothing any more, with one look at all of them. */
final class ProveQuietDoing implements Doing<ClassicAction> {
    private final ClassicTask.ProveQuiet task;

    ProveQuietDoing(ClassicTask.ProveQuiet task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) {
        return Preview.ofDetails(List.of("looks at pipelines, worker pods, jobs and open commits"));
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        Sheet sheet = new Sheet(listener);
        List<String> wanted = call.list(task.pipelines());
        List<String> trouble = look(call, task.place(), wanted, sheet);
        return sheet.outcome(
                trouble.isEmpty() ? wanted.size() + " pipelines do nothing any more" : String.join("; ", trouble));
    }

    /** What is not quiet; each of them is a row of the sheet. */
    static List<String> look(Call<?> call, ClassicTask.Place place, List<String> wanted, Sheet sheet)
            throws PerformException, InterruptedException {
        ClassicPachctl pachctl = ClassicPlace.pachctl(call, place.target());
        ClassicRules rules = ClassicPlace.rules(call, place.target());
        Cluster cluster = call.world().cluster(call.run(), place.in());
        List<String> trouble = new ArrayList<>();
        try {
            List<ClassicPipeline> pipelines = pachctl.pipelines();
            List<ClassicJob> jobs = pachctl.runningJobs();
            for (String name : wanted) {
                Optional<ClassicPipeline> found = pipelines.stream()
                        .filter(pipeline -> pipeline.name().equals(name))
                        .findFirst();
                if (found.isEmpty()) {
                    sheet.warn(name, "it is gone");
                    continue;
                }
                PipelineSight now = new PipelineSight(
                        found.get(),
                        PipelineSight.pods(cluster, name),
                        jobs.stream()
                                .filter(job -> job.pipeline().equals(name))
                                .map(ClassicJob::id)
                                .toList(),
                        pachctl.openCommits(List.of(name)),
                        rules.isQuiet(found.get()));
                if (now.isDone()) {
                    sheet.pass(name, now.words());
                } else {
                    trouble.add(name + " is " + now.words());
                    sheet.fail(name, now.words(), "Go back to the step that stops the pipelines.");
                }
            }
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
        return trouble;
    }
}
