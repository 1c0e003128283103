package lifeboat.perform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lifeboat.pachyderm.ClassicPipeline;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Severity;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Records every pipeline with its state, those that others read from before those. */
final class RecordPipelinesDoing implements Doing<ClassicAction> {
    private final ClassicTask.RecordPipelines task;

    RecordPipelinesDoing(ClassicTask.RecordPipelines task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) throws PerformException {
        return new Preview(
                List.of(),
                List.of(),
                List.of(ClassicPlace.pachctl(call, task.target()).argv("list", "pipeline", "--raw")),
                List.of("what runs now is what will be started again"),
                List.of());
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        List<ClassicPipeline> pipelines;
        try {
            pipelines = ordered(ClassicPlace.pachctl(call, task.target()).pipelines());
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
        Set<String> only =
                new LinkedHashSet<>(Arrays.asList(call.text(task.only()).split("[,\\s]+", -1)));
        only.remove("");
        List<String> all = new ArrayList<>();
        List<String> running = new ArrayList<>();
        List<String> stopped = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        List<String> states = new ArrayList<>();
        int workers =
                pipelines.stream().mapToInt(ClassicPipeline::workers).max().orElse(0);
        for (ClassicPipeline pipeline : pipelines) {
            all.add(pipeline.name());
            states.add(pipeline.name() + "=" + pipeline.state());
            boolean chosen = only.isEmpty() || only.remove(pipeline.name());
            if (pipeline.stopped()) {
                stopped.add(pipeline.name());
            } else if (chosen) {
                running.add(pipeline.name());
            }
            if (pipeline.state().equals("PIPELINE_FAILURE")) {
                failed.add(pipeline.name());
            }
            listener.checked(
                    pipeline.name(),
                    pipeline.state().equals("PIPELINE_FAILURE") || !chosen ? Severity.WARN : Severity.PASS,
                    words(pipeline) + (chosen ? "" : "; not chosen, so it goes on"));
        }
        if (!only.isEmpty()) {
            throw new PerformException(
                    "there is no pipeline " + String.join(", ", only), "Correct the parameter that names them.");
        }
        return Doing.done(
                Map.of(
                        "all", all,
                        "running", running,
                        "stopped", stopped,
                        "failed", failed,
                        "states", states,
                        "workers", List.of(Integer.toString(workers))),
                all.size() + " pipelines; " + running.size() + " are to be stopped and started again, " + stopped.size()
                        + " are stopped already and stay so");
    }

    private static String words(ClassicPipeline pipeline) {
        return pipeline.state().replace("PIPELINE_", "").toLowerCase(java.util.Locale.ROOT)
                + (pipeline.stopped() ? ", stopped" : "")
                + (pipeline.reads().isEmpty() ? "" : "; reads " + String.join(", ", pipeline.reads()));
    }

    /** Each after those whose output it reads. */
    static List<ClassicPipeline> ordered(List<ClassicPipeline> pipelines) {
        Map<String, ClassicPipeline> left = new LinkedHashMap<>();
        pipelines.forEach(pipeline -> left.put(pipeline.name(), pipeline));
        List<ClassicPipeline> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<ClassicPipeline> ready = left.values().stream()
                    .filter(pipeline -> pipeline.reads().stream().noneMatch(left::containsKey))
                    .toList();
            // Pachyderm has no circles; should there be one all the same, its members come as they were listed.
            List<ClassicPipeline> next = ready.isEmpty() ? List.copyOf(left.values()) : ready;
            next.forEach(pipeline -> left.remove(pipeline.name()));
            ordered.addAll(next);
        }
        return ordered;
    }
}
