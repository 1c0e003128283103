package lifeboat.perform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lifeboat.cluster.Cluster;
import lifeboat.cluster.ClusterException;
import lifeboat.pachyderm.ClassicJob;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.ClassicPipeline;
import lifeboat.pachyderm.ClassicRules;
import lifeboat.pachyderm.PachctlException;

/** One look at a pipeline, its pods, its jobs and its output repo. */
record PipelineSight(ClassicPipeline pipeline, int pods, List<String> jobs, List<String> open, boolean quiet) {

    /** Looks at what belongs to a pipeline that was just listed. */
    static PipelineSight of(ClassicPachctl pachctl, ClassicRules rules, Cluster cluster, ClassicPipeline pipeline)
            throws PerformException, InterruptedException {
        try {
            List<String> jobs = pachctl.runningJobs(pipeline.name()).stream()
                    .map(ClassicJob::id)
                    .toList();
            return new PipelineSight(
                    pipeline,
                    pods(cluster, pipeline.name()),
                    jobs,
                    pachctl.openCommits(List.of(pipeline.name())),
                    rules.isQuiet(pipeline));
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }

    /** Looks no further than state and pods; that is cheap. */
    static PipelineSight atGlance(ClassicRules rules, Cluster cluster, ClassicPipeline pipeline)
            throws PerformException {
        return new PipelineSight(
                pipeline, pods(cluster, pipeline.name()), List.of(), List.of(), rules.isQuiet(pipeline));
    }

    /** The pods of its workers: their app is {@code pipeline-NAME-vN}, in lower case, with dashes. */
    static int pods(Cluster cluster, String pipeline) throws PerformException {
        String app = "pipeline-" + pipeline.replace('_', '-').toLowerCase(Locale.ROOT) + "-v";
        try {
            return (int) cluster.pods("suite=pachyderm,component=worker").stream()
                    .filter(pod -> pod.name().startsWith(app)
                            && pod.name().substring(app.length()).matches("[0-9]+-.*"))
                    .count();
        } catch (ClusterException e) {
            throw Reasons.of(e);
        }
    }

    /** Whether nothing of it is at work, stopped or not. */
    boolean isIdle() {
        return jobs.isEmpty() && open.isEmpty();
    }

    /** Whether it is stopped for good. */
    boolean isDone() {
        return quiet && pods == 0 && isIdle();
    }

    String words() {
        List<String> words = new ArrayList<>();
        words.add(pipeline.state().replace("PIPELINE_", "").toLowerCase(Locale.ROOT)
                + (pipeline.stopped() ? ", stopped" : ", not stopped"));
        if (pods > 0) {
            words.add(pods + (pods == 1 ? " pod" : " pods"));
        }
        if (!jobs.isEmpty()) {
            words.add("job " + String.join(", ", jobs) + " running");
        }
        if (!open.isEmpty()) {
            words.add("commit " + String.join(", ", open) + " open");
        }
        return String.join("; ", words);
    }
}
