package lifeboat.perform;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.pachyderm.ClassicPachctl;
import lifeboat.pachyderm.ClassicPipeline;
import lifeboat.pachyderm.PachctlException;
import lifeboat.run.Attempt;
import lifeboat.run.EffectSeen;
import lifeboat.run.Outcome;
import lifeboat.run.Preview;
import lifeboat.run.Run;
import lifeboat.run.Severity;
import lifeboat.run.Verdict;
import lifeboat.runbook.ClassicAction;
import lifeboat.runbook.ClassicTask;

/** Starts one pipeline that ran before. */
final class StartPipelineDoing implements Doing<ClassicAction> {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Which part of the time is left for a start to be recorded, as 1 out of so many. */
    private static final int UNRECORDED = 25;

    private final ClassicTask.StartPipeline task;

    StartPipelineDoing(ClassicTask.StartPipeline task) {
        this.task = task;
    }

    @Override
    public Preview preview(Call<ClassicAction> call) throws PerformException {
        String name = call.text(task.pipeline());
        return new Preview(
                List.of(new Preview.Change("pipeline/" + name, "stopped", Boolean.toString(stopped(call)), "false")),
                List.of(),
                List.of(ClassicPlace.pachctl(call, task.target()).argv("start", "pipeline", name)),
                List.of(),
                List.of());
    }

    private boolean stopped(Call<ClassicAction> call) throws PerformException {
        try {
            return look(call).stopped();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PerformException("looking at the pipeline was interrupted", "Try again.", e);
        }
    }

    private ClassicPipeline look(Call<ClassicAction> call) throws PerformException, InterruptedException {
        String name = call.text(task.pipeline());
        try {
            return ClassicPlace.pachctl(call, task.target()).pipelines().stream()
                    .filter(pipeline -> pipeline.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new PerformException(
                            "there is no pipeline " + name, "Look whether somebody deleted it, then skip it."));
        } catch (PachctlException e) {
            throw Reasons.of(e);
        }
    }

    private static boolean isBack(ClassicPipeline pipeline) {
        return !pipeline.stopped() && !pipeline.state().equals("PIPELINE_PAUSED");
    }

    @Override
    public Outcome act(Call<ClassicAction> call, Attempt attempt, Performer.Listener listener)
            throws PerformException, InterruptedException {
        String name = call.text(task.pipeline());
        ClassicPachctl pachctl = ClassicPlace.pachctl(call, task.target());
        if (!isBack(look(call))) {
            try {
                pachctl.start(name);
            } catch (PachctlException e) {
                return new Outcome.Failed(false, Reasons.message(e), e.hint(), EffectSeen.UNKNOWN);
            }
        }
        String[] last = {""};
        Duration patience = call.timeout().minus(call.timeout().dividedBy(10));
        // What is recorded is recorded at once; what is not never will be.
        long recorded = System.nanoTime() + patience.toNanos() / UNRECORDED;
        Optional<ClassicPipeline> back = Patience.until(patience, EVERY, listener.cancelled(), () -> {
            ClassicPipeline now = look(call);
            last[0] = now.state() + (now.stopped() ? ", stopped" : "");
            listener.progress(last[0]);
            boolean never = now.stopped() && System.nanoTime() > recorded;
            return isBack(now) || never ? Optional.of(now) : Optional.empty();
        });
        if (back.isEmpty() || back.get().stopped()) {
            return new Outcome.Failed(
                    false,
                    name + " was asked to start and is still " + last[0],
                    "1.x may say yes and record nothing: retry asks again.",
                    EffectSeen.UNKNOWN);
        }
        boolean failed = back.get().state().equals("PIPELINE_FAILURE");
        listener.checked(name, failed ? Severity.WARN : Severity.PASS, last[0]);
        return Doing.done(Map.of("names", List.of(name)), name + " is " + last[0]);
    }

    @Override
    public Performer.Finding probe(Call<ClassicAction> call, Attempt attempt, Optional<Run.Program> program)
            throws PerformException {
        boolean stopped = stopped(call);
        return new Performer.Finding(
                Optional.of(stopped ? Verdict.DID_NOT : Verdict.PARTLY),
                call.text(task.pipeline()) + (stopped ? " is stopped" : " is not stopped"),
                true);
    }
}
